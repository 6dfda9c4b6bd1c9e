/** Takes what is due and performs it, each effect once at a time; the only place that knows what is in flight. */
import { messageOf } from '../lib/error.ts';
import { latelyOf, reliabilityOf } from '../domain/operations.ts';
import { due, dueStarts, isCalledOff, isSuspended, type Around, type Effect } from '../domain/due.ts';
import type { Health } from '../contract.ts';
import type { Settings } from '../domain/settings.ts';
import type { TaskState } from '../domain/task.ts';
import type { Profile, TeammateState } from '../domain/teammate.ts';
import type { RunProgram } from '../lib/sandbox.ts';
import type { Blobs } from '../journal/journal.ts';
import type { Clock, MakeId } from '../lib/clock.ts';
import type { Recalled } from '../memory/line.ts';
import type { Model, ToolSpec } from '../models/model.ts';
import type { Streams } from '../streams.ts';
import type { Tool, Undo } from '../tools/tool.ts';
import { folderOf, type WorkFolders } from '../work-folder.ts';
import { makeBalance } from './balance.ts';
import { makeEffects } from './effects.ts';
import { makeFlow, type Limits } from './flow.ts';
import type { Transcripts } from './memories-given.ts';
import type { RoutePart } from './parts.ts';
import { maxRetryAfterMs } from './retry.ts';
import { makeInFlight, runOfWork, type Flight } from './in-flight.ts';
import { startWatchdog } from './watchdog.ts';

export interface PerformerDeps {
  streams: Streams;
  tools: ReadonlyMap<string, Tool>;
  blobs: Blobs;
  clock: Clock;
  undo: Undo;
  toolSpecs: (names: readonly string[]) => ToolSpec[];
  model: (practice: boolean) => Model;
  isLive: () => boolean;
  /** Memories for a task, recalled without a model; empty when there are none or memory is not to be had. */
  recall: (task: TaskState) => Promise<Recalled[]>;
  /** Who takes a part of a breakdown. */
  routePart: RoutePart;
  /** What these memories say; ids nobody knows are left out. */
  memoryTexts: (ids: readonly string[]) => ReadonlyMap<string, string>;
  transcriptOf: Transcripts['transcriptOf'];
  say: (part: { taskId: string; runId: string; turn: number; text: string }) => void;
  /** Told what keeps work waiting, when it changes. */
  tell: (health: Health) => void;
  random: () => number;
  makeId: MakeId;
  workspaces: string;
  workFolders: WorkFolders;
  /** Runs the program of a check where it can reach nothing. */
  runProgram: RunProgram;
  limits: Limits;
  log: (line: string) => void;
}

/** How long a broken journal or disk is left alone before the effect is tried again. */
const healMs = 5_000;

export interface Performer {
  /** Looks again at these tasks: call it after their events, and once for all at start. */
  kick(taskIds: Iterable<string>): void;
  kickAll(): void;
  /** Ends what a task has under way, so that it is begun anew. */
  restart(taskId: string): void;
  /** Resolves when nothing is in flight and nothing is due now. */
  idle(): Promise<void>;
  /** Begins nothing new and ends what is in flight. */
  stop(): Promise<void>;
}

interface Timer {
  /** Wall time at which the wait is over, too. */
  atMs: number;
  isRest: boolean;
  cancel: () => void;
  wake: () => void;
}

export function makePerformer(deps: PerformerDeps): Performer {
  const { streams, clock } = deps;
  const flights = makeInFlight(clock);
  const timers = new Map<string, Timer>();
  /** The effect whose wait has just ended, whatever the wall clock says since. */
  let ripe: string | null = null;
  const starting = new Map<string, Promise<void>>();
  const idlers: (() => void)[] = [];
  let isStopped = false;

  const around: Around = {
    isRead: (tool) => deps.tools.get(tool)?.descriptor.effect === 'read',
    taskOf: (taskId) => streams.tasks.get(taskId),
  };
  const flow = makeFlow(deps, () => kick(streams.tasks.keys()));
  const balance = makeBalance(streams, () => new Date(clock.now()).toISOString().slice(0, 10));
  const mayWork = (task: TaskState): boolean =>
    !streams.workspace.paused && !task.hold && !isSuspended(task, around) && !isCalledOff(task, around);
  const lately = (tool: string): string => latelyOf(reliabilityOf(streams.operations, tool, clock.now()));
  const effects = makeEffects({
    ...deps,
    model: flow.model,
    balance,
    mayWork,
    gate: { ...deps, ...flow.gate, lately },
  });

  /** A place may come late: the effect is performed only if it is still due. */
  const stillDue = (taskId: string, effect: Effect): TaskState | null => {
    const task = streams.tasks.get(taskId);
    if (!task || isStopped || (isWork(effect) && streams.workspace.paused)) return null;
    return due(task, around).some((other) => other.id === effect.id) ? task : null;
  };

  const perform = async (taskId: string, effect: Effect, flight: Flight): Promise<void> => {
    const { signal } = flight.abort;
    const sign = (): void => flights.sign(effect.id);
    const go = async (): Promise<void> => {
      const task = stillDue(taskId, effect);
      if (!task) return;
      sign();
      const { seq } = streams;
      if (effect.kind === 'stop') await effects.confirmStop(taskId, effect.runId);
      else await effects.perform(task, effect, signal, sign);
      flow.health.saved();
      // What came to nothing and is still due would be begun again at once, and nothing else would ever get its turn.
      if (streams.seq === seq && !signal.aborted && stillDue(taskId, effect)) sleep(taskId, effect.id, healMs, true);
    };
    const task = streams.tasks.get(taskId);
    if (!task) return;
    if (effect.kind === 'model' || effect.kind === 'call') {
      const laterMs = await flow.run(task, effect, signal, go);
      if (laterMs !== null) sleep(taskId, effect.id, laterMs, true);
    } else await go();
  };

  const begin = (taskId: string, effect: Effect): void => {
    flights.begin(
      taskId,
      effect,
      (flight) =>
        perform(taskId, effect, flight).catch((error: unknown) => failed(taskId, effect, flight.abort.signal, error)),
      () => kick([taskId]),
    );
  };

  /** The journal refused or code is broken: nothing was lost; the effect stays due and is tried again after a pause. */
  const failed = (taskId: string, effect: Effect, signal: AbortSignal, error: unknown): void => {
    if (isStopped || signal.aborted) return;
    deps.log(`${effect.id} failed: ${messageOf(error)}`);
    flow.health.troubled(error);
    sleep(taskId, effect.id, healMs, true);
  };

  const look = (taskId: string): void => {
    const task = streams.tasks.get(taskId);
    if (task?.run?.how !== null) effects.forget(taskId);
    if (!task) return;
    // A stop is no effect that waits for its turn: what is under way ends at once.
    if (task.status === 'stopping' && task.run) void flights.end(taskId, task.run.runId, 'stopped');
    for (const effect of due(task, around)) {
      if (flights.has(effect.id) || (isWork(effect) && streams.workspace.paused)) continue;
      const waitMs = 'notBeforeMs' in effect && ripe !== effect.id ? waitOf(effect, clock.now()) : 0;
      const timer = timers.get(effect.id);
      // A wait may have become shorter, a rest after a failure never does.
      if (timer && (timer.isRest || waitMs > 0)) continue;
      timer?.cancel();
      timers.delete(effect.id);
      if (waitMs > 0) sleep(taskId, effect.id, waitMs);
      else if (effect.kind === 'stop') beginStop(taskId, effect);
      else begin(taskId, effect);
    }
  };

  /** Says that a run has stopped only when all it had under way has really ended. */
  const beginStop = (taskId: string, effect: Extract<Effect, { kind: 'stop' }>): void => {
    if (!flights.list().some((flight) => flight.taskId === taskId && runOfWork(flight.effect) === effect.runId))
      begin(taskId, effect);
  };

  /** `isRest`: nothing but time ends it. */
  const sleep = (taskId: string, effectId: string, waitMs: number, isRest = false): void => {
    timers.get(effectId)?.cancel();
    const wake = (): void => {
      timers.get(effectId)?.cancel();
      timers.delete(effectId);
      ripe = effectId;
      kick([taskId]);
      ripe = null;
    };
    timers.set(effectId, { atMs: clock.now() + waitMs, isRest, cancel: clock.after(waitMs, wake), wake });
  };

  /** The wall clock jumped: what waits for a moment that has come by it does not wait longer. */
  const wakeRipe = (): void => {
    for (const { atMs, wake } of timers.values()) if (atMs <= clock.now()) wake();
  };

  const hasQueued = (): boolean => {
    for (const task of streams.moving.values()) if (task.status === 'queued') return true;
    return false;
  };

  const nextUp = (): TaskState[] =>
    dueStarts([...streams.moving.values()], atHand(streams.teammates.values()), deps.limits.runsPerTeammate, around);

  const startQueued = (): void => {
    // Asked after every event, and nearly always there is none.
    if (streams.workspace.paused || !hasQueued()) return;
    for (const task of nextUp()) {
      if (starting.has(task.id) || timers.has(`${task.id}/start`)) continue;
      const done = startRun(task)
        .catch((error: unknown) => {
          deps.log(`start of ${task.id} failed: ${messageOf(error)}`);
          flow.health.troubled(error);
          if (!isStopped) sleep(task.id, `${task.id}/start`, healMs, true);
        })
        .finally(() => {
          starting.delete(task.id);
          kick([]);
        });
      starting.set(task.id, done);
    }
  };

  const startRun = async (task: TaskState): Promise<void> => {
    const teammate = streams.teammates.get(task.teammateId ?? '');
    if (!teammate) return;
    await deps.workFolders.make(folderOf(deps.workspaces, task.id, streams.tasks));
    // Moved, put behind others, or its teammate busy again meanwhile: then it is not its turn any more.
    if (!nextUp().some(({ id }) => id === task.id)) return;
    const { settings } = streams.workspace;
    const practice = settings.practice || !deps.isLive();
    const data = {
      runId: deps.makeId('r'),
      teammateId: teammate.id,
      attempt: (task.run?.attempt ?? 0) + 1,
      profileVersion: teammate.profileVersion,
      model: practice ? 'practice' : modelOf(task.trial?.profile ?? teammate.profile, settings),
      practice,
    };
    await effects.commit(task.id, { type: 'run.start', data });
    flow.health.saved();
  };

  const kick = (taskIds: Iterable<string>): void => {
    if (isStopped) return;
    for (const taskId of taskIds) look(taskId);
    startQueued();
    if (flights.size === 0 && starting.size === 0) idlers.splice(0).forEach((idle) => idle());
  };

  const watchdog = startWatchdog({
    clock,
    flights,
    taskOf: around.taskOf,
    commit: effects.commit,
    onWake: wakeRipe,
  });

  return {
    kick,
    kickAll: () => kick(streams.tasks.keys()),
    restart(taskId) {
      const runId = streams.tasks.get(taskId)?.run?.runId;
      if (runId) void flights.end(taskId, runId, 'begun anew');
    },
    idle: () =>
      flights.size === 0 && starting.size === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve)),
    async stop() {
      isStopped = true;
      watchdog.stop();
      for (const { cancel } of timers.values()) cancel();
      await Promise.all([flights.endAll('closing'), ...starting.values()]);
    },
  };
}

/** A try never waits longer than the longest wish of a server, and a wait no longer than it was meant to: a clock set back must not hold either for a day. */
function waitOf(effect: Extract<Effect, { notBeforeMs: number }>, nowMs: number): number {
  const waitMs = effect.notBeforeMs - nowMs;
  return Math.min(waitMs, effect.kind === 'wake' ? effect.atMostMs : maxRetryAfterMs);
}

/** Pausing holds work back; ending it, and taking a change back, it does not. */
function isWork(effect: Effect): boolean {
  return runOfWork(effect) !== null;
}

/** Whoever is paused or retired begins nothing. */
function atHand(team: Iterable<TeammateState>): string[] {
  return [...team].flatMap(({ id, standing }) => (standing === 'active' ? [id] : []));
}

function modelOf({ model }: Profile, settings: Settings): string {
  return model === 'default' ? settings.model : model;
}
