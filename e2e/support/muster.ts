/** Starts the built product as a child, in the host a target names, and gives the page a person would see. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type Page } from '@playwright/test';

export type Target = 'web' | 'stand-in' | 'electron';

export interface Muster {
  page: Page;
  /** What the host printed so far, a line each. */
  lines: string[];
  /** Resolves with the first line, printed or still to come, that matches. */
  line(pattern: RegExp): Promise<string>;
  /** Ends it as a person does; resolves with the exit code when the process has ended. */
  stop(): Promise<number | null>;
  /** kill -9, of the engine too. `keepPage`: the person's browser stays open. */
  kill(options?: { keepPage: boolean }): Promise<number | null>;
  /** Asks the stand-in (its electron.ts lists what); no other host answers. */
  ask(question: Record<string, unknown>): Promise<unknown>;
}

export interface StartOptions {
  target: Target;
  /** The data folder; each test has its own. */
  data: string;
  browser: Browser;
  env?: Record<string, string>;
}

const root = path.resolve(import.meta.dirname, '../..');
const size = { width: 1440, height: 900 };

export async function startMuster(options: StartOptions): Promise<Muster> {
  const [program, args] = commandOf(options);
  const child = spawn(program, args, {
    cwd: root,
    env: { ...withoutKeys(process.env), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  const output = readLines(child);
  const close: (() => Promise<void>)[] = [];
  const page = await openPage(options, output, close);
  const end = async (signal: NodeJS.Signals, keepPage = false): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      // The child leads a group of its own, so that a kill reaches the engine's process as well.
      if (signal === 'SIGKILL' && child.pid !== undefined) process.kill(-child.pid, signal);
      else child.kill(signal);
      await ended;
    }
    if (!keepPage) for (const step of close.splice(0)) await step();
    return child.exitCode;
  };
  return {
    page,
    lines: output.lines,
    line: output.line,
    stop: () => end('SIGTERM'),
    kill: (options) => end('SIGKILL', options?.keepPage),
    ask: (question) => ask(child, question),
  };
}

function ask(child: ChildProcess, question: Record<string, unknown>): Promise<unknown> {
  const id = Math.random();
  const answered = new Promise<unknown>((resolve) => {
    const listen = (message: unknown) => {
      const answer = message as { id: number; value: unknown };
      if (answer.id !== id) return;
      child.off('message', listen);
      resolve(answer.value);
    };
    child.on('message', listen);
  });
  child.send({ id, question });
  return answered;
}

function commandOf({ target, data }: StartOptions): [program: string, args: string[]] {
  const folder = ['--data', data];
  if (target === 'web') return [process.execPath, ['dist/main/web.mjs', '--no-open', '--port', '0', ...folder]];
  if (target === 'stand-in') return [process.execPath, ['e2e/electron-stand-in/run.ts', ...folder]];
  // The package names its binary's path; it throws where none was downloaded.
  const electron = createRequire(import.meta.url)('electron') as string;
  return [electron, ['.', '--remote-debugging-port=0', ...folder]];
}

async function openPage(options: StartOptions, output: Output, close: (() => Promise<void>)[]): Promise<Page> {
  if (options.target === 'web') {
    const address = /http:\S+/.exec(await output.line(/Muster is at http/))?.[0] ?? '';
    const context = await options.browser.newContext({ viewport: size, permissions: ['notifications'] });
    close.push(() => context.close());
    const page = await context.newPage();
    await page.goto(address);
    return onBoard(page);
  }
  // The stand-in says its port in a line of its own, Electron in Chromium's.
  const line = await output.line(/stand-in: cdp \d+|DevTools listening on ws:/);
  const port = /cdp (\d+)|127\.0\.0\.1:(\d+)/.exec(line);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port?.[1] ?? port?.[2] ?? ''}`);
  close.push(() => browser.close());
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error(`${options.target} has no window`);
  return onBoard(page);
}

/** A page is there for a person once it shows the board. */
async function onBoard(page: Page): Promise<Page> {
  await page.getByRole('region', { name: 'Teammates' }).waitFor();
  return page;
}

interface Output {
  lines: string[];
  line(pattern: RegExp): Promise<string>;
}

/** Collects both streams by lines; `line` fails with all of them when the child ends without the one waited for. */
function readLines(child: ChildProcess): Output {
  const lines: string[] = [];
  const waiting = new Set<{ pattern: RegExp; resolve: (line: string) => void; reject: (error: Error) => void }>();
  const see = (line: string) => {
    lines.push(line);
    for (const wait of waiting) {
      if (!wait.pattern.test(line)) continue;
      waiting.delete(wait);
      wait.resolve(line);
    }
  };
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on('line', see);
  child.on('exit', (code) => {
    for (const wait of waiting) wait.reject(new Error(`Muster ended with ${code}:\n${lines.join('\n')}`));
    waiting.clear();
  });
  return {
    lines,
    line(pattern) {
      const known = lines.find((line) => pattern.test(line));
      if (known !== undefined) return Promise.resolve(known);
      return new Promise((resolve, reject) => waiting.add({ pattern, resolve, reject }));
    },
  };
}

/** A test never uses a key of whoever runs it. */
export function withoutKeys(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(env).filter(
    ([name, value]) => value !== undefined && !/^(ANTHROPIC|MUSTER_SEARCH)_/.test(name),
  );
  return Object.fromEntries(kept) as Record<string, string>;
}
