/** Plays one seed from an empty disk to a quiet board, and judges what happened. The same seed always plays the same. */
import { createHash } from 'node:crypto';
import type { Rule } from '../../../agents/domain/settings.ts';
import type { Workforce } from '../../../agents/workforce.ts';
import { bugs, type Bug } from './bugs.ts';
import { makeDisk } from './disk.ts';
import { doubtsOf, type Doubts } from './doubts.ts';
import { makeHost, type Host } from './host.ts';
import { differsFromLog, isAtRest, judge } from './oracle.ts';
import { makePerson, type Person } from './person.ts';
import type { Violation } from './promises.ts';
import type { Random } from './random.ts';
import { makeSink } from './sink.ts';
import { EndlessTick, makeWorld, type World } from './world.ts';

/** What one seed came to. */
export interface Played {
  seed: number;
  violations: Violation[];
  /** What happened, line by line. */
  trace: string[];
  traceHash: string;
  crashes: number;
  steps: number;
  calls: number;
  effects: number;
  faults: ReadonlyMap<string, number>;
  doubts: Doubts;
  simulatedMs: number;
}

/** Far more than any seed needs: beyond it something goes round for ever. */
const maxSteps = 20_000;

export async function play(seed: number, bugName?: string): Promise<Played> {
  const bug: Partial<Bug> = bugName === undefined ? {} : (bugs[bugName] ?? {});
  const world = makeWorld(seed);
  const disk = makeDisk(world, bug.disk);
  const sink = makeSink();
  const proposals = { cut: new Set<string>(), invalid: new Set<string>() };
  const rules = drawRules(world.random);
  const person = makePerson(world, sink, rules);
  const violations: Violation[] = [];
  const compare = (board: Workforce): void => {
    for (const what of differsFromLog(board, disk.records())) violations.push({ oracle: 'state', what });
  };
  const host = makeHost({ world, disk, sink, proposals, bug }, compare);
  // A rejection nobody waits for ends a real process.
  const unhandled = (error: unknown): void =>
    void violations.push({ oracle: 'internal', what: `nobody waits for: ${String(error)}` });
  process.on('unhandledRejection', unhandled);
  const stuck = await goOn(world, host, person)
    .catch((error: unknown) => (error instanceof EndlessTick ? error.message : Promise.reject(error as Error)))
    .finally(() => process.off('unhandledRejection', unhandled));
  if (stuck !== null) violations.push({ oracle: 'stuck', what: stuck });
  if (host.board) {
    compare(host.board);
    violations.push(
      ...judge({ board: host.board, disk, sink, rules, proposals, diary: person.diary, deaths: host.deaths }),
    );
  }
  const answers = disk.records().flatMap((record) => (record.type === 'turn.completed' ? [record.data] : []));
  return {
    seed,
    violations,
    trace: world.trace,
    traceHash: createHash('sha256').update(world.trace.join('\n')).digest('hex'),
    crashes: host.crashes,
    steps: world.tick,
    calls: answers.reduce((sum, answer) => sum + answer.calls.length, 0),
    effects: sink.effects.length,
    faults: world.faults,
    doubts: doubtsOf(disk.appends),
    simulatedMs: world.steadyMs(),
  };
}

/** Paying and sending ask unless the person ruled otherwise; a rule may also forbid them, or make a free write ask. */
function drawRules(random: Random): Rule[] {
  const rules: Rule[] = [];
  for (const tool of ['post', 'send']) {
    const dice = random.next();
    if (dice < 0.45) rules.push({ id: `${tool}-allow`, verdict: 'allow', tool, place: '*', words: 'Go ahead' });
    else if (dice < 0.5) rules.push({ id: `${tool}-deny`, verdict: 'deny', tool, place: '*', words: 'Never' });
  }
  if (random.chance(0.15)) rules.push({ id: 'put-ask', verdict: 'ask', tool: 'put', place: '*', words: 'Ask first' });
  return rules;
}

/** Lets things happen, one a tick, until the day is over and the board at rest. Null = it came to rest; else what did not end. */
async function goOn(world: World, host: Host, person: Person): Promise<string | null> {
  const { random } = world;
  const left = { acts: 10 + random.below(24), crashes: random.below(6), stops: random.below(2) };
  const isDrawn = (what: keyof typeof left, probability: number): boolean => {
    if (left[what] === 0 || !random.chance(probability)) return false;
    left[what] -= 1;
    return true;
  };

  /** The unforeseen: a death, an end, a person who does not wait. False = nothing of the kind. */
  const interrupts = async (board: Workforce | null): Promise<boolean> => {
    if (isDrawn('crashes', 0.015)) await host.crash(random.chance(0.5) ? world.draw() : null);
    else if (board && isDrawn('stops', 0.004)) host.stop();
    else if (board && isDrawn('acts', 0.05)) person.act(board);
    else return false;
    return true;
  };

  const takesStep = async (board: Workforce | null): Promise<boolean> => {
    if (world.fault('time passes', 0.01)) world.advance();
    if (world.fault('clock jumps', 0.001)) world.jump((random.below(48) - 24) * 3_600_000);
    const step = world.draw();
    if (!step) return false;
    if (board && reachesOut.test(step.name) && isDrawn('acts', 0.08)) {
      world.putBack(step);
      person.interfere(board);
      return true;
    }
    world.note(step.name);
    if (reachesOut.test(step.name) && isDrawn('crashes', 0.1)) await host.crash(step);
    else step.run();
    return true;
  };

  for (; world.tick < maxSteps; world.tick += 1) {
    await world.settled();
    host.start();
    const board = host.isStopping ? null : host.board;
    if ((await interrupts(board)) || (await takesStep(board))) continue;
    // Nothing goes on by itself: the person acts, or time does.
    if (board && isDrawn('acts', 0.6)) {
      person.act(board);
      continue;
    }
    if (left.acts === 0) {
      world.calm();
      left.crashes = 0;
      left.stops = 0;
      if (board && person.tidy(board)) continue;
      if (board && isAtRest(board) && (await isIdle(board, world))) return null;
    }
    if (world.advance()) continue;
    if (!board) return host.isStopping ? 'a stop does not end' : 'a start does not end';
    if (!isDrawn('acts', 1)) return isAtRest(board) ? 'something in flight does not end' : null;
  }
  return 'the world does not come to rest';
}

/** Steps at which a death, a stop or a pause leaves the most behind: the effects themselves. */
const reachesOut = /^(?:put|post|send) k/;

async function isIdle(board: Workforce, world: World): Promise<boolean> {
  let isTrue = false;
  void board.idle().then(() => (isTrue = true));
  await world.settled();
  return isTrue;
}
