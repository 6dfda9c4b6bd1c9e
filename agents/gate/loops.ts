/**
 * Finds work that goes in circles. A loop succeeds at every step, so errors do not show it: only the lack of anything new does.
 * Pure. Fingerprints leave out what varies by itself: time stamps, random ids, white space, the order of keys, "attempt 3".
 */
import { hash as digest } from 'node:crypto';
import { refusedPrint, repetitions } from '../domain/ledger.ts';
import type { Call, Ledger, TaskState } from '../domain/task.ts';
import { canonicalJson } from '../lib/json.ts';

/** From the third time on the same call is refused when it was answered the same way before. */
export const refusedAt = 3;
/** The fifth parks the run. */
export const heldAt = 5;
/** Turns without news after which the teammate is told, and after which a person is asked. */
export const idleNoteAt = 12;
export const idleHeldAt = 25;

const printChars = 12;
/** A result's fingerprint is taken of its beginning and its length: one of many megabytes must not hold everybody up. */
const maxPrintedChars = 262_144;

/** Fingerprint of a proposed call. */
export function argsPrint(tool: string, args: unknown): string {
  return hash(`${tool} ${canonicalJson(steady(args ?? {}))}`);
}

/** `<call>:<result>`, as the ledger keeps an answered call. */
export function callPrint(print: string, result: string): string {
  const { length } = result;
  const told = length > maxPrintedChars ? `${result.slice(0, maxPrintedChars)} ${length}` : result;
  return `${print}:${hash(steadyText(told))}`;
}

/** The same for a call refused because it repeats itself. */
export function refusalPrint(print: string): string {
  return `${print}:${refusedPrint}`;
}

function hash(text: string): string {
  return digest('sha256', text).slice(0, printChars);
}

/** The value without what varies by itself. */
function steady(value: unknown): unknown {
  if (typeof value === 'string') return steadyText(value);
  if (typeof value === 'number') return isEpoch(value) ? '<time>' : value;
  if (Array.isArray(value)) return value.map(steady);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, steady(item)]));
}

/** `[a sign that must be there, what varies, what stands for it]`: to look for the sign costs a tenth of the pattern. */
const varying: readonly [string, RegExp, string][] = [
  // A date alone may name what is asked for; a time of day does not.
  [':', /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?/g, '<time>'],
  [':', /\b\d\d?:\d\d:\d\d(\.\d+)?\b/g, '<time>'],
  ['1', /\b1[5-9]\d{8}(\d{3})?\b/g, '<time>'],
  ['-', /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  ['', /\b(attempt|try|retry|iteration|round|pass|request|nonce)[ #:=-]*\d+\b/gi, '$1'],
  // White space of any length and kind is one space; the single spaces that most of it is are left as they stand.
  ['', /[^\S ]\s*| \s+/g, ' '],
];

function steadyText(text: string): string {
  let steadied = text;
  for (const [sign, pattern, by] of varying) if (text.includes(sign)) steadied = steadied.replaceAll(pattern, by);
  return steadied.trim();
}

/** A number that can only be a moment of these decades, in seconds or milliseconds. */
function isEpoch(value: number): boolean {
  return Number.isInteger(value) && /^1[5-9]\d{8}(\d{3})?$/.test(String(value));
}

/** What becomes of a proposed call, given what the run has seen. Calls of the same turn that came before it count too. */
export function judgeRepeat(ledger: Ledger | null, call: Call, siblings: readonly Call[]): 'fine' | 'refuse' | 'hold' {
  if (!ledger || call.print === '') return 'fine';
  const before = siblings.slice(0, siblings.indexOf(call));
  const pending = before.filter((other) => other.print === call.print && other.content === null).length;
  const times = repetitions(ledger, call.print) + pending + 1;
  if (times >= heldAt) return 'hold';
  return times >= refusedAt ? 'refuse' : 'fine';
}

/** What becomes of the next turn. */
export function judgeIdle(ledger: Ledger | null): 'fine' | 'note' | 'hold' {
  if (!ledger) return 'fine';
  if (ledger.idleTurns >= idleHeldAt) return 'hold';
  return ledger.idleTurns >= idleNoteAt && !ledger.isNoted ? 'note' : 'fine';
}

export const repeatRefusal =
  'You have made this very call before and it was answered the same way each time; it was not carried out again. Use what you have, try something else, or finish and say what is missing.';

export const idleNote = `The last ${idleNoteAt} steps have brought nothing new. Change your way, ask the person with ask_person, or finish with what you have and say what is missing.`;

/** What a person is shown of a line of work: which calls came round again, newest first, as they were answered. */
export function evidenceOf(line: readonly TaskState[]): string {
  const turns = line.flatMap(({ turns: all, run }) =>
    (all ?? []).filter((turn) => turn.runId === run?.runId).toReversed(),
  );
  const counts = new Map<string, { line: string; times: number }>();
  for (const call of turns.slice(0, idleHeldAt).flatMap((turn) => turn.calls)) {
    const known = counts.get(call.print) ?? { line: '', times: 0 };
    const isTelling = known.line === '' || call.state === 'succeeded' || call.state === 'failed';
    counts.set(call.print, { line: isTelling ? lineOf(call) : known.line, times: known.times + 1 });
  }
  const lines = [...counts.values()].toSorted((a, b) => b.times - a.times).slice(0, 5);
  return lines.map(({ line, times }) => `${times} × ${line}`).join('\n');
}

function lineOf(call: Call): string {
  const said = call.summary || call.content || '';
  const what = `${call.tool} ${JSON.stringify(call.args ?? {})}`.slice(0, 120);
  return said === '' ? what : `${what} → ${said.replaceAll(/\s+/g, ' ').slice(0, 80)}`;
}
