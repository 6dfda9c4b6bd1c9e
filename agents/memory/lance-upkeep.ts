/** Care of a LanceDB table, none of it on the way of a recall or a write: versions, indexes of words and places, an index of vectors. */
import { messageOf } from '../lib/error.ts';
import { again, guarded, type Store } from './lance-db.ts';

/** Rows that full text has not taken in are found all the same, but cost time. */
const tidyAtRows = 500;
const tidyAfterIdleMs = 600_000;
/** Among many writes upkeep takes a twentieth of the time at most: an index that is folded again is not tidied thousands of times. */
const restPerTidy = 20;
/** Nobody reads an older version for longer than this. */
const keptVersionsMs = 60_000;
/** From here on comparing a question with every vector takes longer than finding words does. */
const vectorIndexAtRows = 50_000;
const rowsPerPart = 4_096;
/** Parts of the index a question looks into, of all: hashed vectors lie too evenly for fewer. */
const lookedInto = 1 / 3;

export class LanceUpkeep {
  readonly #store: Store;
  /** The column of vectors in use; null = there is none. */
  readonly #column: () => string | null;
  #unindexed = 0;
  #isSearchable = false;
  #cancelTidy: () => void = () => undefined;
  #notBeforeMs = 0;
  #tidying: Promise<void> | null = null;
  #building: Promise<void> | null = null;
  /** Rows there were when the index of vectors was made; 0 = there is none. */
  #trained = 0;
  #isStopped = false;

  constructor(store: Store, column: () => string | null) {
    this.#store = store;
    this.#column = column;
  }

  get isSearchable(): boolean {
    return this.#isSearchable;
  }

  /** Looks at what there is. Contract: in the queue. */
  async open(): Promise<void> {
    const indices = await this.#store.rows.listIndices();
    const indexOn = (column: string) => indices.find((item) => item.columns.includes(column));
    const search = indexOn('search');
    this.#isSearchable = search !== undefined && indexOn('place') !== undefined && indexOn('shelf') !== undefined;
    this.#unindexed = (search && (await this.#store.rows.indexStats(search.name))?.numUnindexedRows) ?? 0;
    const column = this.#column();
    this.#trained = column !== null && indexOn(column) ? await this.#trainedOn(column) : 0;
  }

  /** How many parts of the vector index to look into; null = there is none, all is compared. */
  get probes(): number | null {
    return this.#trained === 0 ? null : probesFor(this.#trained);
  }

  /** Rows were written or moved. Contract: in the queue. */
  async changed(rows: number): Promise<void> {
    this.#unindexed += rows;
    if (!this.#isSearchable) await this.#makeSearchable();
    this.#tidyAfter(this.#unindexed < tidyAtRows ? tidyAfterIdleMs : this.#notBeforeMs - this.#store.clock.uptime());
  }

  /** Resolves when nothing is left to do; what was put off is done now. */
  async settled(): Promise<void> {
    for (;;) {
      if (this.#unindexed >= tidyAtRows) this.#startTidy();
      const work = this.#tidying ?? this.#building;
      if (work === null) return;
      await work;
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTidy();
    await this.#tidying;
    await this.#building;
  }

  /** Resolves when no index of vectors is being built. */
  async built(): Promise<void> {
    await this.#building;
  }

  /**
   * Leaves no byte of rows that were deleted: cleaning up alone leaves them in the indexes, which are made anew; that of vectors is
   * built again later. Contract: in the queue.
   */
  async purge(): Promise<void> {
    const { rows, facts } = this.#store;
    // With a tag on the table a cleanup throws and cleans nothing.
    const tags = await rows.tags();
    for (const name of Object.keys(await tags.list())) await tags.delete(name);
    const column = this.#column();
    const vectors = (await rows.listIndices()).find((item) => column !== null && item.columns.includes(column));
    if (vectors) await again(() => rows.dropIndex(vectors.name));
    this.#trained = 0;
    if (this.#isSearchable) await this.#makeSearchable();
    const options = { cleanupOlderThan: new Date(this.#store.clock.now() + 1_000), deleteUnverified: true };
    await again(() => rows.optimize(options));
    await again(() => facts.optimize(options));
    await this.#careForVectorIndex();
  }

  /** The table is another, empty one. */
  forget(): void {
    this.#unindexed = 0;
    this.#trained = 0;
    this.#isSearchable = false;
  }

  /** The one timer: a later write sets it anew. */
  #tidyAfter(ms: number): void {
    this.#cancelTidy();
    if (ms <= 0) this.#startTidy();
    else this.#cancelTidy = this.#store.clock.after(ms, () => this.#startTidy());
  }

  #startTidy(): void {
    // An index of vectors that is being built would lose against it; after that, the next write asks again.
    if (this.#tidying || this.#building || this.#isStopped) return;
    const fromMs = this.#store.clock.uptime();
    this.#tidying = this.#store
      .serial(() => this.#tidy())
      .catch((error: unknown) => this.#failed('was not tidied up', error))
      .finally(() => {
        const nowMs = this.#store.clock.uptime();
        this.#notBeforeMs = nowMs + restPerTidy * (nowMs - fromMs);
        this.#tidying = null;
      });
  }

  #failed(what: string, error: unknown): void {
    this.#unindexed = 0;
    this.#store.log(`memory index ${what}: ${messageOf(error)}`);
  }

  async #makeSearchable(): Promise<void> {
    const { Index } = this.#store.lance;
    const config = Index.fts({
      language: 'English',
      stem: true,
      removeStopWords: true,
      asciiFolding: true,
      lowercase: true,
      withPosition: false,
    });
    await again(() => this.#store.rows.createIndex('search', { config, replace: true }));
    // Not on the key, where it would bring duplicates back.
    await again(() => this.#store.rows.createIndex('place', { config: Index.btree(), replace: true }));
    await again(() => this.#store.rows.createIndex('shelf', { config: Index.bitmap(), replace: true }));
    this.#isSearchable = true;
    this.#unindexed = 0;
  }

  async #tidy(): Promise<void> {
    const cleanupOlderThan = new Date(this.#store.clock.now() - keptVersionsMs);
    await again(() => this.#store.rows.optimize({ cleanupOlderThan }));
    await again(() => this.#store.facts.optimize({ cleanupOlderThan }));
    this.#unindexed = 0;
    await this.#careForVectorIndex();
  }

  /** Starts building an index of vectors when there are enough, and again when there are twice as many: its parts were cut for fewer. */
  async #careForVectorIndex(): Promise<void> {
    const column = this.#column();
    const rows = await this.#store.rows.countRows();
    if (column === null || this.#building || rows < Math.max(vectorIndexAtRows, 2 * this.#trained)) return;
    this.#building = this.#build(column, rows)
      .catch((error: unknown) => this.#failed('of vectors was not built', error))
      .finally(() => (this.#building = null));
  }

  /** Beside the queue, for it takes a while. Exact distances: only which parts are looked into is a guess. */
  async #build(column: string, rows: number): Promise<void> {
    const fromMs = this.#store.clock.uptime();
    const config = this.#store.lance.Index.ivfFlat({
      distanceType: 'cosine',
      numPartitions: partsFor(rows),
      sampleRate: 64,
      maxIterations: 15,
    });
    await guarded(() => again(() => this.#store.rows.createIndex(column, { config, replace: true })));
    await this.#store.serial(() => this.#setFact(trainedFact(column), rows));
    this.#trained = rows;
    const seconds = (this.#store.clock.uptime() - fromMs) / 1000;
    this.#store.log(`memory index of vectors made of ${rows} rows in ${seconds.toFixed(1)} s`);
  }

  async #trainedOn(column: string): Promise<number> {
    const facts = (await this.#store.facts.query().toArray()) as { name: string; value: number }[];
    // Made, and the process ended before it was noted: as if made for few, it is made again soon.
    return facts.find(({ name }) => name === trainedFact(column))?.value ?? 1;
  }

  async #setFact(name: string, value: number): Promise<void> {
    await again(() =>
      this.#store.facts.mergeInsert('name').whenMatchedUpdateAll().whenNotMatchedInsertAll().execute([{ name, value }]),
    );
  }
}

/** Parts of the size LanceDB itself strives for: smaller ones it joins at the next upkeep. */
function partsFor(rows: number): number {
  return Math.ceil(rows / rowsPerPart);
}

/** How many parts of an index made of so many rows a question looks into. */
export function probesFor(trained: number): number {
  return Math.ceil(partsFor(trained) * lookedInto);
}

export function trainedFact(column: string): string {
  return `trained ${column}`;
}
