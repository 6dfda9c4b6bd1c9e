/** The full look at a data folder: every row, every stored document, and every state folded twice. For a folder nobody is using. */
import { createHash } from 'node:crypto';
import { blobsNamedBy } from './domain/event-blobs.ts';
import { sealed } from './domain/sealed.ts';
import { toCard } from './domain/project.ts';
import { isInUse } from './domain/memory-state.ts';
import { isBusy } from './domain/state.ts';
import { auditTables, startPart, type PartAudit, type TablePart } from './journal/audit-tables.ts';
import { readBlobs } from './journal/blobs.ts';
import { openFile } from './journal/connection.ts';
import type { Journal } from './journal/journal.ts';
import { SqliteJournal } from './journal/sqlite.ts';
import { openForReading } from './journal/verify.ts';
import { AppError } from './lib/error.ts';
import { canonicalJson } from './lib/json.ts';
import type { MemoryIndex } from './memory/memory.ts';
import { foldMemory, openStreams } from './streams.ts';

export type AuditPart = TablePart | 'blobs' | 'orphans' | 'state' | 'memory';
export type { PartAudit };

export interface AuditPorts {
  /** Absolute path of `journal.db`. */
  file: string;
  blobs: string;
  /** Opens the memory index; null = there is none yet, which is no fault. */
  openMemory: () => Promise<MemoryIndex | null>;
}

/**
 * Audits everything the journal speaks for. Null = there is no journal yet.
 * `state` and `memory` are left out when the events they are folded from are not sound.
 * Contract: the journal and the blobs are only read; hold the folder's lock.
 * @throws AppError as opening the journal does, when the file is not one that can be read at all.
 */
export async function auditData({ file, blobs, openMemory }: AuditPorts): Promise<PartAudit<AuditPart>[] | null> {
  const db = openForReading(file, openFile);
  if (db === null) return null;
  try {
    const named = new Map<string, Map<string, number>>();
    const erased = new Set<string>();
    const tables = auditTables(db, (record) => {
      for (const hash of blobsNamedBy(record)) {
        const seqs = named.get(hash);
        if (!seqs) named.set(hash, new Map([[record.stream, record.seq]]));
        else if (!seqs.has(record.stream)) seqs.set(record.stream, record.seq);
      }
      if (record.type === 'memory.erasing') for (const taskId of record.data.taskIds) erased.add(`task/${taskId}`);
    });
    const parts: PartAudit<AuditPart>[] = [...tables, ...(await auditBlobs(blobs, neededOf(named, erased)))];
    // A damaged snapshot is passed over when the states are folded; anything else would only be found a second time.
    if (tables.some(({ part, faultCount }) => part !== 'snapshot' && faultCount > 0)) return parts;
    const journal = new SqliteJournal(db, { file, sealed });
    parts.push(auditState(journal, erased.size > 0));
    const memory = await auditMemory(journal, openMemory);
    return memory === null ? parts : [...parts, memory];
  } finally {
    db.close();
  }
}

/** What erased tasks named went with them; what others name as well must be there. Hash → the first event that needs it. */
function neededOf(named: ReadonlyMap<string, Map<string, number>>, erased: ReadonlySet<string>): Map<string, number> {
  const needed = new Map<string, number>();
  for (const [hash, seqs] of named) {
    const [first] = [...seqs].filter(([stream]) => !erased.has(stream));
    if (first) needed.set(hash, first[1]);
  }
  return needed;
}

/** Named documents must be there, byte for byte. Those that nothing names are counted apart: the upkeep removes them in time. */
async function auditBlobs(folder: string, named: ReadonlyMap<string, number>): Promise<PartAudit<AuditPart>[]> {
  const found = startPart<AuditPart>('blobs');
  const orphans = startPart<AuditPart>('orphans');
  const store = readBlobs(folder);
  for (const [hash, seq] of named) {
    found.counted += 1;
    try {
      if ((await store.get(hash)) === null) found.fault(`${hash}, which event ${seq} needs, is missing`);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      found.fault(
        error.code === 'journal.damaged'
          ? `${hash}, which event ${seq} needs, is not what was saved`
          : `${hash}, which event ${seq} needs, cannot be read`,
      );
    }
  }
  for await (const { hash } of store.list()) if (!named.has(hash)) orphans.counted += 1;
  return [found, orphans];
}

/** What a start would know, from the newest snapshot on, must be what all events say, from the first one on. */
function auditState(journal: Journal, hasErased: boolean): PartAudit<AuditPart> {
  const state = startPart<AuditPart>('state');
  const started = digestsOf(foldingOnly(journal, (version) => journal.loadSnapshot(version)));
  const folded = digestsOf(foldingOnly(journal, () => null));
  state.counted = folded.size;
  // Views across tasks still count what erased tasks did; folded anew, they cannot.
  for (const view of hasErased ? ['what was used', 'how the work runs'] : [])
    for (const states of [started, folded]) states.delete(view);
  for (const name of new Set([...started.keys(), ...folded.keys()]))
    if (started.get(name) !== folded.get(name)) state.fault(`${name} is not what its events say`);
  return state;
}

/** Reads from a journal and keeps nothing in it. */
function foldingOnly(journal: Journal, loadSnapshot: Journal['loadSnapshot']): Journal {
  const refuse = (): never => {
    throw new Error('an audit writes nothing');
  };
  return {
    append: refuse,
    receipt: (commandId) => journal.receipt(commandId),
    readStream: (stream, afterVersion, limit) => journal.readStream(stream, afterVersion, limit),
    readAll: (afterSeq, limit) => journal.readAll(afterSeq, limit),
    lastSeq: () => journal.lastSeq(),
    head: (stream) => journal.head(stream),
    onCommit: () => {},
    saveSnapshot: () => true,
    loadSnapshot,
    digest: refuse,
    sharing: (seqs) => journal.sharing(seqs),
    forget: refuse,
    stop: refuse,
  };
}

/** One digest a state, so that two whole boards need not be held at once. */
function digestsOf(journal: Journal): Map<string, string> {
  const { tasks, teammates, workspace, memory, uses, operations, spend, seq } = openStreams(journal, () => {});
  const { version, conflicts, cards, settled, erasures } = memory;
  const states: [string, unknown][] = [
    // Whether an idle task has its transcript at hand is not part of what it is.
    ...[...tasks].map(([id, task]): [string, unknown] => [`task ${id}`, isBusy(task) ? task : toCard(task)]),
    ...[...teammates].map(([id, teammate]): [string, unknown] => [`teammate ${id}`, teammate]),
    ['the workspace', workspace],
    ...[...cards].map(([id, card]): [string, unknown] => [`memory ${id}`, card]),
    ['the memory view', { version, conflicts, settled: [...settled], erasures: [...erasures] }],
    ['what was used', Object.fromEntries(uses)],
    ['how the work runs', [...operations.tools, ...operations.fared]],
    ['the day’s spend', spend],
    ['the newest number', seq],
  ];
  return new Map(states.map(([name, state]) => [name, digest(state)]));
}

function digest(state: unknown): string {
  return createHash('sha256').update(canonicalJson(state)).digest('hex');
}

/** Null = there is no index yet. One that cannot be opened or read is a fault of it alone. */
async function auditMemory(
  journal: Journal,
  openMemory: AuditPorts['openMemory'],
): Promise<PartAudit<AuditPart> | null> {
  const memory = startPart<AuditPart>('memory');
  try {
    const index = await openMemory();
    if (index === null) return null;
    await countMemory(journal, index, memory).finally(() => index.stop());
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    memory.fault(`it cannot be read (${error.message})`);
  }
  return memory;
}

/**
 * Counts rows against the journal's memories. An index that is behind catches up at the next start, so its count may lie
 * anywhere between what it has taken in and all there is.
 */
async function countMemory(
  journal: Journal,
  index: MemoryIndex,
  memory: ReturnType<typeof startPart<AuditPart>>,
): Promise<void> {
  const appliedSeq = await index.appliedSeq();
  const cards = [...foldMemory(journal).memory.cards.values()];
  // What was erased has no row; one whose erasing was cut short may still have.
  const applied = cards.filter((card) => card.rev <= appliedSeq && card.status !== 'erased').length;
  const count = await index.count();
  memory.counted = cards.filter(isInUse).length;
  if (appliedSeq > journal.lastSeq()) memory.fault('it is ahead of the journal');
  else if (count < applied || count > cards.length)
    memory.fault(`it holds ${count} memories, where the journal has ${cards.length}`);
}
