/** Memories of our own making, the same every time: the one with a number can be made again without the others. */
import type { MemoryRow } from '../../agents/memory/memory.ts';

const teammates = 20;
const wordsPerRow = 25;
const rowsPerTask = 20;
const subjects = 400;
const vocabulary = 20_000;
const syllables = 'ba co di fu ge ha jo ku le mi no pa qui re so ta ve wo xi zu bran cle dro fli gor hem lin mar'.split(
  ' ',
);

export interface Question {
  text: string;
  scopes: { scope: 'agent'; scopeId: string }[];
  /** The memory it was made of. */
  id: string;
}

export function rowAt(number: number): MemoryRow {
  const random = makeRandom(number);
  const task = Math.floor(number / rowsPerTask);
  const subject = nameOf(Math.floor(random() * subjects));
  const isPast = number % 33 === 32;
  return {
    id: `mem_${String(number).padStart(9, '0')}`,
    rev: 1,
    kind: number % 3 === 0 ? 'episode' : 'fact',
    scope: 'agent',
    scopeId: `tm_${task % teammates}`,
    subject,
    text: Array.from({ length: wordsPerRow }, () => wordOf(random)).join(' '),
    claimId: number % 5 === 0 ? `claim ${number % 1000}` : null,
    authority: number % 50 === 0 ? 'human' : 'agent',
    author: `tm_${task % teammates}`,
    parentId: `t_${task}`,
    pos: number % rowsPerTask,
    taskId: `t_${task}`,
    runId: `r_${task}`,
    sourceUri: number % 2 === 0 ? `files/reports/${task % 100}.md` : null,
    labels: { tainted: false, private: number % 4 === 0, from: [] },
    status: isPast ? 'superseded' : 'active',
    sensitivity: 'internal',
    confidence: 0.7,
    validFromMs: null,
    validToMs: isPast ? 2 : null,
    recordedAtMs: 1,
    closedAtMs: isPast ? 2 : null,
    retiredAtMs: null,
    contentHash: `hash ${number}`,
  };
}

/** Asks for a memory by its subject and four of its words, as its teammate. */
export function questionOf(number: number): Question {
  const { id, subject, text, scopeId } = rowAt(number);
  const asked = text.split(' ').filter((_, at) => at % 6 === number % 6);
  return { id, text: `what did ${subject} say of ${asked.join(' ')}`, scopes: [{ scope: 'agent', scopeId }] };
}

/** Numerical Recipes' generator, stirred first: even enough for words, and the same on every machine. */
export function makeRandom(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

/** Words as language has them: a few are everywhere, most are rare. */
function wordOf(random: () => number): string {
  return spelled(Math.floor(vocabulary ** random()), 2);
}

function nameOf(number: number): string {
  const name = spelled(number + vocabulary, 3);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A number in syllables, at least so many: every number has a word of its own. */
function spelled(number: number, least: number): string {
  const parts: string[] = [];
  for (let left = number; left > 0 || parts.length < least; left = Math.floor(left / syllables.length))
    parts.push(syllables[left % syllables.length] ?? '');
  return parts.join('');
}
