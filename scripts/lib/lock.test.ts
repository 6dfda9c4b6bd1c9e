import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('one at a time; the second waits, says so once, and finds the lock gone at the end', async () => {
  const file = path.join(folder, 'lock');
  const said: string[] = [];
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = withLock(
    file,
    'waiting',
    () => undefined,
    async () => {
      order.push('first in');
      await gate.promise;
      order.push('first out');
    },
  );
  const second = withLock(
    file,
    'waiting',
    (line) => {
      said.push(line);
      gate.resolve();
    },
    async () => void order.push('second in'),
  );
  await Promise.all([first, second]);
  expect({ order, said, left: existsSync(file) }).toEqual({
    order: ['first in', 'first out', 'second in'],
    said: ['waiting'],
    left: false,
  });
});

test('the lock of a dead process is taken over', async () => {
  const file = path.join(folder, 'lock');
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(file, String(pid));
  const holder = await withLock(
    file,
    'waiting',
    () => undefined,
    async () => readFileSync(file, 'utf8'),
  );
  expect(holder).toBe(String(process.pid));
});

test('a failing piece of work still lets go', async () => {
  const file = path.join(folder, 'lock');
  const fails = withLock(
    file,
    'waiting',
    () => undefined,
    async () => {
      throw new Error('no');
    },
  );
  await expect(fails).rejects.toThrow('no');
  expect(existsSync(file)).toBe(false);
});
