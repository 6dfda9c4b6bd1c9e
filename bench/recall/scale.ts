/** How long a recall takes among many memories: rows of our own making, the same every time, one scope of twenty asked. */
import { openLanceIndex } from '../../agents/memory/lance.ts';
import type { MemoryRow } from '../../agents/memory/memory.ts';
import type { Figures } from '../lib/bench.ts';
import { percentile, round, rssMb } from '../lib/stats.ts';

const scopes = 20;
const wordsPerRow = 25;
const rowsPerParent = 20;
const vocabulary = 20_000;
const batchRows = 5_000;
const questions = 200;
const warmUp = 20;

/** Fills an index of so many memories in a folder and asks it, one question after another. */
export async function measureScale(folder: string, rows: number, progress: (line: string) => void): Promise<Figures> {
  const index = await openLanceIndex(folder);
  const random = makeRandom(rows);
  const from = performance.now();
  for (let at = 0; at < rows; at += batchRows) {
    const size = Math.min(batchRows, rows - at);
    await index.apply(
      Array.from({ length: size }, (_, step) => rowAt(at + step, random)),
      at + size,
    );
  }
  progress(`${rows} memories in after ${round((performance.now() - from) / 1000, 1)} s`);
  const millis: number[] = [];
  let hits = 0;
  for (let asked = 0; asked < questions + warmUp; asked += 1) {
    const text = `what did subject${asked % 40} say of ${textOf(4, random)}`;
    const start = performance.now();
    const found = await index.recall({ text, scopes: [{ scope: 'team', scopeId: `s${asked % scopes}` }], limit: 20 });
    if (asked < warmUp) continue;
    millis.push(performance.now() - start);
    hits += found.length;
  }
  await index.stop();
  const name = `rows${rows / 1000}k`;
  return {
    [`${name}P50Ms`]: round(percentile(millis, 0.5), 1),
    [`${name}P95Ms`]: round(percentile(millis, 0.95), 1),
    [`${name}Hits`]: round(hits / questions, 1),
    [`${name}RssMb`]: rssMb(),
  };
}

function rowAt(number: number, random: () => number): MemoryRow {
  const parent = Math.floor(number / rowsPerParent);
  return {
    id: `mem_${number}`,
    rev: 1,
    kind: 'fact',
    scope: 'team',
    scopeId: `s${parent % scopes}`,
    subject: `subject${number % 40}`,
    text: textOf(wordsPerRow, random),
    claimId: null,
    authority: 'agent',
    author: 'tm_researcher',
    parentId: `t_${parent}`,
    pos: number % rowsPerParent,
    taskId: `t_${parent}`,
    runId: null,
    sourceUri: null,
    labels: { tainted: false, private: false, from: [] },
    status: 'active',
    sensitivity: 'internal',
    confidence: 0.7,
    validFromMs: null,
    validToMs: null,
    closedAtMs: null,
    retiredAtMs: null,
    recordedAtMs: 0,
    contentHash: `hash ${number}`,
  };
}

/** Words as language has them: a few are everywhere, most are rare. */
function textOf(words: number, random: () => number): string {
  return Array.from({ length: words }, () => `word${Math.floor(vocabulary ** random())}`).join(' ');
}

/** Numerical Recipes' generator: even enough for words, and the same on every machine. */
function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}
