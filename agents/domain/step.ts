/** What may become of one step just now, while a person may stop, change or let it through at any moment. Pure. */
import { currentCalls } from './state.ts';
import type { Call, TaskState } from './task.ts';

/** True when nothing but its turn keeps a step from being carried out. */
export function isUpNext({ state }: Pick<Call, 'state'>): boolean {
  return state === 'proposed' || state === 'approved' || state === 'begun';
}

/** True while the work goes on, or when a person let this one step of a paused task through. */
export function mayPerform({ status, onlyCallId }: TaskState, callId: string): boolean {
  return status === 'working' || (status === 'paused' && onlyCallId === callId);
}

/** True while a step still asks for what it asked for when it was looked at: a person may have changed it since. */
export function isAsSeen(task: TaskState, seen: Call): boolean {
  return currentCalls(task).find((call) => call.callId === seen.callId)?.print === seen.print;
}

/** A step can be changed until it has begun; those that wait for a person's yes are among them. */
export function isChangeable({ state }: Pick<Call, 'state'>): boolean {
  return state === 'proposed' || state === 'asked' || state === 'approved';
}
