import { expect, test } from 'vitest';
import { laneRows } from './lanes.ts';
import { modelRows } from './model.ts';
import { outputRows } from './output.ts';
import { stopRows } from './stop.ts';
import { timeRows } from './time.ts';
import { toolRows } from './tool.ts';

const rows = [...modelRows, ...toolRows, ...outputRows, ...timeRows, ...laneRows, ...stopRows].filter(
  (row) => !row.isSlow,
);

test.each(rows.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
  expect((await row.run()).wrong).toEqual([]);
});
