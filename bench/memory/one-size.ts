/**
 * One size of the memory bench in a process of its own: `node … <options as JSON>`, prints one JSON line. `load` fills an index and ends;
 * `measure` opens it as a start of Muster does, so that nothing of the filling is in its memory.
 */
import { connect, type Table } from '@lancedb/lancedb';
import { hashEmbedder } from '../../agents/memory/embedders/hash.ts';
import { openLanceIndex } from '../../agents/memory/lance.ts';
import { isVectorColumn } from '../../agents/memory/lance-rows.ts';
import { probesFor, trainedFact } from '../../agents/memory/lance-upkeep.ts';
import type { MemoryIndex } from '../../agents/memory/memory.ts';
import { percentile, round, rssMb } from '../lib/stats.ts';
import { loadPerCore } from '../lib/surroundings.ts';
import { makeRandom, questionOf, rowAt } from './rows.ts';

export interface SizeOptions {
  folder: string;
  rows: number;
  /** Recalls after all else, over which the memory of the process is watched. */
  soak: number;
}

const batchRows = 5_000;
const questions = 200;
const warmUp = 40;
const writes = 300;
const storedWrites = 40;
const nearest = 60;

const [act, json] = process.argv.slice(2);
const options = JSON.parse(json ?? '{}') as SizeOptions;
const figures = act === 'load' ? await load(options) : await measure(options);
process.stdout.write(`${JSON.stringify(figures)}\n`);

async function load({ folder, rows }: SizeOptions): Promise<Record<string, number>> {
  const logged: string[] = [];
  const index = await openLanceIndex(folder, { log: (line) => logged.push(line) });
  const from = performance.now();
  for (let at = 0; at < rows; at += batchRows) {
    const size = Math.min(batchRows, rows - at);
    await index.apply(
      Array.from({ length: size }, (_, step) => rowAt(at + step)),
      at + size,
    );
  }
  await index.settled();
  const loadSeconds = (performance.now() - from) / 1000;
  await index.stop();
  const builds = logged.flatMap((line) => /of (\d+) rows in ([\d.]+) s/.exec(line)?.slice(1).map(Number) ?? []);
  const [builtRows, buildSeconds] = builds.slice(-2);
  return {
    loadSeconds: round(loadSeconds, 1),
    ...(builtRows !== undefined && { vectorIndexRows: builtRows, vectorIndexSeconds: buildSeconds ?? Number.NaN }),
  };
}

async function measure({ folder, rows, soak }: SizeOptions): Promise<Record<string, number>> {
  const from = performance.now();
  const index = await openLanceIndex(folder);
  const openSeconds = (performance.now() - from) / 1000;
  const random = makeRandom(rows);
  let peakMb = 0;
  const watch = setInterval(() => (peakMb = Math.max(peakMb, rssMb())), 50);
  const ask = async (): Promise<{ millis: number; isFound: boolean }> => {
    const { id, ...question } = questionOf(Math.floor(random() * rows));
    const start = performance.now();
    const hits = await index.recall({ ...question, limit: 20 });
    return { millis: performance.now() - start, isFound: hits.some(({ row }) => row.id === id) };
  };
  for (let at = 0; at < warmUp; at += 1) await ask();
  const asked: Awaited<ReturnType<typeof ask>>[] = [];
  for (let at = 0; at < questions; at += 1) asked.push(await ask());
  const loadWhileAsked = loadPerCore();
  const written = await write(index, rows, ask);
  const mostMb = round(peakMb, 0);
  const beforeSoak = rssMb();
  for (let at = 0; at < soak; at += 1) await ask();
  const soakGrowthMb = rssMb() - beforeSoak;
  clearInterval(watch);
  await index.stop();
  const millis = asked.map((answer) => answer.millis);
  return {
    recallP50Ms: round(percentile(millis, 0.5), 1),
    recallP95Ms: round(percentile(millis, 0.95), 1),
    // Those in the past and those whose claim another one answers are not to be found.
    foundShare: round(asked.filter(({ isFound }) => isFound).length / questions),
    ...written,
    rssMb: mostMb,
    ...(soak > 0 && { soakRecalls: soak, soakGrowthMb: round(soakGrowthMb, 0) }),
    openSeconds: round(openSeconds),
    loadPerCore: round(loadWhileAsked),
    ...(await candidateRecall(folder, rows)),
  };
}

/**
 * Single rows, one after another, while one recall after another goes on: until a recall finds them, and, for some, until they lie in the
 * table by themselves.
 */
async function write(
  index: MemoryIndex,
  rows: number,
  ask: () => Promise<{ millis: number }>,
): Promise<Record<string, number>> {
  const millis: number[] = [];
  const beside: number[] = [];
  let isWriting = true;
  const asking = (async () => {
    while (isWriting) beside.push((await ask()).millis);
  })();
  for (let at = 0; at < writes; at += 1) {
    // Every third one changes a memory that is there.
    const row = at % 3 === 2 ? { ...rowAt(at * 31), rev: 2 } : rowAt(rows + at);
    const start = performance.now();
    await index.apply([row], rows + at + 1);
    millis.push(performance.now() - start);
  }
  const stored: number[] = [];
  for (let at = 0; at < storedWrites; at += 1) {
    const start = performance.now();
    await index.apply([rowAt(rows + writes + at)], rows + writes + at + 1);
    await index.settled();
    stored.push(performance.now() - start);
  }
  isWriting = false;
  await asking;
  return {
    writeP50Ms: round(percentile(millis, 0.5), 1),
    writeP95Ms: round(percentile(millis, 0.95), 1),
    writeMostMs: round(Math.max(...millis), 0),
    storedP50Ms: round(percentile(stored, 0.5), 1),
    storedP95Ms: round(percentile(stored, 0.95), 1),
    recallBesideWritesP95Ms: round(percentile(beside, 0.95), 1),
  };
}

/** The share of the nearest that the index of vectors finds, against comparing with every one; nothing without such an index. */
async function candidateRecall(folder: string, rows: number): Promise<Record<string, number>> {
  const connection = await connect(folder);
  const table = await connection.openTable('memories');
  const facts = (await (await connection.openTable('facts')).query().toArray()) as { name: string; value: number }[];
  const column = (await table.schema()).fields.map(({ name }) => name).find(isVectorColumn) ?? '';
  const trained = facts.find(({ name }) => name === trainedFact(column))?.value;
  if (trained === undefined) return {};
  const random = makeRandom(rows + 1);
  let found = 0;
  for (let at = 0; at < 50; at += 1) {
    const question = questionOf(Math.floor(random() * rows));
    const [vector] = await hashEmbedder().embed([question.text], new AbortController().signal);
    const near = nearestTo(table, column, vector ?? new Float32Array(), question.scopes[0]?.scopeId ?? '');
    const all = new Set(await idsOf(near().bypassVectorIndex()));
    found += (await idsOf(near().nprobes(probesFor(trained)))).filter((id) => all.has(id)).length / all.size;
  }
  connection.close();
  return { vectorCandidateRecall: round(found / 50, 3) };
}

function nearestTo(table: Table, column: string, vector: Float32Array, scopeId: string) {
  return () =>
    table
      .query()
      .nearestTo(vector)
      .column(column)
      .distanceType('cosine')
      .where(`shelf = 'active agent/${scopeId}'`)
      .select(['id', '_distance'])
      .limit(nearest);
}

async function idsOf(query: { toArray(): Promise<unknown[]> }): Promise<string[]> {
  return ((await query.toArray()) as { id: string }[]).map(({ id }) => id);
}
