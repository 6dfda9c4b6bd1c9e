/**
 * The one place that starts a process for a tool, so that none outlives its call.
 * What it starts leads a process group of its own, and the group is ended as a whole: by an abort, and when its leader has
 * ended and left others behind. A process that makes a session of its own (setsid) leaves the group; that is for the sandbox.
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Clock } from './clock.ts';
import { AppError } from './error.ts';

export interface GroupOptions {
  cwd: string;
  /** The whole environment; nothing of ours is added. */
  env: Record<string, string>;
  /** Ends the group. */
  signal: AbortSignal;
  /** How long the group has for a tidy end (SIGTERM) before it is killed. */
  killAfterMs: number;
  /** What is kept of the output, from its beginning; the rest is read, counted and dropped. */
  maxBytes: number;
  clock: Clock;
  /** Each piece of output as it comes, kept or not. */
  onOutput?: (bytes: Uint8Array) => void;
}

export interface GroupEnd {
  /** Of the leader; null = a signal ended it. */
  code: number | null;
  signal: string | null;
  /** stdout and stderr, as they came. */
  output: Uint8Array;
  cutBytes: number;
}

export interface ProcessGroup {
  /** Resolves once the leader has ended and nothing of the group is left. @throws AppError `process.unstartable` */
  ended: Promise<GroupEnd>;
}

/** How often a group that is being ended is looked at. */
const lookMs = 20;
/** How long output may still come after the group's end: a pipe can be held open from outside of it. */
const drainMs = 200;
const isWindows = process.platform === 'win32';

/**
 * Starts `command`, found by the PATH in `env`, without a shell and without input.
 * @throws the signal's reason when it is aborted already; nothing is started then
 */
export function startGroup(command: string, args: readonly string[], options: GroupOptions): ProcessGroup {
  const { cwd, env, signal, killAfterMs, maxBytes, clock } = options;
  signal.throwIfAborted();
  const child = spawn(command, args, {
    cwd,
    env,
    detached: !isWindows,
    windowsHide: true,
    shell: false,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = makeOutput(maxBytes);
  const take = (bytes: Uint8Array): void => {
    output.take(bytes);
    options.onOutput?.(bytes);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);

  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
    child.once('exit', (code, endSignal) => resolve({ code, signal: endSignal }));
    child.once('error', (cause) => {
      const facts = { command };
      reject(new AppError('process.unstartable', `${command} could not be started.`, { cause, facts }));
    });
  });
  const drained = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const after = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));

  let cancelKill = (): void => undefined;
  /** Asks the group to end, and kills what has not by then. Repeated calls do nothing. */
  const end = once((): void => {
    if (child.pid === undefined) return;
    const { pid } = child;
    signalGroup(pid, 'SIGTERM');
    cancelKill = clock.after(killAfterMs, () => signalGroup(pid, 'SIGKILL'));
  });
  /** The number of a group that is gone may soon be somebody else's: no signal may come after that. */
  const forget = (): void => {
    cancelKill();
    signal.removeEventListener('abort', end);
  };

  const whole = async (): Promise<GroupEnd> => {
    try {
      const exit = await exited;
      while (child.pid !== undefined && isAlive(child.pid)) {
        end();
        await after(lookMs);
      }
      forget();
      await Promise.race([drained, after(drainMs)]);
      return { ...exit, ...output.all() };
    } finally {
      forget();
      child.stdout.destroy();
      child.stderr.destroy();
    }
  };
  signal.addEventListener('abort', end, { once: true });
  return { ended: whole() };
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}

function makeOutput(maxBytes: number) {
  const pieces: Uint8Array[] = [];
  let kept = 0;
  let cutBytes = 0;
  return {
    take(bytes: Uint8Array): void {
      const piece = bytes.subarray(0, maxBytes - kept);
      if (piece.length > 0) pieces.push(piece);
      kept += piece.length;
      cutBytes += bytes.length - piece.length;
    },
    all: () => ({ output: new Uint8Array(Buffer.concat(pieces)), cutBytes }),
  };
}

/** Not tested on Windows: there the tree is killed by its root at once, as there is no signal to ask with. */
function signalGroup(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  if (isWindows) {
    const killer = spawn('taskkill', ['/PID', `${pid}`, '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    killer.once('error', () => undefined);
    return;
  }
  try {
    process.kill(-pid, name);
  } catch {
    // Nothing of the group is left, or nothing that is ours.
  }
}

/** A group of which only the dead are left is gone, though nobody has collected them: not every init does. */
function isAlive(group: number): boolean {
  if (isWindows) return false;
  try {
    process.kill(-group, 0);
  } catch {
    return false;
  }
  return process.platform !== 'linux' || livingIn(group);
}

function livingIn(group: number): boolean {
  return readdirSync('/proc').some((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // After the name, which may hold anything: state, parent, group.
      const [state, , itsGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(itsGroup) === group && state !== 'Z' && state !== 'X';
    } catch {
      return false;
    }
  });
}
