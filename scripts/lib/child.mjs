import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { node24, root } from './bootstrap.mjs';
import { appNodeFlags, appNodeVariables } from './node-flags.mjs';

const follow = pathToFileURL(path.join(root, 'scripts', 'lib', 'follow-parent.mjs')).href;

/**
 * Starts Node 24 on a script and resolves with the exit code once it has ended (128 + n after signal n).
 * The child inherits the terminal and ends itself when this process dies (follow-parent.mjs).
 * @param {string} script path from the root
 * @param {string[]} args
 * @param {{ tools?: boolean, env?: NodeJS.ProcessEnv, stdout?: 'inherit' | 'stderr' }} [options]
 *   `tools`: put node_modules/.bin first on PATH, for build and test commands; the app gets the person's own PATH and a small heap.
 *   `stdout: 'stderr'`: the child's output is progress and must not mix with the command's own.
 * @returns {Promise<number>}
 */
export function runNode(script, args, options = {}) {
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    ...(!options.tools && appNodeVariables),
    ...options.env,
    MUSTER_RUNNER_PID: String(process.pid),
  };
  if (options.tools) {
    const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
    env[name] = [path.join(root, 'node_modules', '.bin'), env[name]].filter(Boolean).join(path.delimiter);
  }
  const flags = options.tools ? [] : appNodeFlags;
  const child = spawn(node24, [...flags, '--import', follow, path.join(root, script), ...args], {
    env,
    stdio: ['inherit', options.stdout === 'stderr' ? 2 : 'inherit', 'inherit', 'ipc'],
  });
  const stop = forwardSignals(child);
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      stop();
      reject(error);
    });
    child.on('exit', (code, signal) => {
      stop();
      resolve(code ?? 128 + (signalNumbers[/** @type {keyof typeof signalNumbers} */ (signal)] ?? 1));
    });
  });
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/** Ctrl-C on a terminal reaches the child by itself, through the group; passing it on would make it two. */
function forwardSignals(/** @type {import('node:child_process').ChildProcess} */ child) {
  const grouped = process.stdin.isTTY === true;
  const handlers = /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGHUP', 'SIGTERM']).map((signal) => {
    const handle = () => {
      if (grouped && signal !== 'SIGTERM') return;
      // Windows has no signals to send: closing the channel asks for the same orderly end.
      if (process.platform === 'win32') {
        if (child.connected) child.disconnect();
      } else child.kill(signal);
    };
    process.on(signal, handle);
    return { signal, handle };
  });
  return () => {
    for (const { signal, handle } of handlers) process.off(signal, handle);
  };
}
