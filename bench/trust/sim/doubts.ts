/** Counts the calls whose outcome a process never heard of, and how each was settled. */
import type { Append } from './disk.ts';

/**
 * `itself` = the next process found out by doing it again or asking the world; `happened`, `run-again`, `left` = the person said so;
 * `stopped` = named when the task was stopped, or waiting in a task that was paused.
 */
export type Doubts = Record<'itself' | 'happened' | 'run-again' | 'left' | 'stopped', number>;

export const noDoubts = (): Doubts => ({ itself: 0, happened: 0, 'run-again': 0, left: 0, stopped: 0 });

export function doubtsOf(appends: readonly Append[]): Doubts {
  const doubts = noDoubts();
  const begun = new Map<string, number>();
  const doubted = new Set<string>();
  for (const { life, records } of appends.filter((append) => append.committed !== null).toSorted(bySeq)) {
    for (const record of records) {
      if (!('callId' in record.data)) continue;
      const { callId } = record.data;
      if (record.type === 'call.begun') begun.set(callId, life);
      else if (record.type === 'call.doubted') doubted.add(callId);
      else if (record.type === 'call.settled') {
        doubts[record.data.how] += 1;
        doubted.delete(callId);
        begun.delete(callId);
      } else {
        const from = begun.get(callId);
        if (from !== undefined && from !== life) doubts.itself += 1;
        begun.delete(callId);
      }
    }
  }
  doubts.stopped = new Set([...begun.keys(), ...doubted]).size;
  return doubts;
}

function bySeq(a: Append, b: Append): number {
  return (a.records[0]?.seq ?? 0) - (b.records[0]?.seq ?? 0);
}
