/** Looks after the team by itself, after every event and at start: who has which task, and who waits for whom in a circle. */
import { accept } from '../domain/decide/refuse.ts';
import type { EventRecord, TaskEvent } from '../domain/events.ts';
import type { TaskState } from '../domain/task.ts';
import type { Clock } from '../lib/clock.ts';
import { circlesNow, toldOf } from './circles.ts';
import { placementOf, type PlacingDeps } from './self-routing.ts';
import { makeSweep, type Sweep } from './sweep.ts';

export interface StewardDeps extends PlacingDeps {
  clock: Clock;
  log: (line: string) => void;
}

export interface Steward extends Omit<Sweep, 'notify'> {
  /** Call it after events, and once with null at start. */
  notify(records: readonly EventRecord[] | null): void;
}

/** What is due follows from the fold alone: a crash between two steps is taken up at the next start. */
export function startSteward(deps: StewardDeps): Steward {
  const { streams, clock, log } = deps;
  const moved = new Set<string>();
  /** Tasks a circle is told at. */
  const told = new Set<string>();

  const settle = async (taskId: string, decide: (task: TaskState) => TaskEvent[]): Promise<void> => {
    const task = streams.tasks.get(taskId);
    if (!task || decide(task).length === 0) return;
    // Decided anew in its turn: the person may have moved it since.
    const now = () => accept(decide(streams.tasks.get(taskId) ?? task));
    await streams.commit(`task/${taskId}`, now, { actor: 'engine', atMs: clock.now(), commandId: null });
  };

  const look = async (): Promise<void> => {
    for (const taskId of moved) {
      await settle(taskId, (task) => placementOf(task, deps));
      moved.delete(taskId);
    }
    const circles = circlesNow(streams);
    // What is gone is taken back first, or one circle would be told at two tasks for a moment.
    const gone = [...told].filter((taskId) => !circles.has(taskId));
    for (const taskId of [...gone, ...circles.keys()]) {
      await settle(taskId, (task) => toldOf(task, circlesNow(streams).get(taskId), streams.teammates));
      if (streams.tasks.get(taskId)?.cycle) told.add(taskId);
      else told.delete(taskId);
    }
  };

  const sweep = makeSweep({ clock, log }, look);
  const all = (): void => {
    for (const { id, cycle } of streams.tasks.values()) {
      moved.add(id);
      if (cycle) told.add(id);
    }
  };
  return {
    ...sweep,
    get isBusy() {
      return sweep.isBusy;
    },
    notify(records) {
      if (!records) all();
      for (const { stream, type } of records ?? []) {
        if (stream.startsWith('task/')) moved.add(stream.slice('task/'.length));
        else if (stream.startsWith('teammate/') || type === 'settings.changed') all();
      }
      if (moved.size > 0) sweep.notify();
    },
  };
}
