import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openHost } from './host.ts';
import { readTeamFiles, roleFilesIn } from './team-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-team-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (...parts: string[]) => path.join(folder, ...parts);

test('a file is written whole and for its owner only', () => {
  const files = roleFilesIn(folder);
  files.save('ada.md', 'one');
  files.save('ada.md', 'two');
  expect([readFileSync(at('ada.md'), 'utf8'), readdirSync(folder)]).toEqual(['two', ['ada.md']]);
  expect(statSync(at('ada.md')).mode & 0o777).toBe(0o600);
  expect([files.has('ada.md'), files.has('bo.md')]).toEqual([true, false]);
});

test('a file is put away and brought back; what is not there is fine, and what is there stays', () => {
  const files = roleFilesIn(folder);
  files.putAway('ada.md');
  writeFileSync(at('ada.md'), 'one');
  files.putAway('ada.md');
  expect([existsSync(at('ada.md')), readFileSync(at('retired', 'ada.md'), 'utf8')]).toEqual([false, 'one']);
  expect(readTeamFiles(folder)).toEqual({ roles: [], problems: [] });
  writeFileSync(at('ada.md'), 'two');
  expect([files.bringBack('ada.md'), readFileSync(at('ada.md'), 'utf8')]).toEqual([false, 'two']);
  rmSync(at('ada.md'));
  expect([files.bringBack('ada.md'), files.bringBack('ada.md')]).toEqual([true, false]);
  expect(readFileSync(at('ada.md'), 'utf8')).toBe('one');
});

test('no name leads out of the folder', () => {
  mkdirSync(at('team'));
  const files = roleFilesIn(at('team'));
  files.save('../../ada.md', 'x');
  expect([readdirSync(folder), readdirSync(at('team'))]).toEqual([['team'], ['ada.md']]);
});

test.skipIf(process.getuid?.() === 0)('a folder nobody may write into is a sentence', () => {
  chmodSync(folder, 0o500);
  expect(() => roleFilesIn(folder).save('ada.md', 'x')).toThrow(expect.objectContaining({ code: 'folder.unwritable' }));
  chmodSync(folder, 0o700);
});

describe('the team of a data folder', { timeout: 30_000 }, () => {
  test('retires, is changed and grows in its files, over a restart', async () => {
    const open = () => openHost({ kind: 'web', dataFolder: folder, environment: { key: null, endpoint: null } });
    const host = await open();
    const send = (command: Parameters<typeof host.workforce.dispatch>[1]) =>
      host.workforce.dispatch(command.type, command);
    const maya = host.workforce.snapshot().teammates.find(({ id }) => id === 'tm_researcher');
    if (!maya) throw new Error('no researcher');
    const profile = { ...maya.profile, name: 'Zoé' };
    await send({ type: 'teammate.retire', teammateId: 'tm_planner' });
    await send({ type: 'teammate.create', teammateId: 'tm_zoe', profile });
    await send({
      type: 'teammate.revise',
      teammateId: 'tm_researcher',
      fromVersion: 1,
      profile: { ...maya.profile, about: 'Finds it' },
      note: '',
    });
    expect([existsSync(at('team', 'planner.md')), existsSync(at('team', 'retired', 'planner.md'))]).toEqual([
      false,
      true,
    ]);
    expect(readFileSync(at('team', 'researcher.md'), 'utf8')).toContain('about: Finds it');
    const before = host.workforce.snapshot().teammates;
    await host.stop();
    rmSync(at('team', 'zoe.md'));
    const again = await open();
    expect([again.workforce.snapshot().teammates, again.setup().problems]).toEqual([before, []]);
    expect(readFileSync(at('team', 'zoe.md'), 'utf8')).toContain('name: Zoé');
    await again.stop();
  });
});
