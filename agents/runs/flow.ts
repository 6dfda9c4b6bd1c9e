/** Keeps a sick or busy service from holding up the rest: fair places, breakers, rate limits, and what is told of them. */
import type { Health } from '../contract.ts';
import type { Effect } from '../domain/due.ts';
import type { Call, TaskState } from '../domain/task.ts';
import type { ToolHealth } from '../gate/gate.ts';
import type { Clock } from '../lib/clock.ts';
import type { Model } from '../models/model.ts';
import { ToolError, type Tool } from '../tools/tool.ts';
import { makeBreaker } from './breaker.ts';
import { makeHealthBook, type HealthBook } from './health.ts';
import { makeRateLimiter } from './rate-limit.ts';
import { budgetUsed, retryDelay } from './retry.ts';
import { makeScheduler } from './scheduler.ts';
import { rateLane, watchedModel } from './watched-model.ts';

/** How much runs at once. Waiting for a person, a time or a retry holds none of these places. */
export interface Limits {
  runsPerTeammate: number;
  /** With one model service. */
  modelTurns: number;
  toolCalls: number;
  /** Of one tool, or of tools that stand or fall together: one that hangs leaves the others their places. */
  callsPerTool: number;
}

export const standardLimits: Limits = { runsPerTeammate: 1, modelTurns: 16, toolCalls: 16, callsPerTool: 8 };

/** How often those who watch are told what keeps work waiting. */
const tellEveryMs = 100;
/** A live service and practice never take each other's places. */
const modelServices = 2;

export interface FlowDeps {
  clock: Clock;
  random: () => number;
  limits: Limits;
  model: (practice: boolean) => Model;
  tools: ReadonlyMap<string, Tool>;
  tell: (health: Health) => void;
}

export interface Flow {
  /** Runs `work` when its lane is well and a place is free. Resolves to null when it ran, else to the milliseconds after which to ask again. */
  run(
    task: TaskState,
    effect: Extract<Effect, { kind: 'model' | 'call' }>,
    signal: AbortSignal,
    work: () => Promise<void>,
  ): Promise<number | null>;
  /** The model whose answers teach the breakers. */
  model: (practice: boolean) => Model;
  gate: { health: ToolHealth; retryAfter: (task: TaskState, call: Call) => number | null };
  health: HealthBook;
}

/** `onWell`: a service that rested may be asked again. */
export function makeFlow(deps: FlowDeps, onWell: () => void): Flow {
  const { clock, random, limits } = deps;
  const changed = atMost(tellEveryMs, clock, () => deps.tell(health.current()));
  const breaker = makeBreaker({
    clock,
    random,
    onChange: () => {
      changed();
      if (breaker.resting().length === 0) onWell();
    },
  });
  const rates = makeRateLimiter({ clock, random });
  const turns = makeScheduler({
    places: limits.modelTurns * modelServices,
    placesPerLane: () => limits.modelTurns,
    onChange: changed,
  });
  const calls = makeScheduler({
    places: limits.toolCalls,
    placesPerLane: () => limits.callsPerTool,
    onChange: changed,
  });
  const health = makeHealthBook(
    clock,
    () => [...breaker.resting()],
    () => [...turns.waiting(), ...calls.waiting()],
    changed,
  );

  const toolLane = (tool: Pick<Tool, 'descriptor'>): string => `tool:${tool.descriptor.lane ?? tool.descriptor.name}`;

  const waits = (task: TaskState, why: 'service' | 'rate', waitMs: number): number => {
    health.waits(task.id, why, clock.now() + waitMs);
    return waitMs;
  };

  const runTurn = async (task: TaskState, signal: AbortSignal, work: () => Promise<void>): Promise<number | null> => {
    const { lane } = deps.model(task.run?.practice ?? true);
    return turns.run({ ...askOf(task), lane }, signal, async () => {
      const admission = breaker.admit(lane);
      if (!admission.ok) return waits(task, 'service', Math.max(1, admission.untilMs - clock.now()));
      try {
        // Asked and counted in one go, or a crowd would all be told that there is one request left.
        const rate = rateLane(lane, task.run?.model ?? '');
        const heldUntil = rates.heldUntil(rate, promptTokensOf(task));
        if (heldUntil !== null) return waits(task, 'rate', Math.max(1, heldUntil - clock.uptime()));
        rates.sent(rate, promptTokensOf(task));
        health.goesOn(task.id);
        await work();
        return null;
      } finally {
        // A probe that sent nothing after all must not be waited for.
        breaker.released(lane);
      }
    });
  };

  return {
    async run(task, effect, signal, work) {
      if (effect.kind === 'model') return runTurn(task, signal, work);
      const call = task.turns?.at(-1)?.calls.find((other) => other.callId === effect.callId);
      const tool = deps.tools.get(call?.tool ?? '');
      const lane = tool ? toolLane(tool) : 'tool:none';
      await calls.run({ ...askOf(task), lane }, signal, work);
      return null;
    },
    model: (practice) => watchedModel(deps.model(practice), breaker, rates),
    gate: {
      health: {
        restingWhy(tool) {
          const admission = breaker.admit(toolLane(tool));
          if (admission.ok) return null;
          const minutes = Math.max(1, Math.ceil((admission.untilMs - clock.now()) / 60_000));
          return `${tool.descriptor.name} has failed several times in a row (${admission.why}) and is left alone for ${minutes} min. Do something else meanwhile, or finish and say what is missing.`;
        },
        succeeded: (tool) => breaker.succeeded(toolLane(tool)),
        released: (tool) => breaker.released(toolLane(tool)),
        failed(tool, error) {
          const isPassing = error instanceof ToolError && (error.retryable || error.code === 'tool.timeout');
          // An answer, even a refusal, proves that the tool is there.
          if (isPassing) breaker.failed(toolLane(tool), error.message);
          else breaker.succeeded(toolLane(tool));
        },
      },
      retryAfter(task, call) {
        const error = { retryable: true, retryAfterMs: null };
        const after = retryDelay({ tries: Math.max(1, call.tries), budgetUsed: budgetUsed(task.run), error, random });
        return after.retry ? after.afterMs : null;
      },
    },
    health,
  };
}

/** Calls `run` now and then no more often than this; what came in between is told together at the end. */
function atMost(everyMs: number, clock: Clock, run: () => void): () => void {
  let isResting = false;
  let isDue = false;
  const go = (): void => {
    if (isResting) return void (isDue = true);
    isResting = true;
    clock.after(everyMs, () => {
      isResting = false;
      if (isDue) go();
      isDue = false;
    });
    run();
  };
  return go;
}

function askOf(task: TaskState): { teammateId: string; taskId: string; priority: TaskState['priority'] } {
  return { teammateId: task.run?.teammateId ?? '', taskId: task.id, priority: task.priority };
}

/** What the next prompt will be about as long as: the one before. */
function promptTokensOf(task: TaskState): number {
  const usage = task.turns?.findLast((turn) => turn.usage !== null)?.usage;
  return usage ? usage.input + usage.cacheRead + usage.cacheWrite : 0;
}
