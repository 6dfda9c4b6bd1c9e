import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockFolder } from './lock.ts';
import { makeTestFolder } from './test-folder.ts';

type Child = ChildProcessByStdio<Writable, Readable, null>;

const program = `
  const { lockFolder } = await import(process.argv[1]);
  try {
    const lock = await lockFolder(process.argv[2]);
    lock.setInfo('http://127.0.0.1:4380');
    console.log('held');
  } catch (error) {
    console.log(error.code ?? String(error));
  }
  process.stdin.on('end', () => process.exit(0)).resume();
`;

describe('the lock of a data folder', () => {
  let folder: ReturnType<typeof makeTestFolder>;
  const children: Child[] = [];
  beforeEach(() => (folder = makeTestFolder()));
  afterEach(async () => {
    await Promise.all(children.splice(0).map(end));
    folder.remove();
  });
  function start(): Child {
    const args = ['--input-type=module', '-e', program, join(import.meta.dirname, 'lock.ts'), folder.path];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    return child;
  }
  async function end(child: Child): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.stdin.end();
    await once(child, 'exit');
  }
  async function said(child: Child): Promise<string> {
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    return chunk.toString().trim();
  }

  test('is refused to a second holder, who is told where the first one is', async () => {
    const lock = await lockFolder(folder.path);
    await expect(lockFolder(folder.path)).rejects.toMatchObject({
      code: 'folder.locked',
      facts: { folder: folder.path, pid: process.pid },
    });
    lock.setInfo('http://127.0.0.1:9');
    await expect(lockFolder(folder.path)).rejects.toMatchObject({
      message: `Muster is already running on this data folder (process ${process.pid}): ${folder.path}. Nothing was started or changed. To go on, open http://127.0.0.1:9, or quit it first.`,
      facts: { address: 'http://127.0.0.1:9' },
    });
    await lock.release();
    await lock.release();
    const again = await lockFolder(folder.path);
    expect(existsSync(join(folder.path, 'lock.json'))).toBe(true);
    await again.release();
    expect(existsSync(join(folder.path, 'lock.json'))).toBe(false);
  });

  test('is free again the moment its holder is killed', async () => {
    const child = start();
    expect(await said(child)).toBe('held');
    await expect(lockFolder(folder.path)).rejects.toMatchObject({
      code: 'folder.locked',
      facts: { pid: child.pid, address: 'http://127.0.0.1:4380' },
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const lock = await lockFolder(folder.path);
    await lock.release();
  });

  test('goes to exactly one of several that start together', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => said(start())));
    expect(answers.toSorted()).toEqual(['folder.locked', 'folder.locked', 'folder.locked', 'held']);
  });

  test('does not quote a holder that is gone', async () => {
    const lock = await lockFolder(folder.path);
    const gone = start();
    await said(gone);
    await end(gone);
    for (const text of [
      JSON.stringify({ pid: gone.pid, startedAtMs: 1, address: 'http://127.0.0.1:1' }),
      '{"pid":',
      '[]',
    ]) {
      writeFileSync(join(folder.path, 'lock.json'), text);
      await expect(lockFolder(folder.path)).rejects.toMatchObject({
        code: 'folder.locked',
        facts: { folder: folder.path },
      });
      await expect(lockFolder(folder.path)).rejects.not.toMatchObject({ facts: { pid: gone.pid } });
    }
    await lock.release();
  });

  test('needs a folder it may write to', async () => {
    writeFileSync(join(folder.path, 'file'), '');
    await expect(lockFolder(join(folder.path, 'file', 'data'))).rejects.toMatchObject({ code: 'journal.unavailable' });
  });
});
