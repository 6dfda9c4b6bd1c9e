/** The memory index on LanceDB: the only file that loads it. One instance per data folder, which the host's lock makes sure of. */
import { createRequire } from 'node:module';
import type * as Lance from '@lancedb/lancedb';
import type * as Arrow from 'apache-arrow';
import { AppError } from '../lib/error.ts';
import { systemClock, type Clock } from '../lib/clock.ts';
import { assertOncePerId } from './batch.ts';
import {
  columns,
  fromStored,
  nullableColumns,
  storedColumns,
  toCandidate,
  toStored,
  type StoredCandidate,
  type StoredRow,
} from './lance-rows.ts';
import type { MemoryIndex, MemoryRow, RecallHit, RecallQuery } from './memory.ts';
import { choose, placeOf, rankRows } from './rank.ts';

const maxFound = 300;
const maxCandidates = 120;
const optimizeAtRows = 200;
const conflictTries = 5;
const indexCacheBytes = 64n << 20n;
const metadataCacheBytes = 32n << 20n;
const keptVersionsMs = 3_600_000;

/**
 * Opens the index in a folder of its own, making it when it is not there. Loads LanceDB now and not before.
 * Contract: writes go one after another; a batch that is repeated changes nothing. The folder may be deleted while it is
 * closed: the indexer folds it again.
 * @throws AppError `memory.unavailable` when LanceDB cannot be loaded on this platform, or the folder cannot be opened.
 */
export async function openLanceIndex(folder: string, clock: Clock = systemClock): Promise<MemoryIndex> {
  return guarded(async () => {
    const lancedb = await import('@lancedb/lancedb');
    const session = new lancedb.Session(indexCacheBytes, metadataCacheBytes);
    // LanceDB caches by file; reading what another writer did is not needed, for there is none.
    const connection = await lancedb.connect(folder, { readConsistencyInterval: 0 }, session);
    const index = new LanceIndex(connection, clock, lancedb);
    await index.open();
    return index;
  });
}

class LanceIndex implements MemoryIndex {
  readonly #connection: Lance.Connection;
  readonly #clock: Clock;
  readonly #lance: typeof Lance;
  #rows!: Lance.Table;
  #cursor!: Lance.Table;
  #searchable = false;
  /** Rows the full-text index has not taken in; they are found, but cost time. */
  #unindexed = 0;
  #waiting = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(connection: Lance.Connection, clock: Clock, lance: typeof Lance) {
    this.#connection = connection;
    this.#clock = clock;
    this.#lance = lance;
  }

  async open(): Promise<void> {
    const names = await this.#connection.tableNames();
    // One without the other would hide memories or forget how far they go, so the two stand or fall together.
    if (!names.includes('memories') || !names.includes('cursor')) return this.#empty();
    this.#rows = await this.#connection.openTable('memories');
    this.#cursor = await this.#connection.openTable('cursor');
    if (!(await this.#hasThisLayout())) return this.#empty();
    const indices = await this.#rows.listIndices();
    const indexOn = (column: string) => indices.find((item) => item.columns.includes(column));
    const search = indexOn('search');
    // Made before the cursor of the first rows is stored: when one is missing, the rows are brought in again.
    this.#searchable = search !== undefined && indexOn('place') !== undefined;
    this.#unindexed = (search && (await this.#rows.indexStats(search.name))?.numUnindexedRows) ?? 0;
    if (await this.#hasDuplicates()) await this.#empty();
  }

  apply(rows: readonly MemoryRow[], appliedSeq: number): Promise<void> {
    assertOncePerId(rows);
    return this.#serial(async () => {
      if (rows.length > 0) {
        await this.#merge(this.#rows, 'id', 'target.rev < source.rev', rows.map(toStored));
        this.#unindexed += rows.length;
        if (!this.#searchable) await this.#makeSearchable();
      }
      await this.#merge(this.#cursor, 'name', 'target.seq < source.seq', [{ name: 'applied', seq: appliedSeq }]);
      if (this.#unindexed >= optimizeAtRows && this.#waiting === 1) await this.#tidy();
    });
  }

  appliedSeq(): Promise<number> {
    return this.#serial(async () => {
      const [row] = (await this.#cursor.query().select(['seq']).limit(1).toArray()) as { seq: number }[];
      return row?.seq ?? 0;
    });
  }

  recall({ text, scopes, limit, asOf }: RecallQuery): Promise<RecallHit[]> {
    // Readers do not wait for writers: a query sees the table as it is.
    return guarded(async () => {
      if (!this.#searchable || scopes.length === 0 || limit < 1) return [];
      const inScope = scopes
        .map(({ scope, scopeId }) => `(scope = ${quote(scope)} AND scopeId = ${quote(scopeId)})`)
        .join(' OR ');
      const where = `${standing(asOf)} AND (${inScope})`;
      const found = (await this.#rows
        .query()
        .fullTextSearch(new this.#lance.MatchQuery(text, 'search'))
        .where(where)
        .select([...storedColumns, '_score'])
        .limit(maxFound)
        .toArray()) as StoredRow[];
      const candidates = await this.#withNeighbours(choose(text, found.map(toCandidate), maxCandidates), where);
      const whole = (row: StoredCandidate | null): MemoryRow | null => row && fromStored(row.stored);
      return rankRows(text, candidates, limit).map(({ row, before, after, ...hit }) => ({
        row: fromStored(row.stored),
        before: whole(before),
        after: whole(after),
        ...hit,
      }));
    });
  }

  /**
   * Candidates and what stands beside them: a row whose neighbours hold the question's words may be the answer to it. Two steps, so
   * that the neighbours have theirs.
   */
  async #withNeighbours(found: StoredCandidate[], where: string): Promise<StoredCandidate[]> {
    const known = new Set(found.map((row) => placeOf(row)));
    const missing = new Set<string>();
    for (const step of [-2, -1, 1, 2])
      for (const row of found) {
        const place = placeOf(row, step);
        if (place !== null && !known.has(place)) missing.add(place);
      }
    if (missing.size === 0) return found;
    const beside = (await this.#rows
      .query()
      .where(`place IN (${[...missing].map(quote).join(', ')}) AND ${where}`)
      .select([...storedColumns])
      .toArray()) as StoredRow[];
    return [...found, ...beside.map(toCandidate)];
  }

  count(): Promise<number> {
    return this.#serial(() => this.#rows.countRows());
  }

  clear(): Promise<void> {
    return this.#serial(() => this.#empty());
  }

  async stop(): Promise<void> {
    await this.#queue;
    this.#rows.close();
    this.#cursor.close();
    this.#connection.close();
  }

  async #create(name: string, schema: Arrow.Schema, key: string): Promise<Lance.Table> {
    const table = await this.#connection.createEmptyTable(name, schema);
    await table.setUnenforcedPrimaryKey(key);
    return table;
  }

  /** Makes both tables anew, the cursor gone first: whatever is interrupted here is folded again. */
  async #empty(): Promise<void> {
    for (const name of ['cursor', 'memories']) {
      if ((await this.#connection.tableNames()).includes(name)) await this.#connection.dropTable(name);
    }
    this.#rows = await this.#create('memories', rowSchema(), 'id');
    this.#cursor = await this.#create('cursor', cursorSchema(), 'name');
    this.#searchable = false;
    this.#unindexed = 0;
  }

  /** An index that an older Muster made has other columns; it is folded again, for the journal has it all. */
  async #hasThisLayout(): Promise<boolean> {
    const { fields } = await this.#rows.schema();
    return fields.map(({ name }) => name).join() === columns.join();
  }

  async #hasDuplicates(): Promise<boolean> {
    const rows = (await this.#rows.query().select(['id']).toArray()) as { id: string }[];
    return new Set(rows.map((row) => row.id)).size !== rows.length;
  }

  /** `useIndex(false)`: with an index on the key, concurrent merges have made duplicates (lancedb#3377). */
  async #merge(table: Lance.Table, key: string, where: string, rows: Record<string, unknown>[]): Promise<void> {
    await again(() =>
      table.mergeInsert(key).whenMatchedUpdateAll({ where }).whenNotMatchedInsertAll().useIndex(false).execute(rows),
    );
  }

  async #makeSearchable(): Promise<void> {
    const config = this.#lance.Index.fts({
      language: 'English',
      stem: true,
      removeStopWords: true,
      asciiFolding: true,
      lowercase: true,
      withPosition: false,
    });
    await again(() => this.#rows.createIndex('search', { config, replace: true }));
    // Not on the key, where it would bring the duplicates back.
    await again(() => this.#rows.createIndex('place', { config: this.#lance.Index.btree(), replace: true }));
    this.#searchable = true;
    this.#unindexed = 0;
  }

  async #tidy(): Promise<void> {
    const cleanupOlderThan = new Date(this.#clock.now() - keptVersionsMs);
    await again(() => this.#rows.optimize({ cleanupOlderThan }));
    await again(() => this.#cursor.optimize({ cleanupOlderThan }));
    this.#unindexed = 0;
  }

  #serial<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const done = this.#queue.then(() => guarded(work)).finally(() => (this.#waiting -= 1));
    // The queue goes on after a failure, which the caller hears of.
    this.#queue = done.catch(() => undefined);
    return done;
  }
}

function arrow(): typeof Arrow {
  // LanceDB loads the CommonJS build; fields of the ESM build are strangers to it.
  return createRequire(import.meta.url)('apache-arrow') as typeof Arrow;
}

const numbers: ReadonlySet<string> = new Set([
  'rev',
  'confidence',
  'validFromMs',
  'validToMs',
  'recordedAtMs',
  'closedAtMs',
  'retiredAtMs',
]);

/** The schema written out: what plain objects would become cannot be indexed, and the key must not be nullable. */
function rowSchema(): Arrow.Schema {
  const { Field, Float64, Int32, Schema, Utf8 } = arrow();
  const typeOf = (column: string) =>
    column === 'pos' ? new Int32() : numbers.has(column) ? new Float64() : new Utf8();
  return new Schema(columns.map((column) => new Field(column, typeOf(column), nullableColumns.has(column))));
}

/** One row per name: how far the index is. */
function cursorSchema(): Arrow.Schema {
  const { Field, Float64, Schema, Utf8 } = arrow();
  return new Schema([new Field('name', new Utf8(), false), new Field('seq', new Float64(), false)]);
}

/** What may be found: what is in use now, or what was known at one time to hold at another. */
function standing(asOf: RecallQuery['asOf']): string {
  if (!asOf) return "status IN ('active', 'disputed')";
  const [world, system] = [Math.trunc(asOf.worldMs), Math.trunc(asOf.systemMs)];
  return [
    "status NOT IN ('quarantined', 'erased')",
    `recordedAtMs <= ${system}`,
    `(retiredAtMs IS NULL OR retiredAtMs > ${system})`,
    `(validFromMs IS NULL OR validFromMs <= ${world})`,
    `(closedAtMs IS NULL OR closedAtMs > ${system} OR validToMs > ${world})`,
  ].join(' AND ');
}

/** LanceDB's predicates are SQL text without parameters; nothing else in Muster writes one. */
function quote(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** LanceDB does not repeat a commit that lost against its own upkeep ("Retryable commit conflict", lancedb#1597). */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= conflictTries || !(error instanceof Error) || !error.message.includes('Retryable')) throw error;
    }
  }
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new AppError('memory.unavailable', `The team's memory cannot be used: ${message}`, {
      retryable: true,
      cause: error,
    });
  }
}
