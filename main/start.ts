/** `npm start`: the desktop app where an Electron binary can be had, else the browser host, said in one line. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { packageFolder } from './config.ts';
import { electronBinary, electronFolder } from './electron-binary.ts';
import { runWeb } from './browser-host.ts';

const fetchWithinMs = 20_000;
/** What the loader and the shell give when a program or one of its libraries is missing. */
const cannotRun = 127;

/** Flags only the browser host understands: whoever gives one has chosen it. */
const browserFlags = ['--browser', '--port', '--open', '--no-open', '--host'];

async function main(argv: string[]): Promise<void> {
  const wantsBrowser = argv.some((word) => browserFlags.includes(word.split('=', 1)[0] ?? ''));
  const desktop = wantsBrowser ? null : await findDesktop();
  if (desktop && 'binary' in desktop) {
    const code = await runDesktop(desktop.binary, argv);
    if (code !== cannotRun) return void (process.exitCode = code);
  }
  const reason = desktop && ('reason' in desktop ? desktop.reason : 'its program does not run on this system');
  if (reason) process.stderr.write(`No desktop app here (${reason}); opening in the browser.\n`);
  const code = await runWeb(argv);
  if (code !== null) process.exit(code);
}

async function findDesktop(): Promise<{ binary: string } | { reason: string }> {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return { reason: 'there is no display' };
  const folder = electronFolder();
  if (!folder) return { reason: 'Electron is not installed' };
  const there = electronBinary(folder);
  if (there) return { binary: there };
  process.stderr.write('Fetching the desktop app (once, about 100 MB)…\n');
  await fetchBinary(folder);
  const fetched = electronBinary(folder);
  return fetched ? { binary: fetched } : { reason: 'its program could not be fetched' };
}

/** Runs the package's own installer; offline it fails, behind a dead proxy it hangs, and neither may hold up the start. */
async function fetchBinary(folder: string): Promise<void> {
  const installer = path.join(folder, 'install.js');
  if (!existsSync(installer)) return;
  await new Promise<void>((resolve) => {
    const child = spawn(process.execPath, [installer], { stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), fetchWithinMs);
    child.once('error', () => resolve());
    child.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** The desktop app as a child on this terminal; its exit code is ours. */
async function runDesktop(binary: string, argv: string[]): Promise<number> {
  const child = spawn(binary, [packageFolder(), ...argv], { stdio: 'inherit' });
  const stop = (): void => void child.kill('SIGTERM');
  process.on('SIGTERM', stop);
  process.once('disconnect', stop);
  // The terminal's group has told the app already.
  process.on('SIGINT', () => undefined);
  return new Promise((resolve) => {
    child.once('error', () => resolve(cannotRun));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

await main(process.argv.slice(2));
