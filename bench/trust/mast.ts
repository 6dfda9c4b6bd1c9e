/** The fourteen ways in which teams of models fail, each scripted on the real engine: what must contain it does. */
import { readArgs } from '../lib/args.ts';
import type { Bench } from '../lib/bench.ts';
import { coordination } from './mast/coordination.ts';
import type { Mode } from './mast/mode.ts';
import { specification } from './mast/specification.ts';
import { verification } from './mast/verification.ts';

const modes: readonly Mode[] = [...specification, ...coordination, ...verification];

/** Plays one mode; whatever is thrown on the way broke a promise too. */
export async function playMode(mode: Mode, isSpoilt: boolean): Promise<string[]> {
  try {
    return await mode.play(isSpoilt);
  } catch (error) {
    return [`it broke: ${error instanceof Error ? error.message : String(error)}`];
  }
}

export { modes };

export const mastCheck: Bench = {
  name: 'mast',
  about: 'the 14 failure modes of multi-agent teams, scripted: each is contained',
  async run(args, progress) {
    const flags = readArgs(args);
    const only = flags.get('mode');
    const isSpoilt = flags.get('bug') === 'planted';
    if (flags.has('bug') && !isSpoilt)
      throw new Error('There is one kind of bug here: --bug planted, each mode’s own.');
    const chosen = modes.filter(({ id }) => only === undefined || id === only);
    if (chosen.length === 0)
      throw new Error(`There is no mode "${only}"; there are ${modes.map(({ id }) => id).join(', ')}.`);
    let contained = 0;
    progress(
      `${'mode'.padEnd(5)} ${'what goes wrong'.padEnd(38)} ${'share'.padEnd(7)} ${'contained by'.padEnd(52)} seen`,
    );
    for (const mode of chosen) {
      const wrong = await playMode(mode, isSpoilt);
      if (wrong.length === 0) contained += 1;
      const share = mode.share === null ? '' : `${mode.share} %`;
      const seen = wrong.length === 0 ? 'contained' : `NOT CONTAINED: ${wrong.join('; ')}`;
      progress(`${mode.id.padEnd(5)} ${mode.name.padEnd(38)} ${share.padEnd(7)} ${mode.by.padEnd(52)} ${seen}`);
    }
    return {
      pass: contained === chosen.length,
      figures: { modes: chosen.length, contained, escaped: chosen.length - contained },
      bar: { contained: chosen.length },
    };
  },
};
