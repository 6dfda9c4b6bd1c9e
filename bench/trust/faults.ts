/** Every fault in one table: the endpoint, the tools, the disk, the clock, the services, the person who stops. */
import { readArgs } from '../lib/args.ts';
import type { Bench, Figures } from '../lib/bench.ts';
import { modelRows } from './faults/model.ts';
import { toolRows } from './faults/tool.ts';
import { busyRows } from './faults/busy.ts';
import { diskRows } from './faults/disk.ts';
import { laneRows } from './faults/lanes.ts';
import { outputRows } from './faults/output.ts';
import type { Row, Seen } from './faults/row.ts';
import { stopRows } from './faults/stop.ts';
import { timeRows } from './faults/time.ts';

const rows: readonly Row[] = [
  ...modelRows,
  ...toolRows,
  ...outputRows,
  ...timeRows,
  ...laneRows,
  ...stopRows,
  ...diskRows,
  ...busyRows,
];

export const faultsCheck: Bench = {
  name: 'faults',
  about: 'the endpoint, tools, disk and clock fail in every way there is: nothing happens twice, all goes on by itself',
  async run(args, progress) {
    const name = readArgs(args).get('case');
    const chosen = rows.filter((row) => name === undefined || row.name === name || row.name.startsWith(`${name} `));
    if (chosen.length === 0)
      throw new Error(`There is no case "${name}"; there are ${rows.map((row) => row.name).join(', ')}.`);
    const figures: Record<string, number> = { rows: chosen.length, wrong: 0 };
    for (const row of chosen) {
      const seen = await row.run().catch(broken);
      for (const [figure, value] of Object.entries(seen.figures ?? {}))
        figures[figure] = (figures[figure] ?? 0) + value;
      if (seen.wrong.length > 0) figures['wrong'] = (figures['wrong'] ?? 0) + 1;
      progress(lineOf(row, seen));
    }
    const outcome: Figures = figures;
    return { pass: figures['wrong'] === 0, figures: outcome, bar: { wrong: 0 } };
  },
};

/** A row that breaks down has proved nothing. */
function broken(error: unknown): Seen {
  return { seen: '', wrong: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
}

function lineOf(row: Row, { seen, wrong }: Seen): string {
  return `${row.name.padEnd(28)} ${row.about} → ${seen}: ${wrong.length === 0 ? 'ok' : `WRONG: ${wrong.join('; ')}`}`;
}
