/** Work that goes in circles, and honest work that seems to: the real engine, scripted models, a clock that is moved. */
import { readArgs } from '../lib/args.ts';
import type { Bench, Figures, Outcome } from '../lib/bench.ts';
import { round } from '../lib/stats.ts';
import { bugs } from './loops/bugs.ts';
import { circles } from './loops/circles.ts';
import { honest } from './loops/honest.ts';
import { play, type Played } from './loops/play.ts';

export const loopsCheck: Bench = {
  name: 'loops',
  about: 'work in circles stops at 5 identical calls, 25 idle turns or its caps; honest work is never stopped',
  async run(args, progress) {
    const given = readArgs(args);
    const bug = given.get('bug') ?? 'none';
    if (!Object.hasOwn(bugs, bug))
      throw new Error(`There is no bug "${bug}"; there are ${Object.keys(bugs).join(', ')}.`);
    const name = given.get('case');
    const shapes = [...circles, ...honest].filter((shape) => name === undefined || shape.name === name);
    if (shapes.length === 0)
      throw new Error(
        `There is no case "${name}"; there are ${[...circles, ...honest].map((shape) => shape.name).join(', ')}.`,
      );
    const all: Played[] = [];
    for (const shape of shapes) {
      const played = await play(shape, bug);
      all.push(played);
      if (name !== undefined) for (const line of played.trace) progress(line);
      progress(lineOf(played));
    }
    return outcomeOf(all);
  },
};

function lineOf({ shape, wrong, identical, performed, idleTurns, turns, items }: Played): string {
  const seen = `${turns} turns, ${identical} taken up, ${performed} carried out, ${idleTurns} idle`;
  const verdict = wrong.length === 0 ? 'ok' : `WRONG: ${wrong.join('; ')}`;
  return `${shape.name.padEnd(26)} ${shape.end.padEnd(7)} ${seen}, card “${items[0]?.ask ?? 'none'}” ${verdict}`;
}

function outcomeOf(all: readonly Played[]): Outcome {
  const isHonest = (played: Played): boolean => honest.includes(played.shape);
  const inCircles = all.filter((played) => !isHonest(played));
  const worst = (read: (played: Played) => number): number => Math.max(0, ...inCircles.map(read));
  const figures: Figures = {
    shapes: inCircles.length,
    honest: all.length - inCircles.length,
    worstIdentical: worst((played) => played.identical),
    worstPerformed: worst((played) => played.performed),
    worstIdleTurns: worst((played) => played.idleTurns),
    worstOverspentCalls: round(worst((played) => played.overspentCalls)),
    wrong: inCircles.filter((played) => played.wrong.length > 0).length,
    falseAlarms: all.filter((played) => isHonest(played) && played.wrong.length > 0).length,
  };
  const bar = {
    worstIdentical: 5,
    worstPerformed: 2,
    worstIdleTurns: 25,
    worstOverspentCalls: 1,
    wrong: 0,
    falseAlarms: 0,
  };
  return { pass: figures['wrong'] === 0 && figures['falseAlarms'] === 0, figures, bar };
}
