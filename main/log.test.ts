import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLog } from './log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('writes one line an entry, with the time and without secrets', () => {
  const file = path.join(folder, 'logs', 'muster.log');
  const log = openLog({ file, now: () => 0, secrets: () => ['sk-secret'], onFailure: () => undefined });
  log('the key sk-secret\nwas refused');
  expect(readFileSync(file, 'utf8')).toBe('1970-01-01T00:00:00.000Z the key [secret] was refused\n');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('keeps three files of a megabyte', () => {
  const file = path.join(folder, 'muster.log');
  const log = openLog({ file, now: () => 0, secrets: () => [], onFailure: () => undefined });
  for (let index = 0; index < 2_600; index += 1) log('x'.repeat(1_900));
  expect(readdirSync(folder).toSorted()).toEqual(['muster.log', 'muster.log.1', 'muster.log.2']);
  for (const name of readdirSync(folder)) expect(statSync(path.join(folder, name)).size).toBeLessThan(1_010_000);
});

it('says once that it cannot write, and goes on', () => {
  writeFileSync(path.join(folder, 'logs'), 'a file in the way');
  const failures: string[] = [];
  const log = openLog({
    file: path.join(folder, 'logs', 'muster.log'),
    now: () => 0,
    secrets: () => [],
    onFailure: (message) => failures.push(message),
  });
  log('one');
  log('two');
  expect(failures).toHaveLength(1);
});
