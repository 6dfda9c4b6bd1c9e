// Runs before and without node_modules, on any Node from 18 on: plain JavaScript, no dependencies.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';

/** The checkout's root folder, absolute. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

const windows = process.platform === 'win32';
const modules = path.join(root, 'node_modules');
const cache = path.join(root, '.cache');
const lockFile = path.join(root, 'package-lock.json');
const installed = path.join(modules, '.package-lock.json');
const stamp = path.join(modules, '.muster-lock');

/** Node 24 by its path: what PATH finds may be older and crashes native packages. */
export const node24 = path.join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');

/** Progress belongs on stderr: stdout is the command's own. */
export function say(/** @type {string} */ line) {
  process.stderr.write(`${line}\n`);
}

/** Ends the bootstrap with a sentence for the person and exit code 1. */
export class BootstrapError extends Error {}

/**
 * Makes sure that the locked dependencies, Node 24 and the `muster` link are there; a few milliseconds when they are.
 * Contract: safe to call from several processes at once: the others wait for the first.
 * @throws BootstrapError with a sentence that says what to do.
 */
export async function ensureInstalled() {
  if (!isInstalled()) {
    mkdirSync(cache, { recursive: true });
    await withLock(
      path.join(cache, 'install.lock'),
      'Another process is installing; waiting for it.',
      say,
      async () => {
        if (!isInstalled()) await install();
      },
    );
  }
  checkNode24();
  linkBin();
}

function isInstalled() {
  if (!existsSync(installed)) return false;
  if (!existsSync(lockFile) || statSync(installed).mtimeMs >= statSync(lockFile).mtimeMs) return true;
  // A checkout may touch the lock without changing it; then the content decides.
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash();
}

function lockHash() {
  return createHash('sha256').update(readFileSync(lockFile)).digest('hex');
}

async function install() {
  say('Installing the parts listed in package-lock.json (once, about a minute)…');
  const aside = freeOwnBinary();
  const failure = await npmCi(root, ['--include=dev']);
  if (aside !== null) rmSync(aside, { force: true });
  if (failure !== null) {
    throw new BootstrapError(
      `${failure}\nnpm ci failed, so nothing was started. ` +
        'Check the network and the message above, then run the same command again.',
    );
  }
  writeFileSync(stamp, lockHash());
}

/**
 * Installs what a folder's package-lock.json lists, with the npm this was started with.
 * @param {string} folder
 * @param {string[]} flags
 * @returns {Promise<string | null>} the end of npm's output when it failed, else null
 * @throws BootstrapError when there is no npm
 */
export async function npmCi(folder, flags) {
  const { command, args } = npmCommand();
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env };
  // A flag that npm took for its own configuration must not reach the inner npm, nor a global or dry run leak into it.
  for (const name of [
    'global',
    'location',
    'dry_run',
    'package',
    'call',
    'workspace',
    'workspaces',
    'local_prefix',
    'omit',
    'production',
  ]) {
    delete env[`npm_config_${name}`];
  }
  delete env.NODE_ENV;
  // Windows starts npm.cmd through a shell only.
  const shell = windows && args.length === 0;
  const child = spawn(command, [...args, 'ci', ...flags, '--no-audit', '--no-fund'], { cwd: folder, env, shell });
  child.stdin.end();
  let output = '';
  child.stdout.on('data', (piece) => (output += piece));
  child.stderr.on('data', (piece) => (output += piece));
  const code = await new Promise((resolve, reject) => {
    child.on('error', (error) =>
      reject(new BootstrapError(`npm could not be started (${error.message}). Install npm, then try again.`)),
    );
    child.on('close', resolve);
  });
  if (code === 0) return null;
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !line.includes('EBADENGINE'));
  return lines.slice(-25).join('\n');
}

/** Windows will not delete a running program: the runner's own node.exe is moved out of the folder npm is about to remove. */
function freeOwnBinary() {
  if (!windows || !process.execPath.toLowerCase().startsWith(modules.toLowerCase() + path.sep)) return null;
  const aside = path.join(cache, `node-${process.pid}.exe`);
  renameSync(process.execPath, aside);
  return aside;
}

/** @returns {{ command: string, args: string[] }} how to call npm: by the path it was started with, else from PATH */
function npmCommand() {
  const given = process.env.npm_execpath;
  // npx names its own script; npm's lies beside it. Another package manager's path is not npm's.
  const cli = given && path.join(path.dirname(given), 'npm-cli.js');
  if (!cli || !existsSync(cli)) return { command: 'npm', args: [] };
  // Node 24 lies in the folder that `npm ci` deletes first, so npm keeps the Node it came with.
  const own = process.env.npm_node_execpath;
  const outside = [own, process.execPath].find(
    (file) => file && existsSync(file) && !file.startsWith(modules + path.sep),
  );
  return outside ? { command: outside, args: [cli] } : { command: 'npm', args: [] };
}

function checkNode24() {
  if (existsSync(node24) && versionOf(node24).startsWith('v24.')) return;
  throw new BootstrapError(
    'Node 24 is missing from node_modules: the `node` package fetches it in its install script, ' +
      'and that script did not run (for example because of --ignore-scripts).\n' +
      'Delete node_modules and run the same command again without --ignore-scripts; ' +
      '`npm config get ignore-scripts` should say false.',
  );
}

function versionOf(/** @type {string} */ binary) {
  // Asking costs a process start; the package's own version file says the same about a binary that is there.
  try {
    return `v${JSON.parse(readFileSync(path.join(modules, 'node', 'package.json'), 'utf8')).version}`;
  } catch {
    return String(spawnSync(binary, ['--version'], { encoding: 'utf8' }).stdout ?? '').trim();
  }
}

/** npm links a root package's own `bin` nowhere; with this link `npx muster` is found at once. */
function linkBin() {
  const bin = path.join(modules, '.bin');
  const target = path.join('..', '..', 'scripts', 'muster.mjs');
  const link = path.join(bin, 'muster');
  try {
    if (windows) {
      if (existsSync(`${link}.cmd`)) return;
      writeFileSync(`${link}.cmd`, `@node "%~dp0\\..\\..\\scripts\\muster.mjs" %*\r\n`);
      writeFileSync(link, `#!/bin/sh\nexec node "$(dirname "$0")/../../scripts/muster.mjs" "$@"\n`);
      return;
    }
    if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() && readlinkSync(link) === target) return;
    rmSync(link, { force: true });
    symlinkSync(target, link);
    chmodSync(path.join(root, 'scripts', 'muster.mjs'), 0o755);
  } catch (error) {
    // A read-only checkout still works by path; only the short name is lost.
    if (!['EACCES', 'EPERM', 'EROFS', 'EEXIST'].includes(String(/** @type {any} */ (error).code))) throw error;
  }
}
