/** `muster backup` and `muster restore` on real boards, as a person types them. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleFolder } from '../config.ts';
import { openHost } from '../host.ts';
import { readCliArgs } from './args.ts';
import { runBackup } from './backup.ts';
import { checkData } from './check-data.ts';
import { runRestore } from './restore.ts';
import { runTask } from './run.ts';
import type { Terminal } from './terminal.ts';

let above: string;
let data: string;
let file: string;
beforeEach(() => {
  above = mkdtempSync(path.join(tmpdir(), 'muster-restore-'));
  data = path.join(above, 'data');
  file = path.join(above, 'board.muster');
});
afterEach(() => rmSync(above, { recursive: true }));

/** Runs a command line; what was said and printed comes back as one text. */
async function muster(...argv: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const terminal: Terminal = {
    isAttended: false,
    progress: () => undefined,
    say: (line) => void lines.push(line),
    print: (line) => void lines.push(line),
    ask: async () => null,
  };
  const args = readCliArgs(argv);
  if ('refusal' in args) throw new Error(args.refusal);
  const run = { run: runTask, backup: runBackup, restore: runRestore }[args.command as 'run' | 'backup' | 'restore'];
  return { code: await run(args as never, terminal), text: lines.join('\n') };
}

const open = (dataFolder = data) => openHost({ kind: 'web', dataFolder, environment: { key: null, endpoint: null } });

/** A board with a finished task, a key in its file and a setting. */
async function work(): Promise<void> {
  const brief = 'Brief me on the renewal risk of our three largest customers';
  expect((await muster('run', brief, '--folder', exampleFolder(), '--practice', '--data', data)).code).toBe(0);
  writeFileSync(path.join(data, 'secrets.json'), JSON.stringify({ key: 'sk-not-in-a-backup' }));
  writeFileSync(path.join(data, 'config.json'), '{}');
  writeFileSync(path.join(data, 'team', 'maya.txt'), 'not a role');
}

/** Everything a restore must leave alone, as one value. */
const standing = () => readdirSync(above).toSorted();

describe('muster backup and restore', { timeout: 60_000 }, () => {
  it('bring a board back that was backed up while it was open, without its keys', async () => {
    await work();
    const host = await open();
    const tasks = host.workforce.snapshot().tasks;
    const made = await muster('backup', file, '--data', data);
    expect(made).toEqual({
      code: 0,
      text: expect.stringMatching(/^Backed up .*: \d+ KB, \d+ events, \d+ files\. Keys and logs are not in it\.$/),
    });
    await host.stop();
    expect(readFileSync(file).includes('sk-not-in-a-backup')).toBe(false);

    const other = path.join(above, 'deep', 'other');
    const restored = await muster('restore', file, '--data', other, '--json');
    expect([restored.code, JSON.parse(restored.text)]).toEqual([
      0,
      expect.objectContaining({ ok: true, folder: other, aside: null, missing: [] }),
    ]);
    expect(readdirSync(other).toSorted()).toEqual([
      'blobs',
      'config.json',
      'journal.db',
      'journal.db.made',
      'team',
      'workspaces',
    ]);
    expect(readdirSync(path.join(other, 'team'))).not.toContain('maya.txt');
    expect((await checkData(other)).filter(({ state }) => state !== 'ok')).toEqual([]);
    const again = await open(other);
    expect(again.workforce.snapshot().tasks).toEqual(tasks);
    const task = tasks.find(({ artifacts }) => artifacts.length > 0);
    const name = task?.artifacts[0]?.path ?? '';
    expect(await again.workforce.artifact(task?.id ?? '', name)).toMatchObject({ ok: true });
    await again.stop();
  });

  it('move what is in the way aside, and lose nothing of it', async () => {
    await work();
    await muster('backup', file, '--data', data);
    const refused = await muster('restore', file, '--data', data);
    expect([refused.code, refused.text]).toEqual([1, expect.stringContaining('holds a board already')]);
    const { code, text } = await muster('restore', file, '--data', data, '--replace');
    const aside = /What was there before is in (\S+)\./.exec(text)?.[1] ?? '';
    expect([code, path.basename(aside)]).toEqual([0, expect.stringMatching(/^data\.before-restore-\d{4}-/)]);
    expect(readFileSync(path.join(aside, 'secrets.json'), 'utf8')).toContain('sk-not-in-a-backup');
    expect(existsSync(path.join(data, 'secrets.json'))).toBe(false);
    for (const folder of [data, aside]) await (await open(folder)).stop();
    expect(standing()).toEqual(['board.muster', 'data', path.basename(aside)]);
  });

  it('leave the target as it was when the backup is damaged or the board is open', async () => {
    await work();
    await muster('backup', file, '--data', data);
    const host = await open();
    const inUse = await muster('restore', file, '--data', data, '--replace');
    expect([inUse.code, inUse.text]).toEqual([1, expect.stringContaining(`process ${process.pid}`)]);
    await host.stop();
    const bytes = readFileSync(file);
    bytes.write('run.Started', bytes.indexOf('run.started'));
    writeFileSync(file, bytes);
    const before = standing();
    const damaged = await muster('restore', file, '--data', data, '--replace');
    expect([damaged.code, damaged.text]).toEqual([
      1,
      expect.stringMatching(/is damaged \(event \d+ is not what was written\)\. Nothing was restored or changed\./),
    ]);
    expect(standing()).toEqual(before);
    await (await open()).stop();
  });

  it('go into an empty folder, or through a link to one', async () => {
    await work();
    await muster('backup', file, '--data', data);
    const empty = path.join(above, 'empty');
    mkdirSync(empty);
    symlinkSync(empty, path.join(above, 'link'));
    expect((await muster('restore', file, '--data', path.join(above, 'link'))).code).toBe(0);
    expect(readdirSync(empty)).toContain('journal.db');
    // Not started yet, and a board all the same.
    expect((await muster('restore', file, '--data', empty)).text).toContain('holds a board already');
  });

  it('refuse in a sentence what cannot be right', async () => {
    expect((await muster('backup', file, '--data', data)).text).toContain('There is no data folder');
    await work();
    const papers = path.join(above, 'papers');
    mkdirSync(papers);
    writeFileSync(path.join(papers, 'letter.md'), 'Dear Ada');
    writeFileSync(file, 'already here');
    const other = path.join(above, 'other');
    for (const [argv, words] of [
      [['backup', file, '--data', data], 'is there already'],
      [['backup', papers, '--data', data, '--replace'], 'is not a file'],
      [['backup', path.join(data, 'b'), '--data', data], 'in the data folder itself'],
      [['backup', path.join(data, 'team', 'b.md'), '--data', data], 'in the data folder itself'],
      [['backup', path.join(above, 'no', 'b'), '--data', data], 'There is no folder'],
      [['backup', path.join(above, 'b'), '--data', papers], 'There is no journal'],
      [['restore', path.join(above, 'none'), '--data', other], 'There is no file'],
      [['restore', papers, '--data', other], 'is not a file'],
      [['restore', file, '--data', other], 'is not a backup of Muster'],
      [['restore', path.join(data, 'journal.db'), '--data', other], 'is a journal and not a backup'],
      [['restore', file, '--data', papers, '--replace'], 'other things than a Muster data folder'],
      [['restore', file, '--data', file, '--replace'], 'is not a folder'],
    ] as const) {
      const before = standing();
      expect([argv, await muster(...argv)]).toEqual([argv, { code: 1, text: expect.stringContaining(words) }]);
      expect(standing()).toEqual(before);
    }
    expect(readFileSync(file, 'utf8')).toBe('already here');
    expect((await muster('backup', file, '--data', data, '--replace')).code).toBe(0);
  });
});
