/** Children of a bench: what is measured runs in a process of its own, so that nothing else counts. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { appNodeVariables } from '../../scripts/lib/node-flags.mjs';

/** Starts this Node on a script, with the variables the app has; its stderr is ours. Contract: end it with `endChild`. */
export function startChild(
  script: string,
  args: readonly string[],
  nodeArgs: readonly string[] = [],
  stdin: 'ignore' | 'pipe' = 'ignore',
): ChildProcess {
  return spawn(process.execPath, [...nodeArgs, script, ...args], {
    stdio: [stdin, 'pipe', 'inherit'],
    env: { ...withoutModelVariables(), ...appNodeVariables },
  });
}

/** The first line of its stdout that matches. @throws Error when it ends before */
export async function lineOf(child: ChildProcess, pattern: RegExp): Promise<string> {
  if (!child.stdout) throw new Error('the child has no output');
  for await (const line of createInterface({ input: child.stdout })) if (pattern.test(line)) return line;
  throw new Error(
    `a process of the bench ended before it answered (${child.exitCode ?? child.signalCode ?? 'no code'})`,
  );
}

/** A child that answers each line it is sent with one line of JSON. */
export interface Partner {
  /** Reads the next line; `word` is sent before it when there is one. @throws Error when the child ends instead */
  ask(word?: string): Promise<unknown>;
  /** Closes its input and waits for its end. */
  end(): Promise<void>;
}

export function startPartner(script: string, args: readonly string[], nodeArgs: readonly string[] = []): Partner {
  const child = startChild(script, args, nodeArgs, 'pipe');
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('the child has no pipes');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return {
    async ask(word) {
      if (word !== undefined) stdin.write(`${word}\n`);
      const { value } = (await lines.next()) as IteratorResult<string, undefined>;
      if (value === undefined) throw new Error('a process of the bench ended before it answered');
      return JSON.parse(value);
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      stdin.end();
      await ended;
    },
  };
}

/** Runs a script to its end and reads the last line of its output as JSON. */
export async function answerOf<T>(
  script: string,
  args: readonly string[],
  nodeArgs: readonly string[] = [],
): Promise<T> {
  const child = startChild(script, args, nodeArgs);
  const ended = once(child, 'close');
  try {
    const line = await lineOf(child, /^\{/);
    await ended;
    return JSON.parse(line) as T;
  } finally {
    await endChild(child);
  }
}

/** Ends a child and waits until it is gone. Idempotent. */
export async function endChild(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/** A bench never uses a key or an address of whoever runs it. */
function withoutModelVariables(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ANTHROPIC_')));
}
