import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHost, type HostOptions } from './host.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-host-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const none = { key: null, endpoint: null };
const open = (more: Partial<HostOptions> = {}) =>
  openHost({ kind: 'web', dataFolder: folder, environment: none, ...more });

describe('openHost', { timeout: 30_000 }, () => {
  it('starts on an empty folder with the team and the example task, and is the same after a restart', async () => {
    const host = await open();
    const first = host.workforce.snapshot();
    expect(first.teammates.map((mate) => mate.profile.role).toSorted()).toEqual([
      'executor',
      'memory manager',
      'planner',
      'researcher',
      'reviewer',
    ]);
    expect(first.tasks).toMatchObject([{ id: 't_example', status: 'draft', origin: 'example' }]);
    expect(host.setup()).toMatchObject({
      host: 'web',
      dataFolder: folder,
      model: { mode: 'practice', keySource: null, keyHint: null },
      problems: [],
    });
    await host.stop();
    const again = await open();
    expect(again.workforce.snapshot()).toEqual(first);
    await again.stop();
  });

  it('takes an edited role file, leaves out a broken one and says so', async () => {
    await (await open()).stop();
    const team = path.join(folder, 'team');
    const file = path.join(team, 'researcher.md');
    writeFileSync(file, readFileSync(file, 'utf8').replace('name: Maya', 'name: Zoé'));
    writeFileSync(path.join(team, 'planner.md'), 'no front matter');
    const host = await open();
    const names = host.workforce.snapshot().teammates.map((mate) => mate.profile.name);
    expect(names).toContain('Zoé');
    expect(names).not.toContain('Maya');
    expect(host.setup().problems).toEqual([expect.stringContaining('planner.md')]);
    await host.stop();
  });

  it('is refused while another holds the folder, and then opens', async () => {
    const host = await open();
    host.setAddress('http://127.0.0.1:4747/');
    await expect(open()).rejects.toMatchObject({
      code: 'folder.locked',
      message: expect.stringContaining('http://127.0.0.1:4747/'),
    });
    await host.stop();
    await host.stop();
    await (await open()).stop();
  });

  it('goes on without memory, and says so', async () => {
    writeFileSync(path.join(folder, 'memory'), 'a file in the way');
    const host = await open();
    expect(host.setup().problems).toEqual([expect.stringContaining('memory')]);
    await host.stop();
  });

  it.each([
    ['a damaged journal', 'journal.db', 'not a database at all, but long enough to look like one', 'journal.damaged'],
    ['a broken config', 'config.json', '{', 'config.invalid'],
  ])('refuses %s, leaves it as it is and gives the folder back', async (_name, name, text, code) => {
    writeFileSync(path.join(folder, name), text);
    for (let index = 0; index < 2; index += 1) await expect(open()).rejects.toMatchObject({ code });
    expect(readFileSync(path.join(folder, name), 'utf8')).toBe(text);
  });

  it('refuses a data folder that is a file', async () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    await expect(open({ dataFolder: file })).rejects.toMatchObject({
      code: 'folder.unwritable',
      facts: { folder: file },
    });
    await expect(open({ dataFolder: path.join(file, 'below') })).rejects.toMatchObject({ code: 'folder.unwritable' });
  });

  it('keeps a key out of every file but its own', async () => {
    const key = 'sk-ant-0123456789abcdef';
    const host = await open({ environment: { key, endpoint: 'http://127.0.0.1:9' } });
    expect(host.setup().model).toMatchObject({
      mode: 'live',
      endpoint: 'http://127.0.0.1:9',
      keySource: 'environment',
      keyHint: 'cdef',
    });
    host.log(`somebody logged ${key}`);
    await host.stop();
    for (const name of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      expect(readFileSync(path.join(name.parentPath, name.name)).includes(key), name.name).toBe(false);
    }
    expect(existsSync(path.join(folder, 'secrets.json'))).toBe(false);
  });
});
