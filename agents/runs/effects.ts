/** How each kind of effect is performed, once it is its turn. What came of it goes back as a command of the run. */
import { messageOf } from '../lib/error.ts';
import type { Answer } from '../domain/commands.ts';
import { handOn, handReview, outcomeOf } from '../domain/decide/part.ts';
import { decideRun, type RunCommand } from '../domain/decide/run.ts';
import { lineOf, type Effect } from '../domain/due.ts';
import { currentReview } from '../domain/state.ts';
import type { TaskEvent } from '../domain/events.ts';
import { isAnswered } from '../domain/state.ts';
import { isAsSeen, mayPerform } from '../domain/step.ts';
import { openQuestions } from '../domain/talk.ts';
import type { Call, TaskState } from '../domain/task.ts';
import type { Stop } from '../gate/caps.ts';
import { passGate, settleAtStop, type GateDeps, type GateInput } from '../gate/gate.ts';
import { callPrint } from '../gate/loops.ts';
import { makeLimit } from '../lib/limit.ts';
import { folderOf, partFolder } from '../work-folder.ts';
import type { Scope } from '../tools/tool.ts';
import type { Balance } from './balance.ts';
import type { PerformerDeps } from './performer.ts';
import { givenTo } from './given.ts';
import { memoriesGiven } from './memories-given.ts';
import { makeParts } from './parts.ts';
import { checkResult } from './check-result.ts';
import { reviewBrief } from './review-brief.ts';
import { budgetUsed, retryDelay } from './retry.ts';
import { post, wordOf } from './talk.ts';
import { performTurn } from './turn.ts';

/** Recalls at once: each holds all its candidates in memory, and a crowd of runs that begin together would hold them all. */
const recallsAtOnce = 2;

/** What a pause heard in the meantime holds back. */
const begins: ReadonlySet<RunCommand['type']> = new Set(['run.start', 'turn.begin', 'call.begin', 'part.route']);

export interface Effects {
  /** Contract: throws only when the journal or the disk refuses, or code is broken. */
  perform(
    task: TaskState,
    effect: Exclude<Effect, { kind: 'stop' }>,
    signal: AbortSignal,
    sign: () => void,
  ): Promise<void>;
  /** Settles what the stopped run left begun, then says that it has stopped. */
  confirmStop(taskId: string, runId: string): Promise<void>;
  commit(taskId: string, command: RunCommand): Promise<TaskState | null>;
  /** What was recalled belongs to the run: a board of thousands of done tasks must not keep it. */
  forget(taskId: string): void;
}

export interface EffectsDeps extends PerformerDeps {
  gate: GateDeps;
  balance: Balance;
  /** False while the person has paused all work, this task's or that of one it is a part of. */
  mayWork: (task: TaskState) => boolean;
}

export function makeEffects(deps: EffectsDeps): Effects {
  const { streams, clock } = deps;
  const recalls = makeLimit(recallsAtOnce);
  const recalled = new Map<string, { runId: string; memories: ReturnType<PerformerDeps['recall']> }>();

  const append = async (taskId: string, decide: () => Answer<TaskEvent[]>, what: string): Promise<TaskState | null> => {
    const answer = await streams.commit(`task/${taskId}`, decide, {
      actor: 'engine',
      atMs: clock.now(),
      commandId: null,
    });
    if (!answer.ok) deps.log(`dropped ${what} of ${taskId}: ${answer.error.code}`);
    return answer.ok ? (streams.tasks.get(taskId) ?? null) : null;
  };

  /** `seen`: the step the outcome belongs to, as it was looked at; one that a person changed since is looked at anew. */
  const commit = (taskId: string, command: RunCommand, seen?: Call): Promise<TaskState | null> =>
    append(
      taskId,
      () => {
        const task = streams.tasks.get(taskId);
        if (!task) return { ok: false, error: { code: 'task.unknown', message: '' } };
        // “Pause all” may have been heard since the effect was due, and nothing begins after that.
        if (begins.has(command.type) && !deps.mayWork(task))
          return { ok: false, error: { code: 'task.wrongState', message: '' } };
        // Whoever was to begin may have left since.
        if (command.type === 'run.start' && standingOf(command.data.teammateId) !== 'active')
          return { ok: false, error: { code: 'teammate.away', message: '' } };
        if (seen && !isAsSeen(task, seen)) return { ok: false, error: { code: 'task.wrongState', message: '' } };
        return decideRun(task, command);
      },
      command.type,
    );

  const standingOf = (teammateId: string) => streams.teammates.get(teammateId)?.standing;
  const taskOf = (taskId: string): TaskState | undefined => streams.tasks.get(taskId);
  const workOf = (taskId: string): string => folderOf(deps.workspaces, taskId, streams.tasks);
  const scopeOf = (task: TaskState): Scope => ({
    taskId: task.id,
    runId: task.run?.runId ?? '',
    teammateId: task.run?.teammateId ?? '',
    work: workOf(task.id),
    files: task.folder,
    given: givenTo(task, taskOf).map(({ name, from }) => ({ name, folder: workOf(from.id) })),
  });

  const profileOf = (task: TaskState) =>
    task.trial?.profile ?? streams.teammates.get(task.run?.teammateId ?? '')?.profile ?? null;

  /** A soft cap asks at the task it belongs to; a hard one ends that task's run. */
  const stopAt = async ({ taskId, runId, cap, level, used, allowed }: Stop): Promise<void> => {
    if (level === 'hard') return void (await commit(taskId, { type: 'run.cap', runId, cap }));
    await commit(taskId, {
      type: 'run.hold',
      data: {
        runId,
        itemId: `${runId}/${cap}/soft`,
        why: 'softCap',
        cap,
        ask: 'Most of a cap is used. Go on?',
        evidence: `${used} of ${allowed}`,
      },
    });
  };

  const performModel = async (
    task: TaskState,
    effect: Extract<Effect, { kind: 'model' }>,
    signal: AbortSignal,
    sign: () => void,
  ): Promise<void> => {
    const profile = profileOf(task);
    if (!task.run || !profile) return;
    const { runId } = task.run;
    if (recalled.get(task.id)?.runId !== runId)
      recalled.set(task.id, { runId, memories: recalls.run(() => deps.recall(task)) });
    await performTurn({
      task,
      line: lineOf(task, taskOf),
      turn: effect.turn,
      profile,
      tools: deps.toolSpecs(profile.tools),
      settings: streams.workspace.settings,
      model: deps.model(task.run.practice),
      recalled: (await recalled.get(task.id)?.memories) ?? [],
      given: givenTo(task, taskOf),
      plan: streams.workspace.plans.find(({ planId }) => planId === task.planId) ?? null,
      questionsTo: (state) => openQuestions(state, (id) => streams.tasks.get(id)),
      nameOf: (id) => streams.teammates.get(id)?.profile.name ?? 'a colleague',
      blobText: async (hash) => deps.blobs.get(hash).then((bytes) => bytes && new TextDecoder().decode(bytes)),
      clock,
      signal,
      draw: (worst) => deps.balance.draw(task, effect.turn, worst),
      stopAt,
      retryAfter: (state, tries, error) => {
        const after = retryDelay({ tries, budgetUsed: budgetUsed(state.run), error, random: deps.random });
        return after.retry ? after.afterMs : null;
      },
      makeId: deps.makeId,
      commit: (command) => commit(task.id, command),
      say: (text) => deps.say({ taskId: task.id, runId, turn: effect.turn, text }),
      sign,
    });
  };

  const gateInput = (task: TaskState, call: Call, signal: AbortSignal): GateInput | null => {
    const profile = profileOf(task);
    return (
      profile && {
        task,
        call,
        profile,
        rules: streams.workspace.settings.rules,
        scope: scopeOf(task),
        signal,
        cap: deps.balance.forCall(task),
        isForStrangers: lineOf(task, (id) => streams.tasks.get(id)).some(({ occasion }) => occasion !== null),
        isDue: () => {
          const now = streams.tasks.get(task.id);
          return now !== undefined && mayPerform(now, call.callId) && deps.mayWork(now);
        },
        stopAt,
        commit: async (command) => (await commit(task.id, command, call)) !== null,
      }
    );
  };

  const performCheck = async (task: TaskState, signal: AbortSignal): Promise<void> => {
    const review = currentReview(task);
    // Taken first, as the outcome of any part.
    if (review && streams.tasks.get(review.taskId)?.status === 'review')
      await commit(review.taskId, { type: 'task.take' });
    const given = (ids: readonly string[]) => {
      const { transcriptOf } = deps;
      const known = memoriesGiven(task.id, { transcriptOf, partsOf: streams.partsOf });
      return deps.memoryTexts(ids.filter((id) => known.has(id)));
    };
    const checkDeps = { ...deps, given, makeMessageId: () => deps.makeId('m') };
    await commit(task.id, await checkResult(task, scopeOf(task), signal, checkDeps));
  };

  /** Turns of a part and of all it handed on. */
  const turnsOf = (task: TaskState): number => {
    let turns = task.run?.turns ?? 0;
    for (const id of streams.partsOf(task.id)) {
      const part = streams.tasks.get(id);
      if (part?.parent?.runId === task.run?.runId && part) turns += turnsOf(part);
    }
    return turns;
  };

  const performHandOn = async (task: TaskState, { child, ...call }: Call): Promise<void> => {
    if (!child) return;
    await append(
      child.taskId,
      () => ({ ok: true, value: streams.tasks.has(child.taskId) ? [] : handOn(task, call, child) }),
      'hand-on',
    );
  };

  const performHandReview = async (task: TaskState): Promise<void> => {
    const review = currentReview(task);
    if (!review) return;
    const asked = await reviewBrief(task, scopeOf(task), deps.workFolders);
    const isMade = (): boolean => streams.tasks.has(review.taskId);
    await append(
      review.taskId,
      () => ({ ok: true, value: isMade() ? [] : handReview(task, review, asked) }),
      'hand-review',
    );
  };

  const performGather = async (task: TaskState, call: Call): Promise<void> => {
    const child = call.child && streams.tasks.get(call.child.taskId);
    if (!child) return;
    // Taken first: dead between the two, the next start finds the part done and the call still open.
    if (child.status === 'review') await commit(child.id, { type: 'task.take' });
    const name = streams.teammates.get(child.teammateId ?? '')?.profile.name ?? 'The teammate';
    const outcome = outcomeOf(child, name, `work/${partFolder(child.id)}`);
    const at = { runId: task.run?.runId ?? '', callId: call.callId, durationMs: 0 };
    const said = outcome.ok ? outcome.content : outcome.message;
    const print = callPrint(call.print, said);
    const idleTurns = (child.parent?.idleTurns ?? 0) + turnsOf(child);
    const content = { content: said, blob: null, bytes: Buffer.byteLength(said), change: null };
    await commit(task.id, {
      type: 'call.answer',
      event: outcome.ok
        ? {
            type: 'call.succeeded',
            data: {
              ...at,
              ...content,
              summary: outcome.summary,
              labels: outcome.labels,
              print,
              isNews: true,
              idleTurns,
            },
          }
        : {
            type: 'call.failed',
            data: { ...at, failure: { code: 'teammate.failed', message: said }, print, idleTurns },
          },
    });
  };

  const performPost = async (from: TaskState, { callId, consulted }: Call): Promise<void> => {
    if (!consulted) return;
    const { taskId, messageId, question } = consulted;
    await post(deps, taskId, { messageId, about: 'question', from, callId, text: question });
  };

  const performWord = async (task: TaskState, call: Call): Promise<void> => {
    const answer = wordOf(task, call, deps);
    if (answer) await commit(task.id, answer);
  };

  const performWake = async (task: TaskState, call: Call): Promise<void> => {
    const content =
      'The time you asked to wait is over, or the person said something. Look whether what you waited for is there.';
    await commit(task.id, {
      type: 'call.answer',
      event: {
        type: 'call.succeeded',
        data: {
          runId: task.run?.runId ?? '',
          callId: call.callId,
          content,
          blob: null,
          bytes: content.length,
          summary: 'Looking again',
          labels: task.labels,
          change: null,
          durationMs: 0,
          print: callPrint(call.print, content),
        },
      },
    });
  };

  const performUndo = async (task: TaskState, changeId: string): Promise<void> => {
    const change = task.changes.find((other) => other.id === changeId);
    if (!change) return;
    const result = await deps.undo
      .undo(change, scopeOf(task))
      .catch((error: unknown) => ({ undone: false as const, reason: messageOf(error) }));
    await commit(task.id, { type: 'undo.done', changeId, kept: result.undone ? null : result.reason });
  };

  const parts = makeParts({
    streams,
    routePart: deps.routePart,
    commit,
    turnsOf,
    make: async (taskId, events) =>
      void (await append(taskId, () => ({ ok: true, value: streams.tasks.has(taskId) ? [] : events() }), 'part')),
  });

  return {
    commit,
    forget: (taskId) => void recalled.delete(taskId),
    async perform(task, effect, signal, sign) {
      switch (effect.kind) {
        case 'model':
          return performModel(task, effect, signal, sign);
        case 'check':
          return performCheck(task, signal);
        case 'review':
          return performHandReview(task);
        case 'halt':
          return void (await commit(task.id, { type: 'task.callOff' }));
        case 'undo':
          return performUndo(task, effect.changeId);
        case 'part':
        case 'settlePart':
        case 'gatherParts':
          return parts.perform(task, effect);
      }
      const call = task.turns?.at(-1)?.calls.find((other) => other.callId === effect.callId);
      if (!call) return;
      if (effect.kind === 'hand') return performHandOn(task, call);
      if (effect.kind === 'post') return performPost(task, call);
      if (effect.kind === 'gather') return call.consulted ? performWord(task, call) : performGather(task, call);
      if (effect.kind === 'wake') return performWake(task, call);
      const input = gateInput(task, call, signal);
      if (input) await passGate(deps.gate, input);
    },
    async confirmStop(taskId, runId) {
      const task = streams.tasks.get(taskId);
      for (const call of task?.turns?.at(-1)?.calls ?? []) {
        if (isAnswered(call) || call.state !== 'begun' || !task) continue;
        const input = gateInput(task, call, new AbortController().signal);
        if (input) await settleAtStop(deps.gate, input);
      }
      const heir = streams.teammates.get(task?.next?.teammateId ?? task?.teammateId ?? '');
      // A part that stops is told of to whoever handed it on; a whole task waits for somebody else.
      const toNobody = heir?.standing === 'retired' && task?.parent === null;
      await commit(taskId, { type: 'run.confirmStop', runId, toNobody });
    },
  };
}
