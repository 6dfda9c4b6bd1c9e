// The one load every contender of the throughput bench carries, in plain JavaScript: a peer's process must not pay for reading TypeScript.
import { existsSync, statSync } from 'node:fs';

/**
 * What a contender is told. `file`: its database, in an empty folder. `warmUps`: runs before the clock starts, so that nobody is measured cold.
 * `callsPerTurn`: how many steps our own contenders propose in one turn; the peers have no turns.
 * @typedef {{ file: string, runs: number, steps: number, concurrency: number, warmUps: number, callsPerTurn: number }} Load
 *
 * What it measured. `stepMs`: how long each step took, in doing and in storing. `dbMb`: its database and the log beside it.
 * @typedef {{ wallMs: number, cpuMs: number, peakRssMb: number, dbMb: number, stepMs: number[] }} Carried
 */

/** Length of a step's result; no two are the same. */
export const resultBytes = 300;
const sentence = 'The renewal of the contract is due in the third quarter, and nobody has named a successor yet. ';

export function resultOf(/** @type {number} */ run, /** @type {number} */ step) {
  return `${run}/${step} `.padEnd(resultBytes, sentence);
}

/** @returns {Load} what the bench asked for */
export function loadAsked() {
  return JSON.parse(process.argv[2] ?? '{}');
}

/**
 * Carries the runs from `first` on, so many at once: whoever has ended one begins the next.
 * @param {number} first
 * @param {number} count
 * @param {number} concurrency
 * @param {(run: number) => Promise<void>} carryRun
 */
export async function inParallel(first, count, concurrency, carryRun) {
  let next = first;
  const work = async () => {
    while (next < first + count) await carryRun(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}

/**
 * Carries the load once warm and once measured, and prints what was measured as one JSON line.
 * `stored` counts the steps whose result the database holds in the end: all of them, or nothing was measured. `synchronous` as SQLite says it.
 * @param {Load} load
 * @param {{ carryRuns: (first: number, count: number) => Promise<void>, stepMs: number[], stored: () => number, synchronous: () => unknown }} contender
 */
export async function carry(load, { carryRuns, stepMs, stored, synchronous }) {
  await carryRuns(0, load.warmUps);
  stepMs.length = 0;
  const cpu = process.cpuUsage();
  const from = performance.now();
  await carryRuns(load.warmUps, load.runs);
  const wallMs = performance.now() - from;
  const { user, system } = process.cpuUsage(cpu);
  const peakRssMb = process.resourceUsage().maxRSS / 1024;
  const wanted = (load.warmUps + load.runs) * load.steps;
  const found = stored();
  if (found !== wanted) throw new Error(`${found} steps are stored, ${wanted} were carried`);
  if (synchronous() !== 2) throw new Error('the database does not flush every commit');
  const dbMb = (sizeOf(load.file) + sizeOf(`${load.file}-wal`)) / 1024 / 1024;
  /** @type {Carried} */
  const carried = { wallMs, cpuMs: (user + system) / 1000, peakRssMb, dbMb, stepMs };
  process.stdout.write(`${JSON.stringify(carried)}\n`);
}

function sizeOf(/** @type {string} */ file) {
  return existsSync(file) ? statSync(file).size : 0;
}
