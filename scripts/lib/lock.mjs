import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';

/**
 * Runs `work` while `file` holds this process's id, so that two starts at once do not install or build over each other.
 * Contract: waits while the holder lives, takes over from a dead one, always removes its own file.
 * @template T
 * @param {string} file
 * @param {string} waiting said once when somebody else holds it
 * @param {(line: string) => void} say
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, waiting, say, work) {
  let told = false;
  while (!take(file)) {
    if (!told) say(waiting);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(/** @type {string} */ file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  if (isHeld(file)) return false;
  rmSync(file, { force: true });
  return false;
}

function isHeld(/** @type {string} */ file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // Created but not yet written by the other side.
    if (!pid) return Date.now() - statSync(file).mtimeMs < 5_000;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
