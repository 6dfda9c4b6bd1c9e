/** The memory index on LanceDB. One instance per data folder, which the host's lock makes sure of. */
import { messageOf } from '../lib/error.ts';
import { systemClock, type Clock } from '../lib/clock.ts';
import { assertOncePerId } from './batch.ts';
import { hashEmbedder } from './embedders/hash.ts';
import { again, guarded, oneOf, type Store } from './lance-db.ts';
import { FreshRows } from './fresh-rows.ts';
import { columns, factSchema, findable, fromStored, isVectorColumn, rowSchema, toStored } from './lance-rows.ts';
import { LanceUpkeep } from './lance-upkeep.ts';
import { LanceVectors } from './lance-vectors.ts';
import { nearestAsked, nearestOf } from './likeness.ts';
import type { Embedding, MemoryIndex, MemoryRow, RecallHit, RecallQuery } from './memory.ts';
import { choose, holding, placeOf, rankRows } from './rank.ts';

const idsADelete = 500;
const maxFound = 300;
const maxCandidates = 120;
/** A commit costs as much for many rows as for one, and so does each part it leaves for a recall to look into. */
const storeAtRows = 128;
const storeAfterMs = 1_000;
/** Whoever writes faster than this can be stored waits. */
const mostFresh = 1_024;
const indexCacheBytes = 64n << 20n;
const metadataCacheBytes = 32n << 20n;

export interface LanceOptions {
  clock: Clock;
  /** What memories are embedded with; null = nothing is, for whoever only looks. Left out = the built-in embedder. */
  embedding: Embedding | null;
  log: (line: string) => void;
}

/**
 * Opens the index in a folder of its own, making it when it is not there. Loads LanceDB now and not before.
 * Contract: writes go one after another; a batch that is repeated changes nothing. The folder may be deleted while it is
 * closed: the indexer folds it again.
 * @throws AppError `memory.unavailable` when LanceDB cannot be loaded on this platform, or the folder cannot be opened.
 */
export async function openLanceIndex(folder: string, options: Partial<LanceOptions> = {}): Promise<MemoryIndex> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? (() => undefined);
  const { embedding = { embedder: hashEmbedder(), privateMayLeave: false } } = options;
  return guarded(async () => {
    const lance = await import('@lancedb/lancedb');
    const session = new lance.Session(indexCacheBytes, metadataCacheBytes);
    // LanceDB caches by file; reading what another writer did is not needed, for there is none.
    const connection = await lance.connect(folder, { readConsistencyInterval: 0 }, session);
    const index = new LanceIndex({ lance, connection, clock, log }, embedding);
    await index.open();
    return index;
  });
}

class LanceIndex implements MemoryIndex {
  readonly #store: Store;
  readonly #vectors: LanceVectors;
  readonly #upkeep: LanceUpkeep;
  readonly #fresh = new FreshRows();
  #applied = 0;
  /** Begun and ended ones: a recall that failed across one is asked again. */
  #purges = 0;
  #storedSeq = 0;
  #isWaiting = false;
  #cancelStore: () => void = () => undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(base: Pick<Store, 'lance' | 'connection' | 'clock' | 'log'>, embedding: Embedding | null) {
    this.#store = { ...base, serial: (work) => this.#serial(work) } as Store;
    this.#upkeep = new LanceUpkeep(this.#store, () => this.#vectors.columns[0]?.name ?? null);
    this.#vectors = new LanceVectors(this.#store, embedding, (rows) => this.#upkeep.changed(rows));
  }

  async open(): Promise<void> {
    await this.#serial(async () => {
      const store = this.#store;
      const names = await store.connection.tableNames();
      if (!names.includes('memories') || !names.includes('facts')) return this.#empty();
      store.rows = await store.connection.openTable('memories');
      store.facts = await store.connection.openTable('facts');
      if (!(await this.#hasThisLayout())) return this.#empty();
      const { seq, isWhole } = await this.#survey();
      if (!isWhole) return this.#empty();
      this.#applied = this.#storedSeq = seq;
      await this.#vectors.open();
      await this.#upkeep.open();
      // An index of words that is missing is made with the next rows, which these are not: they are brought in again.
      if (!this.#upkeep.isSearchable) this.#applied = this.#storedSeq = 0;
    });
    this.#vectors.fill();
  }

  /** A row is found at once and stored soon, with those that come in the same second: a commit for each would slow down every recall. */
  async apply(rows: readonly MemoryRow[], appliedSeq: number): Promise<void> {
    assertOncePerId(rows);
    this.#fresh.put(rows);
    this.#applied = Math.max(this.#applied, appliedSeq);
    if (this.#fresh.size >= mostFresh) return this.#storeNow();
    this.#storeAfter(this.#fresh.size >= storeAtRows ? 0 : storeAfterMs);
  }

  async appliedSeq(): Promise<number> {
    return this.#applied;
  }

  async recall(query: RecallQuery): Promise<RecallHit[]> {
    // Readers do not wait for writers: a query sees the table as it is. Only a purge takes files away from under one.
    for (;;) {
      const purges = this.#purges;
      try {
        return await this.#recall(query);
      } catch (error) {
        if (purges === this.#purges) throw error;
      }
    }
  }

  #recall(query: RecallQuery): Promise<RecallHit[]> {
    return guarded(async () => {
      const { text, scopes, limit } = query;
      if (scopes.length === 0 || limit < 1) return [];
      const fresh = this.#fresh.seenBy(query);
      const where = findable(query);
      const [worded, near] = await Promise.all([this.#byWords(text, where), this.#byLikeness(query, where, fresh)]);
      const holders = [...fresh.without(worded), ...holding(text, fresh.found)];
      const found = new Map([...choose(text, holders, maxCandidates), ...near.rows].map((row) => [row.id, row]));
      const candidates = await this.#withNeighbours([...found.values()], where, fresh);
      return rankRows(text, candidates, limit, near.likenesses);
    });
  }

  async #byWords(text: string, where: string): Promise<MemoryRow[]> {
    if (!this.#upkeep.isSearchable) return [];
    const found = await this.#store.rows
      .query()
      .fullTextSearch(new this.#store.lance.MatchQuery(text, 'search'))
      .where(where)
      .select(['row', '_score'])
      .limit(maxFound)
      .toArrow();
    return rowsOf(found);
  }

  async #byLikeness(
    { text, mayLeave = false }: RecallQuery,
    where: string,
    fresh: ReturnType<FreshRows['seenBy']>,
  ): Promise<{ rows: MemoryRow[]; likenesses: Map<string, number> }> {
    const asked = await this.#vectors.question(text, mayLeave);
    if (asked === null) return { rows: [], likenesses: new Map() };
    const query = this.#store.rows
      .query()
      .nearestTo(asked.vector)
      .column(asked.column)
      .distanceType('cosine')
      .where(where)
      .select(['row', '_distance'])
      .limit(nearestAsked);
    const { probes } = this.#upkeep;
    const found = await (probes === null ? query : query.nprobes(probes)).toArrow();
    const distances = found.getChild('_distance');
    const stored = rowsOf(found).map((row, at) => ({ id: row.id, row, cosine: 1 - Number(distances?.get(at)) }));
    const near = [...fresh.without(stored), ...(await this.#vectors.nearTo(asked, fresh.found))];
    const likenesses = nearestOf(near, asked.floor);
    return { rows: near.filter(({ id }) => likenesses.has(id)).map(({ row }) => row), likenesses };
  }

  /**
   * Candidates and what stands beside them: a row whose neighbours hold the question's words may be the answer to it. Two steps, so
   * that the neighbours have theirs.
   */
  async #withNeighbours(
    found: MemoryRow[],
    where: string,
    fresh: ReturnType<FreshRows['seenBy']>,
  ): Promise<MemoryRow[]> {
    const known = new Set(found.map((row) => placeOf(row)));
    const missing = new Set<string>();
    for (const step of [-2, -1, 1, 2])
      for (const row of found) {
        const place = placeOf(row, step);
        if (place !== null && !known.has(place)) missing.add(place);
      }
    if (missing.size === 0) return found;
    const beside = await this.#store.rows
      .query()
      .where(`${oneOf('place', missing)} AND ${where}`)
      .select(['row'])
      .toArrow();
    return [...found, ...fresh.without(rowsOf(beside)), ...fresh.beside(missing)];
  }

  async count(): Promise<number> {
    await this.#storeNow();
    return this.#serial(() => this.#store.rows.countRows());
  }

  clear(): Promise<void> {
    this.#fresh.clear();
    return this.#serial(() => this.#empty());
  }

  async purge(ids: readonly string[]): Promise<void> {
    await this.#storeNow();
    // An index of vectors that is being built holds vectors of rows that go.
    await this.#upkeep.built();
    await this.#serial(async () => {
      for (let from = 0; from < ids.length; from += idsADelete)
        await again(() => this.#store.rows.delete(oneOf('id', ids.slice(from, from + idsADelete))));
      this.#purges += 1;
      await this.#upkeep.purge();
      this.#purges += 1;
    });
  }

  async embedWith(embedding: Embedding): Promise<void> {
    // What waits is counted as well.
    await this.#storeNow().catch((error: unknown) => this.#tell(error));
    return this.#vectors.embedWith(embedding);
  }

  progress(): ReturnType<MemoryIndex['progress']> {
    return this.#vectors.progress;
  }

  async settled(): Promise<void> {
    await this.#storeNow();
    await this.#vectors.settled();
    await this.#upkeep.settled();
  }

  async stop(): Promise<void> {
    this.#cancelStore();
    // What cannot be stored now is in the journal, and is brought in again at the next start.
    await this.#storeNow().catch((error: unknown) => this.#tell(error));
    await this.#vectors.stop();
    await this.#upkeep.stop();
    await this.#queue;
    this.#store.rows.close();
    this.#store.facts.close();
    this.#store.connection.close();
  }

  #storeAfter(ms: number): void {
    if (this.#isWaiting && ms > 0) return;
    this.#cancelStore();
    this.#isWaiting = true;
    const store = (): void => void this.#storeNow().catch((error: unknown) => this.#tell(error));
    if (ms === 0) store();
    else this.#cancelStore = this.#store.clock.after(ms, store);
  }

  #tell(error: unknown): void {
    this.#store.log(`memories are not stored yet: ${messageOf(error)}`);
  }

  /** Stores what waits. Contract: on a failure all of it waits on, and the next row or call tries again. */
  async #storeNow(): Promise<void> {
    this.#cancelStore();
    this.#isWaiting = false;
    await this.#serial(async () => {
      const [rows, seq] = [this.#fresh.all(), this.#applied];
      if (rows.length > 0) await this.#merge(rows, seq);
      else if (seq > this.#storedSeq) await this.#noteApplied(seq);
      this.#storedSeq = seq;
      this.#fresh.drop(rows);
    });
  }

  /**
   * Rows and how far they bring the index, in one commit. `useIndex(false)`: with an index on the key, concurrent merges have made
   * duplicates (lancedb#3377).
   */
  async #merge(rows: readonly MemoryRow[], appliedSeq: number): Promise<void> {
    const stored = await this.#vectors.withVectors(rows.map((row) => toStored(row, appliedSeq)));
    const data = this.#store.lance.makeArrowTable(stored, { schema: rowSchema(this.#vectors.columns) });
    await again(() =>
      this.#store.rows
        .mergeInsert('id')
        .whenMatchedUpdateAll({ where: 'target.rev < source.rev' })
        .whenNotMatchedInsertAll()
        .useIndex(false)
        .execute(data),
    );
    await this.#upkeep.changed(rows.length);
    this.#vectors.fill();
  }

  /** For events that changed no row: all others carry it themselves. */
  async #noteApplied(value: number): Promise<void> {
    await again(() =>
      this.#store.facts
        .mergeInsert('name')
        .whenMatchedUpdateAll()
        .whenNotMatchedInsertAll()
        .execute([{ name: 'applied', value }]),
    );
  }

  /** Makes both tables anew: whatever is interrupted here is folded again. */
  async #empty(): Promise<void> {
    const store = this.#store;
    for (const name of await store.connection.tableNames()) await store.connection.dropTable(name);
    store.facts = await store.connection.createEmptyTable('facts', factSchema());
    await store.facts.setUnenforcedPrimaryKey('name');
    store.rows = await store.connection.createEmptyTable('memories', rowSchema());
    await store.rows.setUnenforcedPrimaryKey('id');
    this.#applied = this.#storedSeq = 0;
    this.#upkeep.forget();
    await this.#vectors.open();
  }

  /** An index that an older Muster made has other columns; it is folded again, for the journal has it all. Vectors are only added. */
  async #hasThisLayout(): Promise<boolean> {
    const { fields } = await this.#store.rows.schema();
    const names = fields.map(({ name }) => name).filter((name) => !isVectorColumn(name));
    return names.join() === columns.join();
  }

  /** How far the index is, and whether each id is there once. */
  async #survey(): Promise<{ seq: number; isWhole: boolean }> {
    const facts = (await this.#store.facts.query().toArray()) as { name: string; value: number }[];
    let seq = facts.find(({ name }) => name === 'applied')?.value ?? 0;
    const ids = new Set<string>();
    let count = 0;
    for await (const batch of this.#store.rows.query().select(['id', 'appliedSeq'])) {
      const [id, applied] = [batch.getChild('id'), batch.getChild('appliedSeq')];
      for (let at = 0; at < batch.numRows; at += 1) {
        ids.add(String(id?.get(at)));
        seq = Math.max(seq, Number(applied?.get(at)));
      }
      count += batch.numRows;
    }
    return { seq: count === 0 ? 0 : seq, isWhole: ids.size === count };
  }

  #serial<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(() => guarded(work));
    // The queue goes on after a failure, which the caller hears of.
    this.#queue = done.catch(() => undefined);
    return done;
  }
}

function rowsOf(found: { getChild(name: 'row'): Iterable<unknown> | null }): MemoryRow[] {
  return [...(found.getChild('row') ?? [])].map((row) => fromStored(String(row)));
}
