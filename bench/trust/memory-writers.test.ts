/** A few writers with every test run; the many are `npm run trust -- memory-writers`. */
import { expect, test } from 'vitest';
import { memoryWritersCheck } from './memory-writers.ts';

const few = ['--writers', '3', '--operations', '40'];

test('three writers and one kill: nothing lost, doubled or without its event', async () => {
  const lines: string[] = [];
  const { pass, figures } = await memoryWritersCheck.run([...few, '--kills', '1'], (line) => lines.push(line));
  expect({ pass, ...figures }, lines.join('\n')).toMatchObject({
    pass: true,
    kills: 1,
    operations: 120,
    lost: 0,
    duplicates: 0,
    unaudited: 0,
    staleWrong: 0,
  });
}, 60_000);

test('a planted second writer is seen', async () => {
  const { pass, figures } = await memoryWritersCheck.run(
    [...few, '--kills', '1', '--bug', 'second-writer'],
    () => undefined,
  );
  expect([pass, figures.duplicates]).toEqual([false, 3]);
}, 60_000);

test('an unknown bug is refused', async () => {
  await expect(memoryWritersCheck.run(['--bug', 'none'], () => undefined)).rejects.toThrow('early-ack, no-command-id');
});
