/** Takes what is due and performs it, each effect once at a time; the only place that knows what is in flight. */
import path from 'node:path';
import type { Answer } from '../domain/commands.ts';
import { decideRun, type RunCommand } from '../domain/decide/run.ts';
import { due, dueStarts, type Effect } from '../domain/due.ts';
import type { TaskEvent } from '../domain/events.ts';
import type { Settings } from '../domain/settings.ts';
import type { TaskState } from '../domain/task.ts';
import type { TeammateState } from '../domain/teammate.ts';
import { passGate, type GateDeps } from '../gate/gate.ts';
import { makeLimit } from '../lib/limit.ts';
import type { MakeId } from '../lib/clock.ts';
import type { Model, ToolSpec } from '../models/model.ts';
import type { Streams } from '../streams.ts';
import type { Scope, Undo } from '../tools/tool.ts';
import { performTurn } from './turn.ts';
import type { WorkFolders } from '../work-folder.ts';

export interface PerformerDeps extends GateDeps {
  streams: Streams;
  undo: Undo;
  toolSpecs: (names: readonly string[]) => ToolSpec[];
  model: (practice: boolean) => Model;
  isLive: () => boolean;
  /** Memories for a task, recalled without a model; empty when there are none or memory is not to be had. */
  recall: (task: TaskState) => Promise<{ id: string; text: string; subject: string }[]>;
  say: (part: { taskId: string; runId: string; turn: number; text: string }) => void;
  random: () => number;
  makeId: MakeId;
  workspaces: string;
  workFolders: WorkFolders;
  limits: Limits;
  log: (line: string) => void;
}

/** How much runs at once. Waiting for a person or a retry holds none of these places. */
export interface Limits {
  runsPerTeammate: number;
  modelTurns: number;
  toolCalls: number;
}

export const standardLimits: Limits = { runsPerTeammate: 1, modelTurns: 16, toolCalls: 16 };

/** Recalls at once: each holds all its candidates in memory, and a crowd of runs that begin together would hold them all. */
const recallsAtOnce = 2;

/** How long a broken journal or disk is left alone before the effect is tried again. */
const healMs = 5_000;

export interface Performer {
  /** Looks again at these tasks: call it after their events, and once for all at start. */
  kick(taskIds: Iterable<string>): void;
  kickAll(): void;
  /** Resolves when nothing is in flight and nothing is due now. */
  idle(): Promise<void>;
  /** Begins nothing new and ends what is in flight. */
  stop(): Promise<void>;
}

export function makePerformer(deps: PerformerDeps): Performer {
  const { streams, clock } = deps;
  const inFlight = new Map<
    string,
    { taskId: string; runId: string | null; abort: AbortController; done: Promise<void> }
  >();
  const timers = new Map<string, () => void>();
  const starting = new Set<string>();
  const models = makeLimit(deps.limits.modelTurns);
  const calls = makeLimit(deps.limits.toolCalls);
  const recalls = makeLimit(recallsAtOnce);
  const idlers: (() => void)[] = [];
  const recalled = new Map<string, { runId: string; memories: ReturnType<PerformerDeps['recall']> }>();
  let isStopped = false;

  const isRead = (tool: string): boolean => deps.tools.get(tool)?.descriptor.effect === 'read';

  const commit = async (taskId: string, command: RunCommand): Promise<TaskState | null> => {
    const decide = (): Answer<TaskEvent[]> => {
      const task = streams.tasks.get(taskId);
      return task ? decideRun(task, command) : { ok: false, error: { code: 'task.unknown', message: '' } };
    };
    const answer = await streams.commit(`task/${taskId}`, decide, {
      actor: 'engine',
      atMs: clock.now(),
      commandId: null,
    });
    if (!answer.ok) deps.log(`dropped ${command.type} of ${taskId}: ${answer.error.code}`);
    return answer.ok ? (streams.tasks.get(taskId) ?? null) : null;
  };

  const scopeOf = (task: TaskState): Scope => ({
    taskId: task.id,
    runId: task.run?.runId ?? '',
    teammateId: task.run?.teammateId ?? '',
    work: path.join(deps.workspaces, task.id),
    files: task.folder,
  });

  const profileOf = (task: TaskState): TeammateState['profile'] | null =>
    streams.teammates.get(task.run?.teammateId ?? '')?.profile ?? null;

  const perform = async (task: TaskState, effect: Effect, signal: AbortSignal): Promise<void> => {
    if (effect.kind === 'model') return models.run(() => performModel(task.id, effect, signal));
    if (effect.kind === 'call') return calls.run(() => performCall(task.id, effect, signal));
    if (effect.kind === 'check') return performCheck(task);
    if (effect.kind === 'stop') return performStop(task, effect.runId);
    return performUndo(task, effect.changeId);
  };

  /** A place in the limit may come late: the effect is performed only if it is still due. */
  const stillDue = (taskId: string, effect: Effect): TaskState | null => {
    const task = streams.tasks.get(taskId);
    if (!task || isStopped || streams.workspace.paused) return null;
    return due(task, isRead).some((other) => other.id === effect.id) ? task : null;
  };

  const performModel = async (
    taskId: string,
    effect: Extract<Effect, { kind: 'model' }>,
    signal: AbortSignal,
  ): Promise<void> => {
    const task = stillDue(taskId, effect);
    const profile = task && profileOf(task);
    if (!task?.run || !profile) return;
    const { runId } = task.run;
    if (recalled.get(taskId)?.runId !== runId)
      recalled.set(taskId, { runId, memories: recalls.run(() => deps.recall(task)) });
    await performTurn({
      task,
      turn: effect.turn,
      profile,
      tools: deps.toolSpecs(profile.tools),
      settings: streams.workspace.settings,
      spend: streams.spend,
      model: deps.model(task.run.practice),
      recalled: (await recalled.get(taskId)?.memories) ?? [],
      blobText: async (hash) => deps.blobs.get(hash).then((bytes) => bytes && new TextDecoder().decode(bytes)),
      clock,
      random: deps.random,
      signal,
      commit: (command) => commit(taskId, command),
      say: (text) => deps.say({ taskId, runId, turn: effect.turn, text }),
    });
  };

  const performCall = async (
    taskId: string,
    effect: Extract<Effect, { kind: 'call' }>,
    signal: AbortSignal,
  ): Promise<void> => {
    const task = stillDue(taskId, effect);
    const call = task?.turns?.at(-1)?.calls.find((other) => other.callId === effect.callId);
    const profile = task && profileOf(task);
    if (!task || !call || !profile) return;
    const { rules } = streams.workspace.settings;
    await passGate(deps, {
      task,
      call,
      profile,
      rules,
      scope: scopeOf(task),
      signal,
      commit: async (command) => (await commit(taskId, command)) !== null,
    });
  };

  const performCheck = async (task: TaskState): Promise<void> => {
    const runId = task.run?.runId ?? '';
    const scope = scopeOf(task);
    const { artifacts, results, verdict, citations } = await deps.workFolders.check(task, scope.work, scope.files);
    const summary = task.summary || task.turns?.at(-1)?.text || '';
    const data = { runId, results, verdict, citations };
    await commit(task.id, {
      type: 'result.check',
      data,
      submitted: { summary, artifacts },
      messageId: deps.makeId('m'),
    });
  };

  /** Ends what is in flight for the run, waits until it has really ended, and only then says so. */
  const performStop = async (task: TaskState, runId: string): Promise<void> => {
    const others = [...inFlight.values()].filter((effect) => effect.runId === runId && effect.taskId === task.id);
    for (const effect of others) effect.abort.abort(new Error('stopped'));
    await Promise.all(others.map((effect) => effect.done));
    await commit(task.id, { type: 'run.confirmStop', runId });
  };

  const performUndo = async (task: TaskState, changeId: string): Promise<void> => {
    const change = task.changes.find((other) => other.id === changeId);
    if (!change) return;
    const result = await deps.undo
      .undo(change, scopeOf(task))
      .catch((error: unknown) => ({ undone: false as const, reason: messageOf(error) }));
    await commit(task.id, { type: 'undo.done', changeId, kept: result.undone ? null : result.reason });
  };

  const begin = (task: TaskState, effect: Effect): void => {
    const abort = new AbortController();
    const runId = effect.kind === 'model' || effect.kind === 'call' || effect.kind === 'check' ? effect.runId : null;
    const done = perform(task, effect, abort.signal)
      .catch((error: unknown) => failed(effect, abort.signal, error))
      .finally(() => {
        inFlight.delete(effect.id);
        kick([task.id]);
      });
    inFlight.set(effect.id, { taskId: task.id, runId, abort, done });
  };

  /** The journal refused or code is broken: nothing was lost; the effect stays due and is tried again after a pause. */
  const failed = async (effect: Effect, signal: AbortSignal, error: unknown): Promise<void> => {
    deps.log(`${effect.id} failed: ${messageOf(error)}`);
    if (isStopped || signal.aborted) return;
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      const cancel = clock.after(healMs, resolve);
      timers.set(`${effect.id}/heal`, () => {
        cancel();
        resolve();
      });
    });
    timers.delete(`${effect.id}/heal`);
  };

  const look = (taskId: string): void => {
    const task = streams.tasks.get(taskId);
    // What was recalled belongs to the run: a board of thousands of done tasks must not keep it.
    if (task?.run?.how !== null) recalled.delete(taskId);
    if (!task || task.turns === null) return;
    for (const effect of due(task, isRead)) {
      if (inFlight.has(effect.id)) continue;
      const isWork = effect.kind === 'model' || effect.kind === 'call' || effect.kind === 'check';
      if (isWork && streams.workspace.paused) continue;
      const waitMs = effect.kind === 'model' ? effect.notBeforeMs - clock.now() : 0;
      if (waitMs > 0) sleepUntil(taskId, effect.id, waitMs);
      else begin(task, effect);
    }
  };

  const sleepUntil = (taskId: string, effectId: string, waitMs: number): void => {
    if (timers.has(effectId)) return;
    const wake = () => {
      timers.delete(effectId);
      kick([taskId]);
    };
    timers.set(effectId, clock.after(waitMs, wake));
  };

  const hasQueued = (): boolean => {
    for (const task of streams.tasks.values()) if (task.status === 'queued' && !task.archived) return true;
    return false;
  };

  const startQueued = (): void => {
    if (streams.workspace.paused) return;
    // Asked after every event, and nearly always there is none.
    if (!hasQueued()) return;
    const open = [...streams.tasks.values()].filter((task) => !task.archived);
    for (const task of dueStarts(open, streams.teammates.keys(), deps.limits.runsPerTeammate)) {
      if (starting.has(task.id)) continue;
      starting.add(task.id);
      void startRun(task)
        .catch((error: unknown) => deps.log(`start of ${task.id} failed: ${messageOf(error)}`))
        .finally(() => starting.delete(task.id));
    }
  };

  const startRun = async (task: TaskState): Promise<void> => {
    const teammate = streams.teammates.get(task.teammateId ?? '');
    if (!teammate) return;
    await deps.workFolders.make(path.join(deps.workspaces, task.id));
    const { settings } = streams.workspace;
    const practice = settings.practice || !deps.isLive();
    const model = practice ? 'practice' : modelOf(teammate, settings);
    const attempt = (task.run?.attempt ?? 0) + 1;
    const data = {
      runId: deps.makeId('r'),
      teammateId: teammate.id,
      attempt,
      profileVersion: teammate.profileVersion,
      model,
      practice,
    };
    await commit(task.id, { type: 'run.start', data });
  };

  const kick = (taskIds: Iterable<string>): void => {
    if (isStopped) return;
    for (const taskId of taskIds) look(taskId);
    startQueued();
    if (inFlight.size === 0 && starting.size === 0) idlers.splice(0).forEach((idle) => idle());
  };

  return {
    kick,
    kickAll: () => kick(streams.tasks.keys()),
    idle: () =>
      inFlight.size === 0 && starting.size === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve)),
    async stop() {
      isStopped = true;
      for (const cancel of timers.values()) cancel();
      for (const effect of inFlight.values()) effect.abort.abort(new Error('closing'));
      await Promise.all([...inFlight.values()].map((effect) => effect.done));
    },
  };
}

function modelOf(teammate: TeammateState, settings: Settings): string {
  return teammate.profile.model === 'default' ? settings.model : teammate.profile.model;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
