/** A team's memory of real size, with one person in it whose every trace has to go. Seeded; names are made up so that no word of them occurs elsewhere. */
import path from 'node:path';
import { sealed } from '../../../agents/domain/sealed.ts';
import type { NewEvent } from '../../../agents/domain/events.ts';
import { openSqliteJournal } from '../../../agents/journal/sqlite.ts';
import { draftOf, type Statement } from '../../../agents/memory/draft.ts';

/** Who is forgotten whole, whose one sentence is forgotten, and the teammate whose memories go. */
export const person = 'Zephyrine Quillfeather';
export const oneSentence = 'Brackwater Mills keeps its spare keys under the third flowerpot.';
export const teammate = 'tm_vanishing';

const perAppend = 1_000;
const subjects = 2_000;
/** Every so many-th memory is about the person. */
const personEvery = 4_000;
const teammateEvery = 5_000;

/** Appends so many memories and returns the id of one that is about the person, and of the one sentence. */
export async function seedMemories(folder: string, count: number): Promise<{ personId: string; sentenceId: string }> {
  const journal = openSqliteJournal({ file: path.join(folder, 'journal.db'), sealed });
  const atMs = Date.now() - 30 * 24 * 3_600_000;
  for (let from = 0; from < count; from += perAppend) {
    const events = Array.from({ length: Math.min(perAppend, count - from) }, (_none, at): NewEvent => {
      const { supersedes: _, revs: __, ...data } = draftOf(journal, statement(from + at));
      return { type: 'memory.asserted', data };
    });
    await journal.append('memory', from, events, { actor: 'teammate/tm_researcher', atMs, commandId: null });
  }
  await journal.stop();
  return { personId: 'mem_0', sentenceId: 'mem_1' };
}

const words =
  'contract renewal delivery invoice warehouse season forecast supplier discount quality inspection route driver pallet order sample meeting budget project launch review draft notice period payment terms freight customs label packaging shelf display campaign audit plan'.split(
    ' ',
  );

function statement(number: number): Statement {
  const base = {
    memoryId: `mem_${number}`,
    kind: 'fact',
    scope: 'team',
    scopeId: 'team',
    question: null,
    value: null,
    cardinality: 'one',
    authority: 'agent',
    author: 'tm_researcher',
    taskId: null,
    runId: null,
    sourceUri: 'files/notes.md',
    quote: null,
    labels: { tainted: false, private: false, from: ['files/notes.md'] },
    sensitivity: 'internal',
    validFromMs: null,
    validToMs: null,
    supersedes: [],
    derivedFrom: [],
  } as const satisfies Omit<Statement, 'subject' | 'text'>;
  if (number === 1) return { ...base, subject: 'Brackwater Mills', text: oneSentence, quote: oneSentence };
  if (number % personEvery === 0)
    return {
      ...base,
      subject: person,
      text: `${person} settles matter ${number} by telephone, never by letter.`,
      quote: `matter ${number}: ${person} rang`,
      sourceUri: `files/people/${person}.md`,
    };
  if (number % personEvery === 2)
    return {
      ...base,
      subject: 'Office',
      text: `After matter ${number} nobody rings ${person} on Fridays.`,
      derivedFrom: [`mem_${number - 2}`],
    };
  if (number % teammateEvery === 3)
    return {
      ...base,
      subject: `habit ${number}`,
      author: teammate,
      text: `Vanishing note ${number} about gingerbread stamps.`,
    };
  const said = Array.from({ length: 22 }, (_none, at) => words[(number * 31 + at * at * 7 + at) % words.length]).join(
    ' ',
  );
  return { ...base, subject: `customer ${number % subjects}`, text: `Note ${number}: ${said}.` };
}
