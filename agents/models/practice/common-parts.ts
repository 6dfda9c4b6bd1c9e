/** Parts that several recipes put into their pages. */
import { counted, listed, type Footnotes } from './deliverable.ts';
import { unreadable, type Desk, type Detail, type Question } from './desk.ts';
import type { Difference } from './differences.ts';
import { entitiesOf } from './entities.ts';
import { choose, queryWeights, score } from './extract.ts';
import { termsOf } from '../../lib/text/fold.ts';
import { mentions } from './brief.ts';
import type { Section } from './deliverable.ts';
import type { Sentence } from './sentences.ts';
import { isKnown, sourceName, teamSource } from './sources.ts';
import { wishesIn } from './wishes.ts';

/** How many sentences a section gets. */
export function sentenceCount(detail: Detail, normal: number): number {
  return { full: Math.ceil(normal * 1.8), normal, short: Math.max(2, Math.floor(normal / 2)), bare: 1 }[detail];
}

/** `the files`, or with what the team knows where that is a side of it. */
export function sidesOf(differences: readonly Difference[]): string {
  const isTeams = differences.some((difference) => difference.statements.some(isKnown));
  return isTeams ? `the files and ${teamSource}` : 'the files';
}

/** `The files disagree`, or they and what the team knows do. */
export function disagreeing(differences: readonly Difference[]): string {
  return `${sidesOf(differences).replace(/^t/, 'T')} disagree`;
}

/** One line that says on what points sources disagree, each value with its source. */
export function differenceLine(difference: Difference, footnotes: Footnotes): string {
  const values = difference.statements.map((one) =>
    `${one.value} in ${sourceName(one.file)} ${footnotes.cite(one.file, one.quote)}`.trim(),
  );
  return `**${difference.entity}**, ${difference.point.toLowerCase()}: ${listed(values)}.`;
}

/** Asks which of the sources counts. `recommended` is a file, or null for showing all. */
export function differenceQuestion(difference: Difference, recommended: string | null): Question {
  const options = difference.statements.slice(0, 8).map((one, index) => ({
    id: `value-${index + 1}`,
    label: `${one.value}, as in ${sourceName(one.file)}`.slice(0, 200),
  }));
  const chosen = difference.statements.findIndex((one) => one.file === recommended);
  return {
    question: questionOf(difference),
    options: [...options, { id: 'both', label: 'Show all of them, none is settled' }],
    recommended: chosen >= 0 ? `value-${chosen + 1}` : 'both',
  };
}

function questionOf(difference: Difference): string {
  return `${disagreeing([difference])} about ${difference.entity} (${difference.point.toLowerCase()}). Which one counts?`;
}

/** The statement that counts for a difference, and why; null = all are shown. */
export function settled(
  difference: Difference,
  desk: Desk,
): (Difference['statements'][number] & { how: string }) | null {
  const taught = taughtOf(difference, desk);
  if (taught) return { ...taught, how: 'as you taught the team' };
  const at = /^value-(\d+)$/.exec(desk.reply?.optionId ?? '')?.[1];
  const isAsked = desk.state.calls.some(
    ({ tool, args }) => tool === 'ask_person' && args.question === questionOf(difference),
  );
  const chosen = at !== undefined && isAsked ? difference.statements[Number(at) - 1] : undefined;
  return chosen ? { ...chosen, how: 'chosen when asked' } : null;
}

/** What a person taught comes before what a file says, but only of the thing the brief names; null = it does not, or says two things. */
export function taughtOf(difference: Difference, desk: Desk): Difference['statements'][number] | null {
  const [entity] = entitiesOf([difference.entity]);
  if (!entity?.namedIn(desk.intent.asked)) return null;
  const taught = new Set(desk.state.memories.flatMap(({ id, isTaught }) => (isTaught ? `memory/${id}` : [])));
  const [one, ...others] = difference.statements.filter(({ file }) => taught.has(file));
  return one && others.every((other) => other.key === one.key) ? one : null;
}

/** What the person asked to see as well: the best sentences for each topic, or that there are none. */
export function alsoCovered(desk: Desk, footnotes: Footnotes, detail: Detail, missing: string[]): Section[] {
  return desk.intent.alsoCover.flatMap((topic) => {
    const terms = termsOf(topic);
    const found = choose(
      score(desk.sentences, queryWeights(terms, desk.sentences)).filter((scored) =>
        terms.every((term) => holds(scored.sentence, term)),
      ),
      sentenceCount(detail, 4),
    );
    if (found.length === 0) missing.push(`Nothing about “${topic}” stands in the files that were read.`);
    const lines = saidLines(found, footnotes);
    return lines.length === 0 ? [] : [{ heading: topic.charAt(0).toUpperCase() + topic.slice(1), lines }];
  });
}

function holds(sentence: Sentence, term: string): boolean {
  return sentence.stems.has(term) || mentions(`${sentence.file} ${sentence.headings.join(' ')}`, [term]);
}

/** Sentences as list lines, each with its mark. */
export function saidLines(sentences: readonly Sentence[], footnotes: Footnotes, under?: string): string[] {
  return sentences.flatMap((sentence) => {
    const said = footnotes.said(sentence, under);
    return said === null ? [] : [`- ${said}`];
  });
}

/** What was said on the way and heeded, one sentence each. */
export function steerLines(desk: Desk): string[] {
  const { leaveOut, alsoCover, length } = desk.intent;
  const { steers, heard } = desk.state;
  if (steers.length === 0) return [];
  const back = heard.findLast(({ kind }) => kind === 'hand-back');
  const handBack = back ? [`What you did while you had it was read: “${quoted(back.text)}”.`] : [];
  // A message that only says what to tell a colleague is answered by what came of that.
  const isHeeded = wishesIn(steers.at(-1)?.text ?? '').length > 0 || back?.at === steers.at(-1)?.at;
  const done = [
    ...leaveOut.map((phrase) => `left out “${phrase}”`),
    ...alsoCover.map((topic) => `looked for “${topic}”`),
    ...(length === null ? [] : [length === 'short' ? 'kept it short' : 'gave all detail']),
  ];
  if (done.length > 0) return [...handBack, `Your message was read: ${listed(done)}.`];
  if (isHeeded) return handBack;
  return [
    ...handBack,
    `Your message was read (“${quoted(steers.at(-1)?.text ?? '')}”), but practice could not act on it.`,
  ];
}

function quoted(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 120);
}

/** The last section: what was looked at, so that a reader can judge what may be missing. */
export function lookedAt(desk: Desk): Section {
  const { docs, tables, unread } = desk.knowledge;
  const texts = [...docs.keys()].filter((path) => !tables.has(path));
  const queries = [
    ...new Set(desk.state.calls.filter((call) => call.tool === 'search_files').map((call) => String(call.args.query))),
  ];
  const lines = [
    ...(texts.length > 0 ? [`- Read: ${shortList(texts)}.`] : []),
    ...(tables.size > 0 ? [`- Tables: ${shortList([...tables.keys()])}.`] : []),
    ...(queries.length > 0
      ? [
          `- Searched for: ${queries
            .slice(0, 8)
            .map((query) => `“${query}”`)
            .join(', ')}.`,
        ]
      : []),
  ];
  const { memories } = desk.state;
  if (memories.length > 0) lines.push(`- Recalled: ${counted(memories.length, 'thing')} the team knows.`);
  const blind = [...new Set([...unreadable(desk.knowledge), ...unread.map((file) => file.path)])];
  if (blind.length > 0)
    lines.push(`- Not read, because practice cannot read ${blind.length === 1 ? 'it' : 'them'}: ${shortList(blind)}.`);
  const left = desk.knowledge.files.length - docs.size - blind.filter((path) => !docs.has(path)).length;
  if (left > 0)
    lines.push(
      `- Not opened: ${counted(left, 'other file')} of ${desk.knowledge.files.length.toLocaleString('en-US')} in the folder.`,
    );
  return { heading: 'What was looked at', lines };
}

function shortList(paths: readonly string[]): string {
  const sorted = paths.toSorted();
  return sorted.length <= 16 ? listed(sorted) : `${sorted.slice(0, 14).join(', ')} and ${sorted.length - 14} more`;
}
