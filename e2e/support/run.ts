/** Runs one of the built programs to its end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { withoutKeys } from './muster.ts';

export const root = path.resolve(import.meta.dirname, '../..');

export interface Ended {
  /** null = a signal ended it. */
  code: number | null;
  out: string;
  err: string;
}

/** Starts `dist/main/<program>`; `ended` resolves when it has ended and all it said has been read. */
export function spawnMuster(
  program: 'web.mjs' | 'cli.mjs',
  args: readonly string[],
  env: Record<string, string> = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [path.join(root, 'dist', 'main', program), ...args], {
    env: { ...withoutKeys(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([, out, err]): Ended => ({ code: child.exitCode, out, err }),
  );
  return { child, ended };
}

export async function runMuster(
  program: 'web.mjs' | 'cli.mjs',
  args: readonly string[],
  env?: Record<string, string>,
): Promise<Ended> {
  return spawnMuster(program, args, env).ended;
}
