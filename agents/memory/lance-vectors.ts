/** The vectors in a LanceDB table: one column for each embedder, filled with each write or in the background, never mixed. */
import { messageOf } from '../lib/error.ts';
import { createHash } from 'node:crypto';
import { untilAborted } from '../lib/until-aborted.ts';
import { checkedVectors, EmbedderError, likenessOf, type Embedder } from './embedders/embedder.ts';
import { hashEmbedder } from './embedders/hash.ts';
import { again, guarded, oneOf, type Store } from './lance-db.ts';
import { columns, isVectorColumn, rowSchema, toStored, vectorColumnOf, type StoredRow } from './lance-rows.ts';
import { floorOf } from './likeness.ts';
import type { Embedding, MemoryRow, Reindexing } from './memory.ts';

/** Rows that get their vectors in one commit: what an embedder elsewhere has given is not lost for long. */
const fillRows = { instant: 1024, other: 256 };
/** A question does not wait for an embedder that is slow today. */
const questionMs = 1_000;
/** Nor does each of them wait for one that has just failed. */
const restMs = 30_000;
const retryFillMs = 60_000;

interface Column {
  name: string;
  dim: number;
  /** null = it was made by an embedder that is not at hand. */
  embedding: Embedding | null;
}

const atHand: Embedding = { embedder: hashEmbedder(), privateMayLeave: false };
const builtIn: Column = { ...columnOf(atHand.embedder), embedding: atHand };

/** What a question is compared with. */
interface AskedVector {
  column: string;
  vector: Float32Array;
  floor: number;
}

/**
 * The state lies in the table's own columns, so that a crash needs no repair: the wanted embedder's column alone = all is well; another
 * one before it = that one is complete and in use until the wanted one is, and dropping it is the switch.
 */
export class LanceVectors {
  readonly #store: Store;
  /** Told of rows that were moved, which the full-text index has to take in again. */
  readonly #onMoved: (rows: number) => Promise<void>;
  readonly #floors = new Map<Embedder, Promise<number>>();
  readonly #stopping = new AbortController();
  #columns: Column[] = [];
  /** Ends what is asked of an embedder that is not wanted any more. */
  #changing = new AbortController();
  #wanted: Embedding;
  /** Whoever only looks changes no vector: some have cost money. */
  #onlyLooks: boolean;
  #progress: Reindexing | null = null;
  #filling: Promise<void> = Promise.resolve();
  #isFilling = false;
  #isMute = false;
  /** On the clock's uptime. */
  #restsUntilMs = 0;

  constructor(store: Store, wanted: Embedding | null, onMoved: (rows: number) => Promise<void>) {
    this.#store = store;
    this.#wanted = wanted ?? atHand;
    this.#onlyLooks = wanted === null;
    this.#onMoved = onMoved;
  }

  /** The columns of vectors, in the table's order. */
  get columns(): readonly Column[] {
    return this.#columns;
  }

  get progress(): Reindexing | null {
    return this.#progress;
  }

  /** Brings the table's columns to what the wanted embedder needs. Contract: in the queue, before anything is written. */
  async open(): Promise<void> {
    const { fields } = await this.#store.rows.schema();
    // The built-in embedder is at hand after any start, so its vectors serve until a change that was cut short is done.
    const known = new Map([builtIn, ...this.#columns].map((column) => [column.name, column.embedding]));
    const present = fields
      .filter(({ name }) => isVectorColumn(name))
      .map(({ name, type }): Column => ({ name, dim: Number(type.listSize), embedding: known.get(name) ?? null }));
    if (this.#onlyLooks) {
      this.#columns = present;
      return;
    }
    const wanted: Column = { ...columnOf(this.#wanted.embedder), embedding: this.#wanted };
    const [first] = present;
    const isThere = present.some(({ name }) => name === wanted.name);
    const kept = first === undefined || first.name === wanted.name ? [] : [first];
    const dropped = present.filter(({ name }) => name !== wanted.name && name !== kept[0]?.name);
    if (dropped.length > 0) await again(() => this.#store.rows.dropColumns(dropped.map(({ name }) => name)));
    if (!isThere)
      await again(() => this.#store.rows.addColumns([{ name: wanted.name, valueSql: emptyOf(wanted.dim) }]));
    this.#columns = [...kept, wanted];
    const total = await this.#store.rows.countRows(this.#embeddable());
    const missing = await this.#store.rows.countRows(this.#missing());
    this.#progress = missing === 0 && kept.length === 0 ? null : this.#progressOf(total - missing, total);
  }

  async embedWith(embedding: Embedding): Promise<void> {
    await this.#store.serial(async () => {
      this.#wanted = embedding;
      this.#onlyLooks = false;
      this.#isMute = false;
      this.#restsUntilMs = 0;
      this.#changing.abort(new Error('another embedder was chosen'));
      this.#changing = new AbortController();
      // Those at hand are remembered, so that questions are compared with the complete column until the switch.
      await this.open();
    });
    this.fill();
  }

  /** The rows with their vectors. Contract: in the queue. An embedder that takes its time gives them later, in the background. */
  async withVectors(rows: readonly StoredRow[]): Promise<Record<string, unknown>[]> {
    const vectors = await Promise.all(this.#columns.map((column) => this.#vectorsFor(column, rows)));
    return rows.map((row) => ({
      ...row,
      ...Object.fromEntries(this.#columns.map(({ name }, index) => [name, vectors[index]?.get(row.id) ?? null])),
    }));
  }

  /** The question's vector and the column it may be compared with; null = words have to do. */
  async question(text: string, mayLeave: boolean): Promise<AskedVector | null> {
    const [column] = this.#columns;
    if (!column?.embedding || text.trim() === '') return null;
    const { embedder, privateMayLeave } = column.embedding;
    if (!embedder.isLocal && !privateMayLeave && !mayLeave) return null;
    if (this.#store.clock.uptime() < this.#restsUntilMs) return null;
    const late = new AbortController();
    const slow = `The embedder did not answer a question within ${questionMs / 1000} s.`;
    const cancel = this.#store.clock.after(questionMs, () => late.abort(new EmbedderError(slow, { retryable: true })));
    try {
      // Some embedders cannot be stopped.
      const answered = Promise.all([this.#floorOf(embedder), embedder.embed([text], late.signal)]);
      const [floor, given] = await untilAborted(answered, late.signal);
      const [vector] = checkedVectors(given, 1, embedder);
      return vector === undefined ? null : { column: column.name, vector, floor };
    } catch (error) {
      if (!this.#isMute) this.#store.log(`memory is searched by words alone: ${messageOf(error)}`);
      this.#isMute = true;
      this.#restsUntilMs = this.#store.clock.uptime() + restMs;
      return null;
    } finally {
      cancel();
    }
  }

  /** How near rows lie that are not stored yet. Those of an embedder that takes its time have no vector yet, and are found by words. */
  async nearTo(
    { column, vector }: AskedVector,
    rows: readonly MemoryRow[],
  ): Promise<{ id: string; row: MemoryRow; cosine: number }[]> {
    const embedding = this.#columns.find(({ name }) => name === column)?.embedding;
    if (!embedding?.embedder.isInstant) return [];
    const seen = rows.filter((row) => mayEmbed(toStored(row, 0), embedding));
    const texts = seen.map((row) => toStored(row, 0).search);
    const vectors = await vectorsOf(embedding.embedder, texts, this.#stopping.signal);
    return seen.map((row, at) => ({ id: row.id, row, cosine: likenessOf(vector, vectors[at] ?? []) }));
  }

  /** Gives vectors to all that lack one, in the background. */
  fill(): void {
    if (this.#onlyLooks || this.#isFilling || this.#stopping.signal.aborted) return;
    this.#isFilling = true;
    this.#filling = this.#fillAll()
      .catch((error: unknown) => this.#store.log(`memories are not embedded: ${messageOf(error)}`))
      .finally(() => (this.#isFilling = false));
  }

  settled(): Promise<void> {
    return this.#filling;
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('the memory index is being closed'));
    await this.#filling;
  }

  async #vectorsFor(
    { name, embedding }: Column,
    rows: readonly StoredRow[],
  ): Promise<Map<string, Float32Array | null>> {
    const seen = rows.filter((row) => embedding !== null && mayEmbed(row, embedding));
    if (embedding === null || seen.length === 0) return new Map();
    if (!embedding.embedder.isInstant) return this.#kept(name, seen);
    const vectors = await vectorsOf(
      embedding.embedder,
      seen.map(({ search }) => search),
      this.#stopping.signal,
    );
    return new Map(seen.map(({ id }, at) => [id, vectors[at] ?? null]));
  }

  /** The vectors of rows whose text is as it was: only what is said of them has changed. */
  async #kept(column: string, rows: readonly StoredRow[]): Promise<Map<string, Float32Array | null>> {
    const texts = new Map(rows.map(({ id, search }) => [id, search]));
    const stored = (await this.#store.rows
      .query()
      .where(`${oneOf('id', texts.keys())} AND ${column} IS NOT NULL`)
      .select(['id', 'search', column])
      .toArray()) as Record<string, unknown>[];
    return new Map(
      stored.flatMap((row) =>
        texts.get(String(row.id)) === row.search ? [[String(row.id), numbersOf(row[column])] as const] : [],
      ),
    );
  }

  #floorOf(embedder: Embedder): Promise<number> {
    const known = this.#floors.get(embedder);
    if (known !== undefined) return known;
    const floor = floorOf(embedder, this.#stopping.signal);
    this.#floors.set(embedder, floor);
    floor.catch(() => this.#floors.delete(embedder));
    return floor;
  }

  async #fillAll(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const signal = AbortSignal.any([this.#stopping.signal, this.#changing.signal]);
      try {
        const rows = await guarded(() => this.#lacking());
        if (rows.length > 0) await this.#embed(rows, signal);
        else if (await this.#store.serial(() => this.#switch())) return;
      } catch (error) {
        if (signal.aborted) continue;
        if (!(error instanceof EmbedderError) || !error.retryable) throw error;
        this.#store.log(`memories are embedded later: ${messageOf(error)}`);
        await this.#pause(signal);
      }
    }
  }

  /** Whole rows and not only their vectors: to bring in some columns, LanceDB reads the whole table, a hundred times slower. */
  async #lacking(): Promise<Record<string, unknown>[]> {
    const limit = this.#wanted.embedder.isInstant ? fillRows.instant : fillRows.other;
    const names = [...columns, ...this.#columns.map(({ name }) => name)];
    return (await this.#store.rows.query().where(this.#missing()).select(names).limit(limit).toArray()) as Record<
      string,
      unknown
    >[];
  }

  async #embed(rows: readonly Record<string, unknown>[], signal: AbortSignal): Promise<void> {
    const embedding = this.#wanted;
    const { name } = columnOf(embedding.embedder);
    const texts = rows.map((row) => String(row.search));
    const vectors = await vectorsOf(embedding.embedder, texts, signal);
    const whole = rows.map((row, at) => ({
      ...Object.fromEntries(columns.map((column) => [column, row[column]])),
      ...Object.fromEntries(this.#columns.map((column) => [column.name, numbersOf(row[column.name])])),
      [name]: vectors[at],
    }));
    await this.#store.serial(async () => {
      // Another embedder was chosen meanwhile: what this one gave belongs nowhere any more.
      if (this.#wanted !== embedding) return;
      const data = this.#store.lance.makeArrowTable(whole, { schema: rowSchema(this.#columns) });
      // A text changed meanwhile is not given the vector of the old one.
      await again(() =>
        this.#store.rows
          .mergeInsert('id')
          .whenMatchedUpdateAll({ where: 'target.rev = source.rev' })
          .useIndex(false)
          .execute(data),
      );
      if (this.#progress) this.#progress = this.#progressOf(this.#progress.done + rows.length, this.#progress.total);
      await this.#onMoved(rows.length);
    });
  }

  /** Drops the column before, when nothing lacks a vector of the new one any more. */
  async #switch(): Promise<boolean> {
    if ((await this.#store.rows.countRows(this.#missing())) > 0) return false;
    const former = this.#columns.slice(0, -1).map(({ name }) => name);
    if (former.length > 0) await again(() => this.#store.rows.dropColumns(former));
    this.#columns = this.#columns.slice(-1);
    this.#progress = null;
    return true;
  }

  #progressOf(done: number, total: number): Reindexing {
    return { embedderId: this.#wanted.embedder.id, done: Math.min(done, total), total };
  }

  #embeddable(): string {
    const { embedder, privateMayLeave } = this.#wanted;
    return embedder.isLocal || privateMayLeave ? "search <> ''" : "search <> '' AND isPrivate = false";
  }

  #missing(): string {
    return `${columnOf(this.#wanted.embedder).name} IS NULL AND ${this.#embeddable()}`;
  }

  #pause(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#store.clock.after(retryFillMs, resolve);
      const end = (): void => (cancel(), resolve());
      if (signal.aborted) end();
      else signal.addEventListener('abort', end, { once: true });
    });
  }
}

function columnOf({ id, dim }: Embedder): { name: string; dim: number } {
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
  return { name: vectorColumnOf(`${id} ${dim}`, digest), dim };
}

function mayEmbed({ search, isPrivate }: StoredRow, { embedder, privateMayLeave }: Embedding): boolean {
  return search !== '' && (!isPrivate || embedder.isLocal || privateMayLeave);
}

/** Checked here whatever the embedder promises: LanceDB pads and cuts what has another length. */
async function vectorsOf(embedder: Embedder, texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
  return checkedVectors(await embedder.embed(texts, signal), texts.length, embedder);
}

/** A vector as LanceDB gives it, as it takes it; null = there is none. */
function numbersOf(value: unknown): Float32Array | null {
  return value == null ? null : Float32Array.from(value as Iterable<number>);
}

function emptyOf(dim: number): string {
  return `arrow_cast(NULL, 'FixedSizeList(${dim}, Float32)')`;
}
