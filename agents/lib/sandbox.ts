/** Runs a program where it can reach nothing: no network, a read-only system, a copy of one folder, no home. Linux, with bwrap. */
import { constants } from 'node:fs';
import { access, cp, mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from './clock.ts';
import { startGroup } from './process-group.ts';

/** How a program ended; `none` = this computer has no sandbox, and nothing was run. */
export type Ran =
  | { how: 'ended'; code: number | null; output: string }
  | { how: 'late'; afterMs: number }
  | { how: 'none' };

/** Runs one program on a copy of a folder. @throws the signal's reason */
export type RunProgram = (argv: readonly string[], folder: string, signal: AbortSignal) => Promise<Ran>;

export interface SandboxOptions {
  clock: Clock;
  /** The sandbox program; left out = looked for where systems keep it. */
  bwrap?: string;
  /** Left out = a minute. */
  timeoutMs?: number;
}

const usualTimeoutMs = 60_000;
const probeTimeoutMs = 5_000;
const maxBytes = 64 * 1024;
const inside = '/work';
const usualPlaces = ['/usr/bin/bwrap', '/usr/local/bin/bwrap', '/bin/bwrap'];

/** Arguments of bwrap: the system read-only, everything of the person's hidden, one folder writable, nothing shared. */
export function bwrapArgs(argv: readonly string[], folder: string, hidden: readonly string[]): string[] {
  const temporary = ['/tmp', '/var/tmp', '/run', ...hidden];
  const home = `/tmp${inside}`;
  return [
    ['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
    temporary.flatMap((place) => ['--tmpfs', place]),
    // No place of the system is sure to be there to mount on, but for those made anew.
    ['--bind', folder, home, '--chdir', home],
    ['--unshare-all', '--die-with-parent', '--new-session', '--clearenv'],
    ['--setenv', 'PATH', '/usr/local/bin:/usr/bin:/bin', '--setenv', 'HOME', home, '--setenv', 'LANG', 'C.UTF-8'],
    ['--', ...argv],
  ].flat();
}

/** Looks for the sandbox once, by trying it; a computer without one runs nothing. */
export function makeRunProgram({ clock, bwrap, timeoutMs = usualTimeoutMs }: SandboxOptions): RunProgram {
  let probe: Promise<string | null> | null = null;
  return async (argv, folder, signal) => {
    probe ??= findSandbox(clock, bwrap === undefined ? usualPlaces : [bwrap]);
    const program = await probe;
    if (program === null) return { how: 'none' };
    return onCopy(folder, (copy) => runIn(program, bwrapArgs(argv, copy, [homedir()]), copy, timeoutMs, clock, signal));
  };
}

/** What a program writes or deletes is gone with the copy. */
async function onCopy<T>(folder: string, work: (copy: string) => Promise<T>): Promise<T> {
  const copy = await mkdtemp(path.join(tmpdir(), 'muster-check-'));
  try {
    await cp(folder, copy, { recursive: true, verbatimSymlinks: true });
    return await work(copy);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function runIn(
  program: string,
  args: readonly string[],
  cwd: string,
  timeoutMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<Ran> {
  const limit = new AbortController();
  const cancel = clock.after(timeoutMs, () => limit.abort(new Error('time is up')));
  try {
    const both = AbortSignal.any([signal, limit.signal]);
    const group = startGroup(program, args, { cwd, env: {}, signal: both, killAfterMs: 2_000, maxBytes, clock });
    const { code, output } = await group.ended;
    signal.throwIfAborted();
    if (limit.signal.aborted) return { how: 'late', afterMs: timeoutMs };
    return { how: 'ended', code, output: new TextDecoder().decode(output) };
  } finally {
    cancel();
  }
}

/** There, and able to do what is asked of it: many systems have the program and forbid its namespaces. */
async function findSandbox(clock: Clock, places: readonly string[]): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  for (const place of places) {
    const isThere = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere && (await works(place, clock))) return place;
  }
  return null;
}

async function works(place: string, clock: Clock): Promise<boolean> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-probe-'));
  try {
    const args = bwrapArgs(['true'], folder, [homedir()]);
    const ran = await runIn(place, args, folder, probeTimeoutMs, clock, new AbortController().signal);
    return ran.how === 'ended' && ran.code === 0;
  } catch {
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
