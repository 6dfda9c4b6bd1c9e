/** Which step comes next in work that stands still, what it was asked to do, and what the person did in the teammate's place. Pure. */
import { currentCalls } from '../../../agents/domain/state.ts';
import type { EventRecord } from '../../../agents/domain/events.ts';
import type { Call, TaskState } from '../../../agents/domain/task.ts';

/** The first step of the newest turn that has not begun; null = none is known, or the work goes on by itself. */
export function nextCall(task: TaskState): Call | null {
  if (task.status !== 'paused' || task.run?.how !== null) return null;
  return currentCalls(task).find(({ state }) => ['proposed', 'asked', 'approved'].includes(state)) ?? null;
}

/** Arguments that have a field of their own on the form. */
export const plainArgs = [
  'path',
  'text',
  'content',
  'question',
  'query',
  'title',
  'brief',
  'teammate',
  'to',
  'why',
  'done',
  'left',
  'summary',
  'message',
  'minutes',
] as const;
export type PlainArg = (typeof plainArgs)[number];

export interface ArgField {
  name: PlainArg;
  /** Written as text; a number is read back as one. */
  value: string;
  isNumber: boolean;
}

/** A call's arguments as fields, in the order the teammate wrote them; null = some have no field, and only JSON shows them whole. */
export function argFields(args: unknown): ArgField[] | null {
  if (typeof args !== 'object' || args === null || Array.isArray(args)) return null;
  const fields: ArgField[] = [];
  for (const [key, value] of Object.entries(args) as [string, unknown][]) {
    const name = plainArgs.find((one) => one === key);
    if (name === undefined || (typeof value !== 'string' && typeof value !== 'number')) return null;
    fields.push({ name, value: String(value), isNumber: typeof value === 'number' });
  }
  return fields.length > 0 ? fields : null;
}

/** Fields as arguments again; null = a number does not read as one. */
export function argsOf(fields: readonly ArgField[]): Record<string, unknown> | null {
  if (fields.some(({ isNumber, value }) => isNumber && (value.trim() === '' || Number.isNaN(Number(value)))))
    return null;
  return Object.fromEntries(fields.map(({ name, value, isNumber }) => [name, isNumber ? Number(value) : value]));
}

/** Reads JSON typed by a person: an object, or null. */
export function objectFrom(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return Object.fromEntries(Object.entries(value));
  } catch {
    return null;
  }
}

const byPerson: ReadonlySet<EventRecord['type']> = new Set([
  'call.edited',
  'call.skipped',
  'call.taken',
  'call.released',
  'task.handedBack',
]);

/** What the person did since they last took the work over or paused it, in order. */
export function doneByPerson(events: readonly EventRecord[]): EventRecord[] {
  const from = events.findLastIndex(({ type }) => type === 'task.takenOver' || type === 'task.paused');
  return events.slice(from + 1).filter(({ type }) => byPerson.has(type));
}
