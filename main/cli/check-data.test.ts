import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleFolder } from '../config.ts';
import { openHost } from '../host.ts';
import { checkData } from './check-data.ts';
import type { Finding } from './doctor.ts';
import { readCliArgs } from './args.ts';
import { runTask } from './run.ts';

let above: string;
let folder: string;
beforeEach(() => {
  above = mkdtempSync(path.join(tmpdir(), 'muster-check-'));
  folder = path.join(above, 'data');
});
afterEach(() => rmSync(above, { recursive: true }));

const unsound = (findings: Finding[]) => findings.filter(({ state }) => state !== 'ok');

/** Without the two files SQLite lays beside a database it reads. */
const filesIn = () =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/-(shm|wal)$/.test(name))
    .toSorted();

/** A practice task done from the terminal: events, sealed texts, stored documents, a snapshot and a memory index. */
async function work(): Promise<void> {
  const brief = 'Brief me on the renewal risk of our three largest customers';
  const args = readCliArgs(['run', brief, '--folder', exampleFolder(), '--practice', '--data', folder]);
  if ('refusal' in args || args.command !== 'run') throw new Error('not a run');
  const silent = { isAttended: false, progress: () => {}, say: () => {}, print: () => {}, ask: async () => null };
  expect(await runTask(args, silent)).toBe(0);
}

describe('muster doctor --check', { timeout: 60_000 }, () => {
  it('finds a board sound after work, line by line, and leaves it as it was', async () => {
    await work();
    const before = filesIn();
    const findings = await checkData(folder);
    expect(unsound(findings)).toEqual([]);
    expect(Object.fromEntries(findings.map(({ name, what }) => [name, what]))).toMatchObject({
      Events: expect.stringMatching(/^\d+, none missing, each as it was written\.$/),
      'Stored documents': expect.stringMatching(/^[1-9]\d*, each there/),
      Board: expect.stringMatching(/^\d+ states, the same/),
      'Memory index': expect.stringContaining('memories, as many as the journal has'),
    });
    expect(filesIn()).toEqual(before);
    // It gave the folder back.
    const host = await openHost({ kind: 'web', dataFolder: folder, environment: { key: null, endpoint: null } });
    await host.stop();
  });

  it('names the damage, and says what to do', async () => {
    await work();
    const blobs = path.join(folder, 'blobs');
    for (const name of readdirSync(blobs, { recursive: true, encoding: 'utf8' }))
      if (/[0-9a-f]{64}$/.test(name)) writeFileSync(path.join(blobs, name), 'turned');
    const findings = unsound(await checkData(folder));
    expect(findings).toEqual([
      {
        name: 'Stored documents',
        state: 'broken',
        what: expect.stringMatching(/^[0-9a-f]{64}, which event \d+ needs, is not what was saved/),
        fix: expect.stringContaining('muster restore'),
      },
    ]);
    const file = path.join(folder, 'journal.db');
    const bytes = readFileSync(file);
    bytes.write('run.Started', bytes.indexOf('run.started'));
    writeFileSync(file, bytes);
    expect(unsound(await checkData(folder)).map(({ name, state }) => [name, state])).toEqual([
      ['Events', 'broken'],
      ['Stored documents', 'broken'],
      ['Board', 'missing'],
    ]);
    writeFileSync(file, 'not a database');
    expect(unsound(await checkData(folder))).toEqual([
      { name: 'Journal', state: 'broken', what: expect.stringContaining('is damaged'), fix: '' },
    ]);
  });

  it('does not look while Muster runs, and says who does', async () => {
    const host = await openHost({ kind: 'web', dataFolder: folder, environment: { key: null, endpoint: null } });
    host.setAddress('http://127.0.0.1:4747/');
    expect(await checkData(folder)).toEqual([
      {
        name: 'Data folder',
        state: 'broken',
        what: `${folder}, in use by a running Muster (process ${process.pid}) at http://127.0.0.1:4747/, so nothing was checked.`,
        fix: 'Quit it and run this again.',
      },
    ]);
    await host.stop();
    rmSync(path.join(folder, 'memory'), { recursive: true });
    expect((await checkData(folder)).at(-1)).toMatchObject({ state: 'ok', what: expect.stringContaining('None yet') });
    expect(unsound(await checkData(path.join(above, 'nowhere')))).toHaveLength(1);
  });
});
