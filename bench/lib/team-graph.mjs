// The one graph every contender of the team bench works through, in plain JavaScript: a peer's process must not pay for reading TypeScript.

/**
 * One part. `needs`: keys of parts that come before it. `thinkMs`: how long the model takes over each of its turns.
 * @typedef {{ key: string, needs: string[], thinkMs: number[] }} Part
 *
 * What a contender is told. `url`: the scripted model; `data`: an empty folder.
 * @typedef {{ url: string, data: string, width: number, layers: number, seed: number }} Load
 *
 * What it measured, over the whole graph.
 * @typedef {{ wallMs: number, cpuMs: number, peakRssMb: number, turns: number }} Worked
 */

/** Each part is a run of the loop bench: plan, list, six reads, the page, hand it in. */
const turnsPerPart = 10;
const thinkMinMs = 40;
const thinkMaxMs = 160;

/** @returns {Load} what the bench asked for */
export function loadAsked() {
  return JSON.parse(process.argv[2] ?? '{}');
}

/**
 * `layers` rows of `width` parts; each needs the one above it and that one's neighbour, so that a slow part holds up few others.
 * @param {Pick<Load, 'width' | 'layers' | 'seed'>} load
 * @returns {Part[]}
 */
export function graphOf({ width, layers, seed }) {
  const random = mulberry(seed);
  const parts = [];
  for (let layer = 0; layer < layers; layer += 1) {
    for (let place = 0; place < width; place += 1) {
      const needs =
        layer === 0 ? [] : [...new Set([place, (place + 1) % width])].map((above) => keyOf(layer - 1, above));
      const thinkMs = Array.from({ length: turnsPerPart }, () =>
        Math.round(thinkMinMs + random() * (thinkMaxMs - thinkMinMs)),
      );
      parts.push({ key: keyOf(layer, place), needs, thinkMs });
    }
  }
  return parts;
}

/**
 * A small graph that is worked through before the clock starts, so that nobody is measured cold.
 * @param {Load} load
 * @returns {Part[]}
 */
export function warmUpOf(load) {
  return graphOf({ ...load, layers: 3 }).map(({ key, needs }) => ({
    key: `warm-${key}`,
    needs: needs.map((need) => `warm-${need}`),
    thinkMs: Array.from({ length: turnsPerPart }, () => 1),
  }));
}

/**
 * The longest chain of thinking: no order of work can be faster than this.
 * @param {readonly Part[]} parts
 */
export function criticalPathMs(parts) {
  /** @type {Map<string, number>} */
  const ends = new Map();
  for (const { key, needs, thinkMs } of parts) {
    const from = Math.max(0, ...needs.map((need) => ends.get(need) ?? 0));
    ends.set(key, from + thinkMs.reduce((sum, ms) => sum + ms, 0));
  }
  return Math.max(0, ...ends.values());
}

/** The brief of a part; the scripted model tells it by the mark. @param {Part} part */
export function briefOf({ key }) {
  return `Write the page of ${key}. [script:${key}]`;
}

function keyOf(/** @type {number} */ layer, /** @type {number} */ place) {
  return `p-${layer + 1}-${place + 1}`;
}

/** Mulberry32, a small public-domain generator. @param {number} seed */
function mulberry(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
