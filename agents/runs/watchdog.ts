/** Watches what is under way for signs of life, and knows a sleep of the whole computer from a step that hangs. */
import type { TaskState } from '../domain/task.ts';
import type { RunCommand } from '../domain/decide/run.ts';
import type { Clock } from '../lib/clock.ts';
import { runOfWork, type Flight, type InFlight } from './in-flight.ts';

/** Silence after which a step is shown as stale, and after which a person is asked. */
export const staleAfterMs = 60_000;
export const askAfterMs = 300_000;
const lookEveryMs = 10_000;
/** A look that comes so much later than planned, by any clock, says that the process or the computer slept. */
const sleptMs = 30_000;

export interface WatchdogDeps {
  clock: Clock;
  flights: InFlight;
  taskOf: (taskId: string) => TaskState | undefined;
  commit: (taskId: string, command: RunCommand) => Promise<unknown>;
  /** Time has jumped or passed in sleep: what waits for a time is looked at again. */
  onWake: () => void;
}

export function startWatchdog({ clock, flights, taskOf, commit, onWake }: WatchdogDeps): { stop(): void } {
  let wallMs = clock.now();
  let upMs = clock.uptime();
  let cancel = (): void => undefined;
  const told = new Map<string, 'stale' | 'asked'>();

  const look = (): void => {
    const [wall, up] = [clock.now(), clock.uptime()];
    const gap = up - upMs - lookEveryMs;
    const jump = Math.abs(wall - wallMs - (up - upMs));
    [wallMs, upMs] = [wall, up];
    if (gap > sleptMs || jump > sleptMs) {
      // Nobody could show a sign of life while everything stood still.
      for (const flight of flights.list()) if (flight.signMs !== null) flight.signMs = up;
      onWake();
    }
    for (const flight of flights.list()) judge(flight, up);
    for (const id of told.keys()) if (!flights.has(id)) told.delete(id);
    cancel = clock.after(lookEveryMs, look);
  };

  const judge = (flight: Flight, up: number): void => {
    const runId = runOfWork(flight.effect);
    if (flight.signMs === null || runId === null) return;
    const silentMs = up - flight.signMs;
    const was = told.get(flight.effect.id);
    if (silentMs < staleAfterMs) {
      if (was) tell(flight.taskId, { type: 'run.revive', data: { runId, by: 'sign' } });
      told.delete(flight.effect.id);
    } else if (silentMs >= askAfterMs ? was !== 'asked' : was === undefined) {
      const escalated = silentMs >= askAfterMs;
      told.set(flight.effect.id, escalated ? 'asked' : 'stale');
      const sinceMs = Math.max(0, clock.now() - silentMs);
      const what = whatOf(flight, taskOf(flight.taskId));
      tell(flight.taskId, {
        type: 'run.stale',
        data: { runId, effectId: flight.effect.id, what, sinceMs, escalated },
      });
    }
  };

  const tell = (taskId: string, command: RunCommand): void => {
    // A journal that refuses is in trouble that is shown elsewhere; the next look says it again.
    commit(taskId, command).catch(() => told.clear());
  };

  cancel = clock.after(lookEveryMs, look);
  return { stop: () => cancel() };
}

function whatOf({ effect }: Flight, task: TaskState | undefined): string {
  if (effect.kind === 'model') return 'The model has sent nothing';
  if (effect.kind !== 'call') return 'A step of Muster itself hangs';
  const call = task?.turns?.at(-1)?.calls.find((other) => other.callId === effect.callId);
  return `The step ${call?.tool ?? ''} has given no answer`;
}
