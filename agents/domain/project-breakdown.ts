/** The part of a task's fold that follows its breakdown: proposed, changed by the person, begun, and what its parts came to. */
import type { BreakdownPart } from './breakdown.ts';
import type { TaskEvent } from './events.ts';
import { close, open, plainItem, withCall } from './project-parts.ts';
import type { TaskState } from './task.ts';

type Data<T extends TaskEvent['type']> = Extract<TaskEvent, { type: T }>['data'];

export function proposed(state: TaskState, data: Data<'breakdown.proposed'>, atMs: number): TaskState {
  const { callId, runId, round, parts, asked } = data;
  const next: TaskState = {
    ...state,
    nowDoing: asked ? '' : `Handing on ${counted(parts.length)}`,
    breakdown: {
      callId,
      round,
      state: asked ? 'asked' : 'started',
      why: asked?.why ?? '',
      parts: parts.map((part) => ({ ...part, tries: [] })),
    },
  };
  if (!asked) return withCall(next, callId, { state: 'waiting' });
  const { itemId, hash, effect, why } = asked;
  const item = plainItem('approve', itemId, runId, atMs, `Start this plan of ${counted(parts.length)}?`, '');
  return open(withCall(next, callId, { state: 'asked', hash, itemId }), { ...item, callId, hash, effect, why });
}

/** The person's own version: what is shown and approved is this one. */
export function edited(state: TaskState, { callId, parts, hash, effect }: Data<'breakdown.edited'>): TaskState {
  const breakdown = state.breakdown && { ...state.breakdown, parts: parts.map((part) => ({ ...part, tries: [] })) };
  const items = state.items.map((item) =>
    item.callId === callId && item.kind === 'approve'
      ? { ...item, hash, effect, ask: `Start this plan of ${counted(parts.length)}?` }
      : item,
  );
  return withCall({ ...state, breakdown, items }, callId, { hash });
}

export function begun(state: TaskState, { callId, itemId }: Data<'breakdown.started'>): TaskState {
  const breakdown = state.breakdown && { ...state.breakdown, state: 'started' as const };
  const count = breakdown?.parts.length ?? 0;
  const next = withCall({ ...state, breakdown, nowDoing: `Handing on ${counted(count)}` }, callId, {
    state: 'waiting',
  });
  return itemId === null ? next : close(next, itemId);
}

export function routed(state: TaskState, { key, childId, teammateId, why }: Data<'part.routed'>): TaskState {
  return withPart(state, key, (part) => ({
    ...part,
    tries: [...part.tries, { taskId: childId, teammateId, why, failure: null }],
  }));
}

export function failed(state: TaskState, { key, childId, reason }: Data<'part.failed'>): TaskState {
  return withPart(state, key, (part) => ({
    ...part,
    tries: part.tries.map((one) => (one.taskId === childId ? { ...one, failure: reason } : one)),
  }));
}

/** Its call has an answer, whatever it is: nothing more is handed on by it. */
export function answered(state: TaskState, callId: string): TaskState {
  if (state.breakdown?.callId !== callId) return state;
  return { ...state, breakdown: { ...state.breakdown, state: 'closed' } };
}

function withPart(state: TaskState, key: string, change: (part: BreakdownPart) => BreakdownPart): TaskState {
  if (!state.breakdown) return state;
  const parts = state.breakdown.parts.map((part) => (part.key === key ? change(part) : part));
  return { ...state, breakdown: { ...state.breakdown, parts } };
}

function counted(parts: number): string {
  return parts === 1 ? '1 part' : `${parts} parts`;
}
