import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const entry = path.join(import.meta.dirname, 'web.ts');
let folder: string;
const children = new Set<ChildProcess>();
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-web-'));
});
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  children.clear();
  rmSync(folder, { recursive: true });
});

/** Starts the host from its sources; `out` and `err` grow as it speaks. */
function start(...args: string[]) {
  const env = { PATH: process.env.PATH, HOME: folder };
  const child = spawn(process.execPath, [entry, '--no-open', '--data', path.join(folder, 'data'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.add(child);
  const spoken = { out: [] as string[], err: [] as string[] };
  const address = new Promise<string>((resolve) => {
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => {
        spoken.out.push(line);
        resolve(line);
      });
  });
  if (child.stderr) createInterface({ input: child.stderr }).on('line', (line) => spoken.err.push(line));
  // After a disconnect of our own Node never tells `close`, so the streams' ends are waited for one by one.
  const spokenOut = [child.stdout, child.stderr].map((stream) => stream && once(stream, 'close'));
  const ended = Promise.all([once(child, 'exit'), ...spokenOut]).then(([[code]]) => code as number | null);
  return { child, spoken, address, ended };
}

describe('the browser host as a process', { timeout: 60_000 }, () => {
  it('prints one address, refuses a second start, and ends quietly on SIGTERM', async () => {
    const first = start('--port', '0');
    expect(await first.address).toMatch(/^Muster is at http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}$/);
    const second = start('--port', '0');
    expect(await second.ended).toBe(1);
    expect(second.spoken).toEqual({
      out: [],
      err: [expect.stringMatching(/already running.*http:\/\/127\.0\.0\.1:\d+/)],
    });
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(first.spoken.out).toHaveLength(1);
    expect(first.spoken.err).toEqual(['Muster stops. Work goes on at the next start.']);
  });

  it('ends when its parent is gone', async () => {
    const host = start('--port', '0');
    await host.address;
    host.child.disconnect();
    expect(await host.ended).toBe(0);
  });

  it('names a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const host = start('--port', String(port));
    expect(await host.ended).toBe(1);
    expect(host.spoken.err).toEqual([expect.stringMatching(new RegExp(`${port}.*--port 0`))]);
    other.close();
  });

  it('refuses a wrong flag with exit code 2', async () => {
    const host = start('--host', '0.0.0.0');
    expect(await host.ended).toBe(2);
    expect(host.spoken).toEqual({
      out: [],
      err: [expect.stringContaining('this computer only'), expect.stringContaining('Usage')],
    });
  });
});
