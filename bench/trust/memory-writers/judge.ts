/** Holds what the writers were told against the journal and the table, past the engine. Each finding is one line. */
import path from 'node:path';
import { connect } from '@lancedb/lancedb';
import type { EventRecord, MemoryEvent, RecordOf } from '../../../agents/domain/events.ts';
import { emptyMemory, type MemoryState } from '../../../agents/domain/memory-state.ts';
import { projectMemory } from '../../../agents/domain/project-memory.ts';
import { sealed } from '../../../agents/domain/sealed.ts';
import { openSqliteJournal } from '../../../agents/journal/sqlite.ts';
import { canonicalJson } from '../../../agents/lib/json.ts';
import { rowOf } from '../../../agents/memory/indexer.ts';
import type { Entry } from './messages.ts';

export interface Judged {
  lost: string[];
  duplicates: string[];
  unaudited: string[];
  /** Refused as stale and was not, or taken though it was. */
  staleWrong: string[];
  events: number;
  memories: number;
}

export async function judge(data: string, entries: readonly Entry[]): Promise<Judged> {
  const journal = openSqliteJournal({ file: path.join(data, 'journal.db'), sealed });
  try {
    const events = [...journal.readStream('memory')];
    const { state, revs, statuses } = unfold(events);
    const byCommand = Map.groupBy(
      events.filter(({ commandId }) => commandId !== null),
      ({ commandId }) => commandId ?? '',
    );
    const stored = await storedRows(data);
    return {
      lost: lost(entries, byCommand, statuses),
      duplicates: [...repeated(entries, events, byCommand), ...doubled(stored)],
      unaudited: [...state.cards.values()]
        .flatMap((card) => {
          const told = canonicalJson(rowOf(journal, card));
          return stored.get(card.id)?.every((row) => canonicalJson(JSON.parse(row)) === told) === true
            ? []
            : [`${card.id} is not in the table as its events say`];
        })
        .concat([...stored.keys()].filter((id) => !state.cards.has(id)).map((id) => `${id} has no event`)),
      staleWrong: staleWrong(entries, byCommand, revs),
      events: events.length,
      memories: state.cards.size,
    };
  } finally {
    await journal.stop();
  }
}

/** The fold, with every revision each memory has had, and how it stood then. */
function unfold(events: readonly EventRecord[]): {
  state: MemoryState;
  revs: Map<string, number[]>;
  statuses: Map<string, { seq: number; status: string }[]>;
} {
  const state = emptyMemory();
  const revs = new Map<string, number[]>();
  const statuses = new Map<string, { seq: number; status: string }[]>();
  for (const record of events) {
    projectMemory(state, record as RecordOf<MemoryEvent>);
    for (const id of state.touched) {
      const status = state.cards.get(id)?.status ?? 'none';
      revs.set(id, [...(revs.get(id) ?? []), record.seq]);
      statuses.set(id, [...(statuses.get(id) ?? []), { seq: record.seq, status }]);
    }
    state.touched.clear();
  }
  return { state, revs, statuses };
}

type ByCommand = ReadonlyMap<string, EventRecord[]>;

/** Acknowledged, and the journal does not know of it; where nothing was to be done, it must have stood so. */
function lost(
  entries: readonly Entry[],
  byCommand: ByCommand,
  statuses: ReadonlyMap<string, { seq: number; status: string }[]>,
): string[] {
  return entries.flatMap(({ commandId, command, answer, seq }) => {
    if (!answer.ok || byCommand.has(commandId)) return [];
    if (command.type === 'memory.forget' || command.type === 'memory.restore') {
      const wanted = command.type === 'memory.forget' ? 'retracted' : 'active';
      // Answered after the deciding: how it stood at some moment not later than the answer.
      const past = statuses.get(command.memoryId) ?? [];
      if (past.some((then) => then.seq <= seq && then.status === wanted)) return [];
    }
    return [`${commandId} (${command.type}) was acknowledged and is lost`];
  });
}

/** A command that took effect twice, a memory that came in twice, or one confirmed more often than it was kept: each says another thing. */
function repeated(entries: readonly Entry[], events: readonly EventRecord[], byCommand: ByCommand): string[] {
  const kept = new Map<string, number>();
  for (const { command } of entries)
    if (command.type === 'memory.keep') kept.set(command.memoryId, (kept.get(command.memoryId) ?? 0) + 1);
  const confirmed = Map.groupBy(
    events.filter((event) => event.type === 'memory.confirmed').filter(({ actor }) => actor === 'person'),
    ({ data }) => data.memoryId,
  );
  const asserted = Map.groupBy(
    events.filter((event) => event.type === 'memory.asserted'),
    ({ data }) => data.memoryId,
  );
  return [
    ...[...byCommand]
      .filter(([, of]) => (of.at(-1)?.seq ?? 0) - (of[0]?.seq ?? 0) !== of.length - 1)
      .map(([id]) => `${id} took effect twice`),
    ...[...asserted].filter(([, of]) => of.length > 1).map(([id]) => `${id} came in ${asserted.get(id)?.length} times`),
    ...[...confirmed].filter(([id, of]) => of.length > (kept.get(id) ?? 0)).map(([id]) => `${id} was said again`),
  ];
}

function doubled(stored: ReadonlyMap<string, string[]>): string[] {
  return [...stored]
    .filter(([, rows]) => rows.length > 1)
    .map(([id, rows]) => `${id} is in the table ${rows.length} times`);
}

function staleWrong(entries: readonly Entry[], byCommand: ByCommand, revs: ReadonlyMap<string, number[]>): string[] {
  return entries.flatMap(({ commandId, command, answer, seq }) => {
    if (command.type !== 'memory.correct') return [];
    const later = (revs.get(command.replacesId) ?? []).filter((rev) => rev > command.rev);
    if (!answer.ok)
      return answer.error.code !== 'memory.stale' || later.some((rev) => rev <= seq)
        ? []
        : [`${commandId} was refused as stale and was not`];
    const own = byCommand.get(commandId)?.[0]?.seq ?? Number.POSITIVE_INFINITY;
    return later.some((rev) => rev < own) ? [`${commandId} put right what had changed since`] : [];
  });
}

/** Reads the table itself, past the engine: all rows of each id. */
async function storedRows(data: string): Promise<Map<string, string[]>> {
  const connection = await connect(path.join(data, 'memory'));
  const table = await connection.openTable('memories');
  const rows = (await table.query().select(['id', 'row']).toArray()) as { id: string; row: string }[];
  const stored = new Map([...Map.groupBy(rows, ({ id }) => id)].map(([id, of]) => [id, of.map(({ row }) => row)]));
  table.close();
  connection.close();
  return stored;
}
