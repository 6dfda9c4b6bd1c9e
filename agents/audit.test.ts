/** The full audit over a real data folder: nothing is found in a sound one, and each planted damage is found by its own part. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditData, type AuditPart, type PartAudit } from './audit.ts';
import { sealed } from './domain/sealed.ts';
import { openBlobs } from './journal/blobs.ts';
import { blobsOnlyOf, dropBlobs } from './journal/drop-blobs.ts';
import { openSqliteJournal } from './journal/sqlite.ts';
import { AppError } from './lib/error.ts';
import { fakeIndex } from './memory/fake.ts';
import type { MemoryIndex } from './memory/memory.ts';
import { openStreams } from './streams.ts';
import { calls, makeWorld, newTask, openEngine, scriptedModel, type World } from './testing.ts';

let world: World;
let file: string;
let blobs: string;
let index: MemoryIndex;

beforeEach(async () => {
  world = await makeWorld();
  file = path.join(world.folder, 'journal.db');
  blobs = path.join(world.folder, 'blobs');
  index = fakeIndex();
  await work();
});
afterEach(() => world.remove());

/** A task with a file written twice, a memory, a large result, and all of it stopped cleanly. */
async function work(): Promise<void> {
  const engine = await openEngine(
    world,
    scriptedModel([
      calls(['write_file', { path: 'work/a.md', content: 'First.' }], ['search_files', { text: 'the' }]),
      calls(['write_file', { path: 'work/a.md', content: 'Second.' }]),
      calls(['remember', { kind: 'fact', subject: 'The lease', text: 'It costs 4,180 a month.' }]),
      calls(['finish', { summary: 'Done.', files: ['work/a.md'] }]),
    ]),
    {
      journal: openSqliteJournal({ file, sealed }),
      blobs: await openBlobs(blobs, { clock: world.clock }),
      memory: index,
    },
  );
  await engine.send(newTask({ folder: world.files }));
  await engine.until((task) => task.status === 'review');
  await engine.workforce.stop();
}

const audit = (openMemory: () => Promise<MemoryIndex | null> = async () => index) =>
  auditData({ file, blobs, openMemory });

/** Faults by part; parts without one are left out. */
async function faults(): Promise<Record<string, string[]>> {
  return faultsOf((await audit()) ?? []);
}
function faultsOf(parts: PartAudit<AuditPart>[]): Record<string, string[]> {
  return Object.fromEntries(parts.filter((part) => part.faultCount > 0).map((part) => [part.part, part.faults]));
}

function change(sql: string): void {
  const db = new Database(file);
  db.exec(sql);
  db.close();
}
function ask<T>(sql: string): T {
  const db = new Database(file, { readonly: true });
  const row = db.prepare<[], T>(sql).get();
  db.close();
  if (row === undefined) throw new Error(`nothing found: ${sql}`);
  return row;
}
const namedBlob = (): string =>
  ask<{ hash: string }>(
    `SELECT json_extract(data, '$.change.after') AS hash FROM events WHERE type = 'call.succeeded' AND hash IS NOT NULL`,
  ).hash;
const fileOf = (hash: string): string => path.join(blobs, hash.slice(0, 2), hash.slice(2, 4), hash);

describe('the audit', () => {
  test('finds nothing in a sound folder and has looked at all of it', async () => {
    const before = readFileSync(file);
    const parts = (await audit()) ?? [];
    expect(faultsOf(parts)).toEqual({});
    const counted = Object.fromEntries(parts.map((part) => [part.part, part.counted]));
    expect(Object.values(counted).every((count, at) => count > 0 || parts[at]?.part === 'orphans')).toBe(true);
    expect(counted).toMatchObject({
      orphans: 0,
      memory: 1,
      events: ask<{ n: number }>('SELECT count(*) AS n FROM events').n,
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('has nothing to say where there is no journal', async () => {
    expect(
      await auditData({ file: path.join(world.folder, 'no', 'journal.db'), blobs, openMemory: async () => index }),
    ).toBe(null);
  });

  test('has no quarrel with forgotten text, orphans, a missing index and one that is behind', async () => {
    const journal = openSqliteJournal({ file, sealed });
    expect(await journal.forget({ keyIds: ['task/t_1'] })).toBe(1);
    await journal.stop();
    await (await openBlobs(blobs)).put('nothing names this');
    const parts = (await audit(async () => null)) ?? [];
    expect([faultsOf(parts), parts.find(({ part }) => part === 'orphans')?.counted]).toEqual([{}, 1]);
    expect(faultsOf((await audit(async () => fakeIndex())) ?? [])).toEqual({});
  });

  test('has no quarrel with an erased task: its text, its documents and what it counted are gone', async () => {
    const at = { actor: 'engine', atMs: 1, commandId: null };
    let journal = openSqliteJournal({ file, sealed });
    await journal.append('task/t_1', journal.head('task/t_1'), [{ type: 'task.accepted', data: { by: 'person' } }], at);
    const data = { erasureId: 'er_1', all: false, memoryIds: [], conflictIds: [], subjectIds: [], taskIds: ['t_1'] };
    await journal.append('memory', journal.head('memory'), [{ type: 'memory.erasing', data }], at);
    const streams = openStreams(journal, () => {});
    const opened = await openBlobs(blobs);
    const text = streams.tasks.get('t_1')?.title ?? '';
    expect(await dropBlobs(opened, await blobsOnlyOf(journal, ['t_1'], ['t_1']))).toEqual([]);
    await journal.forget({ keyIds: ['task/t_1'] });
    streams.refold('t_1');
    streams.saveSnapshot();
    expect(text).not.toBe('');
    await journal.stop();
    expect([readFileSync(file).includes(text), await faults()]).toEqual([false, {}]);
    expect(() => readFileSync(fileOf(namedBlob()))).toThrow('ENOENT');
    journal = openSqliteJournal({ file, sealed });
    expect(openStreams(journal, () => {}).tasks.get('t_1')?.title).toBe('');
    await journal.stop();
  });

  const last = () => ask<{ seq: number }>('SELECT max(seq) AS seq FROM events').seq;

  test.each<[string, string, AuditPart, RegExp]>([
    [
      'an event',
      `UPDATE events SET data = replace(data, '"runId"', '"runid"') WHERE type = 'run.started'`,
      'events',
      /^event \d+ is not what was written$/,
    ],
    [
      'a sealed text',
      `UPDATE bodies SET sealed = zeroblob(length(sealed)) WHERE seq = (SELECT max(seq) FROM bodies)`,
      'events',
      /^event \d+ is not what was written$/,
    ],
    [
      'a key',
      `UPDATE keys SET key = zeroblob(32) WHERE number = 1`,
      'texts',
      /^event \d+ has a text that cannot be opened$/,
    ],
    ['a lost key', `DELETE FROM keys WHERE number = 1`, 'texts', /^event \d+ has lost the key/],
    [
      'a key cut short',
      `UPDATE keys SET key = zeroblob(3) WHERE number = (SELECT max(number) FROM keys)`,
      'texts',
      /key/,
    ],
    ['a text without its event', `INSERT INTO bodies VALUES (99999, 1, x'00')`, 'texts', /^the text of event 99999/],
    ['a lost event', `DELETE FROM events WHERE type = 'run.started'`, 'events', /^event \d+ is missing$/],
    [
      'a receipt',
      `UPDATE receipts SET last_seq = last_seq + 1`,
      'receipts',
      /^the receipt of command \S+ names other events$/,
    ],
    ['a lost receipt', `DELETE FROM receipts`, 'receipts', /^event \d+ has no receipt$/],
    [
      'a snapshot',
      `UPDATE snapshot_slices SET data = replace(data, 'Done.', 'done.')`,
      'snapshot',
      /^task\/t_1 in snapshot \d+ is not what was written$/,
    ],
  ])('finds damage to %s', async (_, sql, part, words) => {
    change(sql);
    expect((await faults())[part]?.[0]).toMatch(words);
  });

  test('finds a number that is not its stream’s next, although its checksum is right', async () => {
    const journal = openSqliteJournal({ file, sealed });
    await journal.append('task/t_1', journal.head('task/t_1'), [{ type: 'task.archived', data: {} }], {
      actor: 'person',
      atMs: 1,
      commandId: null,
    });
    const seq = journal.lastSeq();
    await journal.stop();
    const row = ask<{ text: string }>(
      `SELECT seq || '|' || stream || '|' || (version + 1) || '|' || v || '|' || type || '|' || at_ms || '|' || actor || '|||' || data AS text FROM events WHERE seq = ${seq}`,
    );
    change(`UPDATE events SET version = version + 1, crc = ${crc32(row.text)} WHERE seq = ${seq}`);
    expect(await faults()).toEqual({ streams: [expect.stringContaining('of task/t_1, where number')] });
  });

  test('finds a stored document that is missing, and one of which a byte was turned', async () => {
    const hash = namedBlob();
    const bytes = readFileSync(fileOf(hash));
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    writeFileSync(fileOf(hash), bytes);
    expect(await faults()).toEqual({
      blobs: [expect.stringMatching(`^${hash}, which event \\d+ needs, is not what was saved$`)],
    });
    rmSync(fileOf(hash));
    expect(await faults()).toEqual({ blobs: [expect.stringMatching(`^${hash}, which event \\d+ needs, is missing$`)] });
  });

  test('finds a snapshot that says something else than the events', async () => {
    const { seq } = ask<{ seq: number }>('SELECT seq FROM snapshots');
    const { data } = ask<{ data: string }>(`SELECT data FROM snapshot_slices WHERE name = 'task/t_1'`);
    const forged = data.replace('"status":"review"', '"status":"done"');
    const crc = crc32(forged, crc32('task/t_1'));
    change(`UPDATE snapshot_slices SET data = '${forged.replaceAll("'", "''")}', crc = ${crc} WHERE name = 'task/t_1'`);
    expect([seq, await faults()]).toEqual([last(), { state: ['task t_1 is not what its events say'] }]);
  });

  test('finds a memory index that lost rows, or is another board’s', async () => {
    const lossy: MemoryIndex = { ...index, count: async () => 0 };
    expect(faultsOf((await audit(async () => lossy)) ?? [])).toEqual({
      memory: ['it holds 0 memories, where the journal has 1'],
    });
    const ahead: MemoryIndex = { ...index, appliedSeq: async () => 99_999 };
    expect(faultsOf((await audit(async () => ahead)) ?? [])).toEqual({ memory: ['it is ahead of the journal'] });
    const broken = async () => {
      throw new AppError('memory.unavailable', 'LanceDB said no.');
    };
    expect(faultsOf((await audit(broken)) ?? [])).toEqual({ memory: ['it cannot be read (LanceDB said no.)'] });
  });

  test('finds every turned byte of the events’ pages that changes anything', async () => {
    const whole = readFileSync(file);
    const read = async () => {
      const journal = openSqliteJournal({ file, sealed });
      const records = [...journal.readAll(0)];
      await journal.stop();
      return records;
    };
    const records = await read();
    const { page } = ask<{ page: number }>(`SELECT rootpage AS page FROM sqlite_schema WHERE name = 'events'`);
    const found: Partial<Record<string, number>> = {};
    for (let at = (page - 1) * 4096 + 5; at < page * 4096; at += 97) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      writeFileSync(file, bytes);
      const parts = Object.keys(await faults());
      for (const part of parts) found[part] = (found[part] ?? 0) + 1;
      if (parts.length === 0) expect(await read()).toEqual(records);
    }
    expect(found).toMatchObject({ file: expect.any(Number), events: expect.any(Number) });
  });

  test('a file that is no journal is refused in words', async () => {
    writeFileSync(file, 'not a database');
    await expect(audit()).rejects.toMatchObject({ code: 'journal.damaged' });
  });
});
