import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from './clock.ts';
import { startGroup, type GroupOptions } from './process-group.ts';

const never = 600_000;

/** Starts a group, and gives its whole lines as they come. */
function start(command: string, args: string[], options: Partial<GroupOptions> = {}) {
  const abort = new AbortController();
  let text = '';
  let look = (): void => undefined;
  const group = startGroup(command, args, {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'] ?? '' },
    signal: abort.signal,
    killAfterMs: never,
    maxBytes: 10_000,
    clock: systemClock,
    onOutput: (bytes) => {
      text += new TextDecoder().decode(bytes);
      look();
    },
    ...options,
  });
  const lines = (count: number): Promise<string[]> =>
    new Promise((resolve) => {
      look = () => {
        const whole = text.split('\n').slice(0, -1);
        if (whole.length >= count) resolve(whole);
      };
      look();
    });
  const ended = group.ended.then(({ output, ...end }) => ({ ...end, output: new TextDecoder().decode(output) }));
  return { abort, lines, ended };
}

const sh = (script: string, options: Partial<GroupOptions> = {}) => start('sh', ['-c', script], options);

/** A process nobody has collected yet does nothing any more: it counts as ended. */
function isRunning(pid: string): boolean {
  try {
    process.kill(Number(pid), 0);
    return process.platform !== 'linux' || !/\) [ZX] /.test(readFileSync(`/proc/${Number(pid)}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Says its number and goes on for ever, deaf to SIGTERM. */
const deaf = `sh -c 'trap "" TERM; echo $$; while :; do sleep 0.02; done'`;

describe.skipIf(process.platform === 'win32')('a group of processes', () => {
  it('gives what the command wrote, and how it ended', async () => {
    expect(await sh('echo out; echo err >&2; exit 7').ended).toEqual({
      code: 7,
      signal: null,
      output: 'out\nerr\n',
      cutBytes: 0,
    });
    expect(await sh('kill -9 $$').ended).toMatchObject({ code: null, signal: 'SIGKILL' });
  });

  it('knows the environment it was given and no more, and has nothing to read', async () => {
    const { output } = await start('env', [], { env: { PATH: '/usr/bin:/bin', GIVEN: 'yes' } }).ended;
    expect(output).toBe('PATH=/usr/bin:/bin\nGIVEN=yes\n');
    expect((await sh('cat; echo end').ended).output).toBe('end\n');
  });

  it('keeps the beginning of an output without measure, and counts the rest', async () => {
    const { output, cutBytes } = await sh('echo begin; head -c 5000000 /dev/zero; head -c 94 /dev/zero >&2', {
      maxBytes: 100,
    }).ended;
    expect({ begins: output.startsWith('begin\n'), length: output.length, cutBytes }).toEqual({
      begins: true,
      length: 100,
      cutBytes: 5_000_000,
    });
  });

  it.each([
    ['no-such-command', {}],
    ['sh', { cwd: '/no/such/folder' }],
  ])('says that %s could not be started', async (command, options) => {
    const { abort, ended } = start(command, [], options);
    await expect(ended).rejects.toMatchObject({ code: 'process.unstartable', facts: { command } });
    abort.abort();
  });

  it('is not started once aborted', () => {
    const reason = { not: 'an error' };
    let thrown: unknown;
    try {
      sh('echo started', { signal: AbortSignal.abort(reason) });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBe(reason);
  });

  it('may end tidily when it is aborted', async () => {
    const script = `process.on('SIGTERM', () => { console.log('tidy'); process.exit(3); });
      console.log('ready');
      setInterval(() => {}, 1000);`;
    const { abort, lines, ended } = start(process.execPath, ['-e', script]);
    await lines(1);
    abort.abort();
    expect(await ended).toMatchObject({ code: 3, output: 'ready\ntidy\n' });
  });

  it('is killed to the last when it does not', async () => {
    const { abort, lines, ended } = sh(`${deaf} & ${deaf} & trap '' TERM; echo $$; wait; wait; wait`, {
      killAfterMs: 50,
    });
    const pids = await lines(3);
    expect(pids.map(isRunning)).toEqual([true, true, true]);
    abort.abort();
    expect(await ended).toMatchObject({ code: null, signal: 'SIGKILL' });
    expect(pids.map(isRunning)).toEqual([false, false, false]);
  });

  it('is not outlived by what its leader left behind, though that is deaf and has closed its output', async () => {
    const cwd = await mkdtemp(path.join(tmpdir(), 'muster-group-'));
    onTestFinished(() => rm(cwd, { recursive: true, force: true }));
    const left = `trap "" TERM; echo $$ > pid; exec >/dev/null 2>&1; : > ready; while :; do sleep 0.02; done`;
    const script = `( sh -c '${left}' & ); while [ ! -e ready ]; do sleep 0.02; done; cat pid`;
    const { code, output } = await sh(script, { cwd, killAfterMs: 50 }).ended;
    expect({ code, isPid: /^\d+\n$/.test(output), isRunning: isRunning(output) }).toEqual({
      code: 0,
      isPid: true,
      isRunning: false,
    });
  });

  it('does not wait for one that left it and holds the output open', async () => {
    const script = `const { spawn } = require('node:child_process');
      console.log(spawn('sleep', ['60'], { detached: true, stdio: 'inherit' }).pid);
      process.exit(0);`;
    const { lines, ended } = start(process.execPath, ['-e', script]);
    const [stray = ''] = await lines(1);
    expect(await ended).toMatchObject({ code: 0, output: `${stray}\n` });
    expect(isRunning(stray)).toBe(true);
    process.kill(Number(stray), 'SIGKILL');
  });
});
