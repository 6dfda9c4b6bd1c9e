import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { node24, root, say } from './bootstrap.mjs';

/** What a finished program left. `output` is stdout and stderr in the order they arrived, empty when it was shown live. */
export interface Finished {
  code: number;
  output: string;
}

/** The absolute path of a package's program, so that it can be started with Node 24 by path. */
export function programOf(packageName: string, bin: string = packageName): string {
  const folder = path.join(root, 'node_modules', packageName);
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[bin]);
}

/** `live`: on this terminal instead of collected. `cwd`: the root unless named. */
interface RunOptions {
  live?: boolean;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
}

/** Runs a script under Node 24 and waits for it; never throws for a failing program. */
export async function runScript(script: string, args: string[], options: RunOptions = {}): Promise<Finished> {
  return runProgram(node24, [script, ...args], options);
}

/** Runs any program and waits for it; one that cannot be started ends with code 127. */
export async function runProgram(command: string, args: string[], options: RunOptions = {}): Promise<Finished> {
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    stdio: options.live ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  });
  // Whoever ends us ends the step too; an orphaned test run would hold ports and cores.
  const end = () => {
    child.kill('SIGTERM');
    process.exit(143);
  };
  process.once('SIGTERM', end);
  const pieces: string[] = [];
  child.stdout?.on('data', (piece: Buffer) => pieces.push(piece.toString()));
  child.stderr?.on('data', (piece: Buffer) => pieces.push(piece.toString()));
  const code = await new Promise<number>((resolve) => {
    child.on('error', (error) => {
      pieces.push(error.message);
      resolve(127);
    });
    child.on('close', (exitCode) => resolve(exitCode ?? 1));
  });
  process.off('SIGTERM', end);
  return { code, output: pieces.join('') };
}

/** Prints `name  1.2 s  ok|failed`, one aligned line a step. */
export function reportStep(name: string, startedAt: number, ok: boolean): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  say(`${name.padEnd(12)} ${seconds.padStart(6)} s  ${ok ? 'ok' : 'FAILED'}`);
}
