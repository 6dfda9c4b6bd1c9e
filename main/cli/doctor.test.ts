import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHost } from '../host.ts';
import { node } from './doctor.ts';
import { examineData } from './examine-data.ts';

let above: string;
let folder: string;
beforeEach(() => {
  above = mkdtempSync(path.join(tmpdir(), 'muster-doctor-'));
  folder = path.join(above, 'data');
});
afterEach(() => rmSync(above, { recursive: true }));

const open = () => openHost({ kind: 'web', dataFolder: folder, environment: { key: null, endpoint: null } });
const seen = async () =>
  Object.fromEntries((await examineData(folder)).map(({ name, state, what }) => [name, { state, what }]));

describe('the doctor', { timeout: 30_000 }, () => {
  it('makes no data folder', async () => {
    expect(await seen()).toMatchObject({
      'Data folder': { state: 'ok' },
      Team: { state: 'ok', what: expect.stringContaining('Maya') },
    });
    expect(existsSync(folder)).toBe(false);
  });

  it('says who holds the folder, and what stands in it when nobody does', async () => {
    const host = await open();
    host.setAddress('http://127.0.0.1:4747/');
    expect(await seen()).toMatchObject({
      'Data folder': {
        state: 'ok',
        what: expect.stringContaining(`process ${process.pid}) at http://127.0.0.1:4747/`),
      },
      Journal: { state: 'ok' },
    });
    await host.stop();
    expect(await seen()).toMatchObject({
      'Data folder': { what: expect.stringContaining('free') },
      Journal: { state: 'ok', what: expect.stringMatching(/sound, \d+ events/) },
      Memory: { state: 'ok', what: expect.stringContaining('0 memories') },
    });
    // It gave the folder back.
    await (await open()).stop();
  });

  it('names a damaged journal and a role that cannot be read', async () => {
    await (await open()).stop();
    writeFileSync(path.join(folder, 'journal.db'), 'not a database');
    writeFileSync(path.join(folder, 'team', 'reviewer.md'), 'no front matter');
    expect(await seen()).toMatchObject({
      Journal: { state: 'broken', what: expect.stringContaining('is damaged') },
      Team: { state: 'missing', what: expect.stringContaining('reviewer.md') },
    });
  });

  it.each([
    ['20.20.2', 'broken'],
    ['24.21.0', 'ok'],
  ])('judges Node %s as %s', (version, state) => {
    expect(node(version).state).toBe(state);
  });
});
