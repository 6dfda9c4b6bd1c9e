/** A small board with every test run; thousands of memories are `npm run trust -- rebuild`. */
import { expect, test } from 'vitest';
import { rebuildCheck } from './rebuild.ts';

const small = ['--memories', '600', '--questions', '24'];

test('a lost index is folded again and answers as before', async () => {
  const lines: string[] = [];
  const { pass, figures } = await rebuildCheck.run(small, (line) => lines.push(line));
  expect({ pass, ...figures }, lines.join('\n')).toMatchObject({ pass: true, questions: 24, same: 24 });
  for (const standing of ['active', 'disputed', 'superseded', 'retracted', 'faded', 'quarantined', 'erased'])
    expect(figures[standing], standing).toBeGreaterThan(0);
}, 60_000);

test('rows folded without their standing are seen', async () => {
  const { pass, figures } = await rebuildCheck.run([...small, '--bug', 'no-status'], () => undefined);
  expect(pass).toBe(false);
  expect(figures.same).toBeLessThan(24);
}, 60_000);

test('an unknown bug is refused', async () => {
  await expect(rebuildCheck.run(['--bug', 'none'], () => undefined)).rejects.toThrow('no-status');
});
