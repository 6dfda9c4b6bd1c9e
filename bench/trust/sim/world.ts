/**
 * One seeded world: its time, its chance, and the queue of everything that could happen next.
 * A port call takes effect at one step and replies at a later one; a process that dies between the two never hears of it.
 * Nothing here waits: a step runs, promises settle, the next step is drawn.
 */
import { setImmediate } from 'node:timers';
import type { Clock } from '../../../agents/lib/clock.ts';
import { makeRandom, type Random } from './random.ts';

/** Something that can happen now. */
export interface Step {
  name: string;
  life: number;
  run: () => void;
}

/** One process of the engine, from its start to its death. */
export interface Life {
  readonly number: number;
  clock: Clock;
  /**
   * A call that leaves the process: `effect` happens once, if at all, at a step the world draws; the answer arrives at another.
   * An abort before the effect prevents it; after it, the answer is dropped. A dead process gets no answer.
   */
  call<T>(name: string, effect: () => T | Promise<T>, signal?: AbortSignal): Promise<T>;
  isAlive(): boolean;
}

export interface World {
  readonly random: Random;
  readonly trace: string[];
  /** How often each fault was injected. */
  readonly faults: Map<string, number>;
  /** Steps so far; orders everything that happened. */
  tick: number;
  /** Milliseconds since the world began. */
  steadyMs(): number;
  /** Sets the wall clock forward or back; no timer notices. */
  jump(ms: number): void;
  note(line: string): void;
  /** True = the fault is to happen now; it is counted. Never once the world has calmed. */
  fault(name: string, probability: number): boolean;
  calm(): void;
  /** A number never given before, over all lives. */
  count(): number;
  beginLife(): Life;
  /** What the dead process had asked for and not got never happens. */
  kill(): void;
  /** Draws one of the steps that could happen; null = nothing can. It is not run yet. */
  draw(): Step | null;
  /** It takes long: nearly everything else that can happen comes first. */
  putBack(step: Step): void;
  /** Moves time to the next timer and makes it a step; false = there is none. */
  advance(): boolean;
  /** Resolves when no promise can move without another step. */
  settled(): Promise<void>;
}

interface Timer {
  atMs: number;
  step: Step;
}

/** The engine does not come to the end of one tick: a real process would hear of nothing any more. */
export class EndlessTick extends Error {
  override readonly message = 'the engine goes round and round';
}

const maxSignsPerTick = 20_000;

/** How often an answer arrives together with its effect: the other times something else comes between. */
const promptShare = 0.6;

export function makeWorld(seed: number): World {
  const random = makeRandom(seed);
  const trace: string[] = [];
  const faults = new Map<string, number>();
  let steps: Step[] = [];
  let late: Step[] = [];
  let timers: Timer[] = [];
  /** Time that only goes forward, and how far the wall clock is from it. */
  let steadyMs = 0;
  let wallMs = Date.UTC(2026, 0, 5, 8);
  let life = 0;
  let counted = 0;
  let isCalm = false;

  /** An engine that goes round without a step of the world would never let the next one come. */
  const signs = { tick: 0, count: 0 };
  const sign = (): void => {
    if (signs.tick !== world.tick) Object.assign(signs, { tick: world.tick, count: 0 });
    if ((signs.count += 1) > maxSignsPerTick) throw new EndlessTick();
  };

  const drop = (step: Step): void => {
    steps = steps.filter((other) => other !== step);
    late = late.filter((other) => other !== step);
  };

  const world: World = {
    random,
    trace,
    faults,
    tick: 0,
    steadyMs: () => steadyMs,
    jump: (ms) => void (wallMs += ms),
    note(line) {
      sign();
      trace.push(`${world.tick} ${line}`);
    },
    fault(name, probability) {
      if (isCalm || !random.chance(probability)) return false;
      faults.set(name, (faults.get(name) ?? 0) + 1);
      world.note(`fault ${name}`);
      return true;
    },
    calm: () => void (isCalm = true),
    count: () => (counted += 1),
    beginLife: () => lifeOf((life += 1)),
    kill() {
      life += 1;
      steps = [];
      late = [];
      timers = [];
    },
    draw() {
      const from = late.length > 0 && (steps.length === 0 || random.chance(0.1)) ? late : steps;
      if (from.length === 0) return null;
      const [step] = from.splice(random.below(from.length), 1);
      return step ?? null;
    },
    putBack: (step) => void late.push(step),
    advance() {
      const [first] = timers.toSorted((a, b) => a.atMs - b.atMs);
      if (!first) return false;
      timers = timers.filter((other) => other !== first);
      steadyMs = Math.max(steadyMs, first.atMs);
      steps.push(first.step);
      return true;
    },
    settled: () => new Promise((resolve) => setImmediate(resolve)),
  };

  const lifeOf = (number: number): Life => {
    const isAlive = () => life === number;
    const add = (name: string, run: () => void): Step => {
      const step = { name, life: number, run };
      if (isAlive()) steps.push(step);
      return step;
    };
    const begunMs = steadyMs;
    return {
      number,
      isAlive,
      clock: {
        now() {
          sign();
          return wallMs + steadyMs;
        },
        uptime: () => steadyMs - begunMs,
        after(ms, run) {
          const step: Step = { name: 'timer', life: number, run };
          const timer = { atMs: steadyMs + ms, step };
          if (isAlive()) timers.push(timer);
          return () => {
            timers = timers.filter((other) => other !== timer);
            drop(step);
          };
        },
      },
      call<T>(name: string, effect: () => T | Promise<T>, signal?: AbortSignal): Promise<T> {
        return new Promise<T>((resolve, reject) => {
          let step: Step;
          const ended = () => {
            drop(step);
            reject(signal?.reason as Error);
          };
          const answer = (deliver: () => void): void => {
            if (!isAlive() || signal?.aborted) return;
            const arrive = () => {
              signal?.removeEventListener('abort', ended);
              deliver();
            };
            if (random.chance(promptShare)) arrive();
            else step = add(`${name} answers`, arrive);
          };
          const happen = (): void => {
            try {
              const result = effect();
              if (result instanceof Promise) {
                result.then(
                  (value) => answer(() => resolve(value)),
                  (error: unknown) => answer(() => reject(error as Error)),
                );
              } else answer(() => resolve(result));
            } catch (error) {
              answer(() => reject(error as Error));
            }
          };
          if (signal?.aborted) return reject(signal.reason as Error);
          step = add(name, happen);
          signal?.addEventListener('abort', ended, { once: true });
        });
      },
    };
  };
  return world;
}
