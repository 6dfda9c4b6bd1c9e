/** The part of a task's fold that follows work which stands still: held until a person answers, or without a sign of life. */
import type { TaskEvent } from './events.ts';
import { withWord } from './ledger.ts';
import { close, open, plainItem } from './project-parts.ts';
import type { Option } from './schema.ts';
import type { TaskState } from './task.ts';

type Data<T extends TaskEvent['type']> = Extract<TaskEvent, { type: T }>['data'];

const goOn: Option = { id: 'go-on', label: 'Go on' };
const raise: Option = { id: 'raise', label: 'Double the cap' };
const stop: Option = { id: 'stop', label: 'Stop here' };

export function held(state: TaskState, data: Data<'run.held'>, atMs: number): TaskState {
  const { itemId, runId, why, cap, ask, evidence } = data;
  const item = plainItem('problem', itemId, runId, atMs, ask, evidence);
  const run = state.run && cap ? { ...state.run, askedCaps: [...state.run.askedCaps, cap] } : state.run;
  // The day's caps belong to the workspace and are raised in Settings.
  const canRaise = cap !== null && Object.hasOwn(state.caps, cap);
  const options = canRaise ? [goOn, raise, stop] : [goOn, stop];
  return open({ ...state, run, hold: { itemId, why, cap } }, { ...item, options });
}

/** What was done before may be done again: the person has seen it. A raised cap may be asked about once more. */
export function released(state: TaskState, data: Data<'run.released'>): TaskState {
  const cap = state.hold?.cap;
  const run =
    state.run && data.how === 'raise'
      ? { ...state.run, askedCaps: state.run.askedCaps.filter((other) => other !== cap) }
      : state.run;
  return close({ ...state, run, hold: null, ledger: withWord(state.ledger) }, data.itemId);
}

/** One item a run, opened once the silence has lasted. */
function staleItem(runId: string): string {
  return `${runId}/stale`;
}

export function stale(state: TaskState, data: Data<'run.stale'>, atMs: number): TaskState {
  const { runId, effectId, what, sinceMs, escalated } = data;
  const next = { ...state, stale: { effectId, what, sinceMs } };
  if (!escalated) return next;
  return open(next, plainItem('problem', staleItem(runId), runId, atMs, 'No sign of life from a step', what));
}

export function revived(state: TaskState): TaskState {
  return close({ ...state, stale: null }, staleItem(state.run?.runId ?? ''));
}
