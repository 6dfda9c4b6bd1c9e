/** Journals recorded by past versions must fold for ever. Never change a recorded file: add one for what is new. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  eventSchemas,
  type EventRecord,
  type MemoryEvent,
  type RecordOf,
  type StreamName,
  type TaskEvent,
  type TeammateEvent,
  type WorkspaceEvent,
} from '../domain/events.ts';
import { sealed } from '../domain/sealed.ts';
import {
  emptyWorkspace,
  noSpend,
  projectSpend,
  projectTask,
  projectTeammate,
  projectWorkspace,
} from '../domain/project.ts';
import { emptyMemory } from '../domain/memory-state.ts';
import { projectMemory } from '../domain/project-memory.ts';
import type { TaskState } from '../domain/task.ts';
import type { TeammateState } from '../domain/teammate.ts';
import { openSqliteJournal } from './sqlite.ts';
import { keyIdOf } from './seal.ts';
import { makeTestFolder } from './test-folder.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
const recordings = readdirSync(fixtures).filter((name) => name.endsWith('.jsonl'));

function recorded(name: string): EventRecord[] {
  const lines = readFileSync(join(fixtures, name), 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as EventRecord);
}

/** Every stream's last state, as plain JSON. */
function fold(records: Iterable<EventRecord>): unknown {
  const tasks: Record<string, TaskState | null> = {};
  const teammates: Record<string, TeammateState | null> = {};
  let workspace = emptyWorkspace();
  const memory = emptyMemory();
  let spend = noSpend;
  for (const record of records) {
    const { stream } = record;
    if (stream.startsWith('task/')) tasks[stream] = projectTask(tasks[stream] ?? null, record as RecordOf<TaskEvent>);
    else if (stream.startsWith('teammate/'))
      teammates[stream] = projectTeammate(teammates[stream] ?? null, record as RecordOf<TeammateEvent>);
    else if (stream === 'workspace') workspace = projectWorkspace(workspace, record as RecordOf<WorkspaceEvent>);
    else projectMemory(memory, record as RecordOf<MemoryEvent>);
    spend = projectSpend(spend, record);
  }
  const state = {
    tasks,
    teammates,
    workspace,
    memory: { version: memory.version, byContent: [...memory.byContent] },
    cards: Object.fromEntries(memory.cards),
    conflicts: memory.conflicts,
    settled: [...memory.settled.keys()],
    erasures: [...memory.erasures.keys()],
    spend,
  };
  return JSON.parse(JSON.stringify(state)) as unknown;
}

describe('recorded journals', () => {
  let folder: ReturnType<typeof makeTestFolder> | null = null;
  afterEach(() => folder?.remove());

  test('hold every type of event there is', () => {
    const seen = new Set(recordings.flatMap((name) => recorded(name).map((record) => record.type)));
    expect(Object.keys(eventSchemas).filter((type) => !seen.has(type as EventRecord['type']))).toEqual([]);
  });

  test.each(recordings)('%s is still valid, in order, and whole', (name) => {
    const versions = new Map<StreamName, number>();
    for (const [index, record] of recorded(name).entries()) {
      const version = (versions.get(record.stream) ?? 0) + 1;
      versions.set(record.stream, version);
      expect([record.seq, record.version, eventSchemas[record.type].parse(record.data)]).toEqual([
        index + 1,
        version,
        record.data,
      ]);
    }
  });

  // The state may have gained fields since; none of what it said then may have changed.
  test.each(recordings)('%s folds to the state it had', (name) => {
    const wanted: unknown = JSON.parse(readFileSync(join(fixtures, name.replace('.jsonl', '.state.json')), 'utf8'));
    expect(fold(recorded(name))).toMatchObject(wanted as object);
  });

  test.each(recordings)(
    '%s comes out of a journal as it went in, and folds with every text forgotten',
    async (name) => {
      folder = makeTestFolder();
      const journal = openSqliteJournal({ file: join(folder.path, 'journal.db'), sealed });
      const records = recorded(name);
      for (const { seq: _seq, stream, version, atMs, actor, commandId, ...event } of records) {
        await journal.append(stream, version - 1, [event], { atMs, actor, commandId });
      }
      expect([...journal.readAll(0)]).toEqual(records);
      const keyIds = new Set(
        records.filter((record) => sealed[record.type]).map((record) => keyIdOf(record.stream, record)),
      );
      expect(await journal.forget({ keyIds: [...keyIds] })).toBe(keyIds.size);
      const forgotten = JSON.stringify(fold(journal.readAll(0)));
      for (const word of ['Northwind', 'notice', 'Ada'])
        expect([word, forgotten.includes(word)]).toEqual([word, false]);
      await journal.stop();
    },
  );
});
