import { createHash, createSecretKey, randomBytes } from 'node:crypto';
import { copyFileSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NewEvent, StreamName } from '../domain/events.ts';
import { sealed } from '../domain/sealed.ts';
import { AppError } from '../lib/error.ts';
import type { Connection } from './connection.ts';
import { journalSuite } from './journal.suite.ts';
import { checkText, checksum, selectEvents, type EventRow } from './row.ts';
import { placeOf, seal } from './seal.ts';
import { openSqliteJournal, type SqliteJournal } from './sqlite.ts';
import { makeTestFolder } from './test-folder.ts';

journalSuite('sqlite', () => {
  const folder = makeTestFolder();
  return { open: () => openSqliteJournal({ file: join(folder.path, 'journal.db'), sealed }), remove: folder.remove };
});

const task: StreamName = 'task/t_1';
const meta = { actor: 'engine', atMs: 1, commandId: null };
const message = (text: string): NewEvent => ({
  type: 'message.posted',
  data: { messageId: 'm_1', from: 'person', text },
});
const memory = (memoryId: string, subject: string, text: string): NewEvent => ({
  type: 'memory.asserted',
  data: {
    memoryId,
    kind: 'fact',
    scope: 'org',
    scopeId: 'w_1',
    subject,
    text,
    claimKey: null,
    authority: 'human',
    author: 'person',
    taskId: null,
    runId: null,
    sourceUri: null,
    labels: { tainted: false, private: false, from: [] },
    contentHash: 'h',
  },
});

describe('sqlite journal', () => {
  let folder: ReturnType<typeof makeTestFolder>;
  let file: string;
  let journal: SqliteJournal;
  let db: Connection;
  let lines: string[];
  let statements: string[];
  const open = (): void => {
    journal = openSqliteJournal({
      file,
      sealed,
      log: (line) => lines.push(line),
      open: (path, options) =>
        (db = new Database(path, { ...options, verbose: (sql) => void statements.push(String(sql)) })),
    });
  };
  /** All bytes of the journal on disk, log included. */
  const bytes = (): Buffer =>
    Buffer.concat(readdirSync(folder.path).map((name) => readFileSync(join(folder.path, name))));

  beforeEach(() => {
    folder = makeTestFolder();
    file = join(folder.path, 'journal.db');
    lines = [];
    statements = [];
    open();
  });
  afterEach(async () => {
    await journal.stop();
    folder.remove();
  });

  test('flushes every commit', () => {
    const names = ['journal_mode', 'synchronous', 'busy_timeout', 'secure_delete', 'user_version'];
    expect(names.map((name) => db.pragma(name, { simple: true }))).toEqual(['wal', 2, 5000, 1, 1]);
  });

  test('commits together what came together', async () => {
    statements.length = 0;
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => journal.append(`task/t_${index}`, 0, [message('x')], meta)),
    );
    expect(statements.filter((sql) => /^(BEGIN|COMMIT|ROLLBACK)/.test(sql))).toEqual(['BEGIN IMMEDIATE', 'COMMIT']);
  });

  test('leaves no sealed text on the disk, and no subject of a memory', async () => {
    await journal.append(task, 0, [message('the secret of Kilimanjaro')], meta);
    await journal.append('memory', 0, [memory('m_1', 'Kilimanjaro Ltd', 'Kilimanjaro pays late')], meta);
    expect(bytes().includes('Kilimanjaro')).toBe(false);
    expect([...journal.readAll(0)].map((record) => JSON.stringify(record).includes('Kilimanjaro'))).toEqual([
      true,
      true,
    ]);
  });

  test('a destroyed key leaves the events, emptied, and no byte of itself', async () => {
    await journal.append(
      task,
      0,
      [message('gone'), { type: 'plan.set', data: { runId: 'r', lines: [{ text: 'gone', state: 'todo' }] } }],
      meta,
    );
    await journal.append('task/t_2', 0, [message('stays')], meta);
    const key =
      db.prepare<[], { key: Buffer }>(`SELECT key FROM keys WHERE key_id = 'task/t_1'`).get()?.key ?? Buffer.alloc(0);
    expect([key.length, bytes().includes(key)]).toEqual([32, true]);
    journal.saveSnapshot({ seq: 3, projectionVersion: 1, slices: new Map([[task, 'gone']]) }, null);
    const forget = () => journal.forget({ keyIds: [task] });
    expect([await forget(), await forget(), journal.loadSnapshot(1), bytes().includes(key)]).toEqual([
      1,
      0,
      null,
      false,
    ]);
    const data = (): unknown[] => [...journal.readAll(0)].map((record) => record.data);
    const emptied = [
      { messageId: 'm_1', from: 'person', text: '' },
      { runId: 'r', lines: [] },
      { messageId: 'm_1', from: 'person', text: 'stays' },
    ];
    expect(data()).toEqual(emptied);
    await journal.append(task, 2, [message('new')], meta);
    expect(data()).toEqual([...emptied, { messageId: 'm_1', from: 'person', text: 'new' }]);
    await journal.stop();
    open();
    expect(data()).toEqual([...emptied, { messageId: 'm_1', from: 'person', text: 'new' }]);
  });

  test('leaves no byte of any destroyed key, whatever the pages of the keys went through', async () => {
    const names = Array.from(
      { length: 3000 },
      (_, index) => `digest/${createHash('md5').update(String(index)).digest('hex')}`,
    );
    const all = (): [string, Buffer][] =>
      db.prepare<[], [string, Buffer]>('SELECT key_id, key FROM keys WHERE key IS NOT NULL').raw().all();
    const gone: Buffer[] = [];
    for (let round = 0; round < 10; round += 1) {
      for (const name of names.slice(round * 300, round * 300 + 300)) journal.digest(name, 'x');
      await journal.append(task, round, [message('x'.repeat(round * 700))], meta);
      const some = all().filter(([name], index) => name !== task && (index * 7 + round) % 10 < 6);
      gone.push(...some.flatMap(([name, key]) => [key, Buffer.from(name)]));
      expect(await journal.forget({ keyIds: some.map(([name]) => name) })).toBe(some.length);
    }
    const found = bytes();
    expect([gone.length > 4000, gone.filter((part) => found.includes(part)).length]).toEqual([true, 0]);
    expect(all().every(([name, key]) => found.includes(name) && found.includes(key))).toBe(true);
    await journal.stop();
    open();
    expect([...journal.readAll(0)].every(({ data }) => 'text' in data && data.text.length % 700 === 0)).toBe(true);
  });

  test('says so when old bytes of a key cannot be cleared, and clears them when asked again', async () => {
    await journal.append(task, 0, [message('gone')], meta);
    const reader = new Database(file);
    reader.exec('BEGIN; SELECT * FROM keys');
    db.pragma('busy_timeout = 0');
    const key = db.prepare<[], Buffer>('SELECT key FROM keys').pluck().get() ?? Buffer.alloc(0);
    await expect(journal.forget({ keyIds: [task] })).rejects.toMatchObject({
      code: 'journal.unavailable',
      retryable: true,
    });
    expect([[...journal.readAll(0)][0]?.data, bytes().includes(key)]).toEqual([message('').data, true]);
    reader.close();
    expect([await journal.forget({ keyIds: [task] }), bytes().includes(key)]).toEqual([0, false]);
  });

  test('keeps the key of a digest with the next append, also when that one failed first', async () => {
    const digest = journal.digest('digest/ada', 'Ada likes tea');
    db.exec(`CREATE TEMP TRIGGER fault BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'planted'); END`);
    await expect(journal.append('workspace', 0, [{ type: 'workspace.paused', data: {} }], meta)).rejects.toThrow();
    db.exec('DROP TRIGGER fault');
    await journal.append('workspace', 0, [{ type: 'workspace.paused', data: {} }], meta);
    // As a crash would leave it: nothing is closed, nothing more is written.
    const copy = makeTestFolder();
    for (const name of readdirSync(folder.path)) copyFileSync(join(folder.path, name), join(copy.path, name));
    const again = openSqliteJournal({ file: join(copy.path, 'journal.db'), sealed });
    expect([again.digest('digest/ada', 'Ada likes tea'), journal.digest('digest/ada', 'Ada likes tea')]).toEqual([
      digest,
      digest,
    ]);
    await again.stop();
    copy.remove();
  });

  /** Seals the memories anew as protocol 2 did: all of a subject under one key. */
  function sealUnder(keyId: string, ...seqs: number[]): void {
    const secret = randomBytes(32);
    const { lastInsertRowid } = db.prepare('INSERT INTO keys (key_id, key) VALUES (?, ?)').run(keyId, secret);
    const number = Number(lastInsertRowid);
    const rows = db.prepare<[number], EventRow>(`${selectEvents} WHERE e.seq = ?`).raw();
    for (const seq of seqs) {
      const row = rows.get(seq);
      if (!row) throw new Error(`there is no event ${seq}`);
      const body = seal(
        createSecretKey(secret),
        randomBytes(12),
        placeOf(row[1], row[2]),
        JSON.stringify({ subject: 'Ada', text: `old ${seq}` }),
      );
      db.prepare('UPDATE bodies SET key = ?, sealed = ? WHERE seq = ?').run(number, body, seq);
      const text = checkText(row.with(10, number) as EventRow);
      db.prepare('UPDATE events SET crc = ? WHERE seq = ?').run(checksum(text, body), seq);
    }
  }

  test('opens memories of old journals, and tells which of them go together', async () => {
    const one = (id: number): NewEvent => memory(`mem_${id}`, 'Ada', `new ${id}`);
    await journal.append('memory', 0, [one(1), one(2), one(3), one(4), one(5)], meta);
    sealUnder(`subject/${'0'.repeat(32)}`, 1, 3);
    const texts = () =>
      [...journal.readAll(0)].map((record) => (record.type === 'memory.asserted' ? record.data.text : ''));
    expect(texts()).toEqual(['old 1', 'new 2', 'old 3', 'new 4', 'new 5']);
    expect([journal.sharing([3]), journal.sharing([2]), journal.sharing([3, 4])]).toEqual([[1, 3], [2], [1, 3, 4]]);
    expect(await journal.forget({ keyIds: ['memory/mem_4'], seqs: [1, 2, 3] })).toBe(3);
    expect([texts(), journal.sharing([1, 5])]).toEqual([['', '', '', '', 'new 5'], [5]]);
    await journal.stop();
    open();
    expect(texts()).toEqual(['', '', '', '', 'new 5']);
  });

  test('a full disk rejects the group, keeps what was there, and the next append works once there is room', async () => {
    await journal.append(task, 0, [message('safe')], { ...meta, commandId: 'c_1' });
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
    const big = message('x'.repeat(20_000));
    const results = await Promise.allSettled([
      journal.append(task, 1, [big], meta),
      journal.append('task/t_2', 0, [message('small')], meta),
    ]);
    const errors = results.map((result) =>
      result.status === 'rejected' && result.reason instanceof AppError
        ? [result.reason.code, result.reason.retryable]
        : result,
    );
    expect(errors).toEqual([
      ['disk.full', true],
      ['disk.full', true],
    ]);
    expect([journal.lastSeq(), journal.head(task), journal.head('task/t_2'), [...journal.readAll(0)].length]).toEqual([
      1, 1, 0, 1,
    ]);
    expect(
      journal.saveSnapshot({ seq: 1, projectionVersion: 1, slices: new Map([[task, 'x'.repeat(20_000)]]) }, null),
    ).toBe(false);
    expect(lines).toEqual([expect.stringContaining('a snapshot could not be saved')]);
    db.pragma('max_page_count = 100000');
    const later = await journal.append(task, 1, [big], meta);
    expect([later.ok, journal.lastSeq(), [...journal.readStream(task)].map((record) => record.type)]).toEqual([
      true,
      2,
      ['message.posted', 'message.posted'],
    ]);
  });

  test('a fault in mid-group rejects the whole group and leaves nothing behind, keys included', async () => {
    const told: number[] = [];
    journal.onCommit((records) => void told.push(...records.map((record) => record.seq)));
    db.exec(`CREATE TEMP TRIGGER fault BEFORE INSERT ON receipts BEGIN SELECT RAISE(ABORT, 'planted'); END`);
    const results = await Promise.allSettled([
      journal.append(task, 0, [message('a')], meta),
      journal.append('task/t_2', 0, [message('b')], { ...meta, commandId: 'c_1' }),
    ]);
    expect(
      results.map((result) =>
        result.status === 'rejected' && result.reason instanceof AppError ? result.reason.code : result,
      ),
    ).toEqual(['journal.unavailable', 'journal.unavailable']);
    expect([
      journal.lastSeq(),
      journal.head(task),
      [...journal.readAll(0)],
      db.prepare('SELECT count(*) FROM keys').pluck().get(),
      told,
    ]).toEqual([0, 0, [], 0, []]);
    db.exec('DROP TRIGGER fault');
    await Promise.all([
      journal.append(task, 0, [message('a')], meta),
      journal.append('task/t_2', 0, [message('b')], { ...meta, commandId: 'c_1' }),
    ]);
    await journal.stop();
    open();
    expect([...journal.readAll(0)].map((record) => record.data)).toEqual([message('a').data, message('b').data]);
  });

  test('a key lost with its group is not taken for the next one of its number', async () => {
    db.exec(
      `CREATE TEMP TRIGGER fault BEFORE INSERT ON receipts WHEN NEW.command_id = 'c_2' BEGIN SELECT RAISE(ABORT, 'planted'); END`,
    );
    const again = { ...meta, commandId: 'c_1' };
    const results = await Promise.allSettled([
      journal.append(task, 0, [message('a')], again),
      journal.append(task, 0, [message('a')], again),
      journal.append('task/t_2', 0, [message('b')], { ...meta, commandId: 'c_2' }),
    ]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected']);
    await journal.append('task/t_3', 0, [message('c')], meta);
    expect([...journal.readAll(0)].map((record) => record.data)).toEqual([message('c').data]);
  });

  test('a second writer costs a retryable error, never a wrong order', async () => {
    await journal.append(task, 0, [message('a')], meta);
    const other = new Database(file);
    db.pragma('busy_timeout = 0');
    other.exec('BEGIN IMMEDIATE');
    await expect(journal.append(task, 1, [message('b')], meta)).rejects.toMatchObject({
      code: 'journal.unavailable',
      retryable: true,
    });
    other.exec('COMMIT');
    expect(await journal.append(task, 1, [message('b')], meta)).toMatchObject({ ok: true });
    other
      .prepare(
        'INSERT INTO events SELECT 3, stream, 3, v, type, at_ms, actor, command_id, data, crc FROM events WHERE seq = 1',
      )
      .run();
    other.close();
    await expect(journal.append(task, 2, [message('c')], meta)).rejects.toMatchObject({
      code: 'journal.unavailable',
      retryable: true,
    });
    expect(await journal.append(task, 2, [message('c')], meta)).toEqual({
      ok: false,
      code: 'stream.moved',
      version: 3,
    });
  });

  test.each([
    ['a changed slice', `UPDATE snapshot_slices SET data = '9' WHERE name = 'a'`],
    ['a slice under another name', `UPDATE snapshot_slices SET name = 'c' WHERE name = 'a'`],
    ['a lost slice', `DELETE FROM snapshot_slices WHERE name = 'b'`],
    ['a changed head', `UPDATE snapshots SET seq = 2`],
  ])('leaves a snapshot with %s aside', async (_, damage) => {
    await journal.append(task, 0, [message('a'), message('b'), message('c')], meta);
    const slices = new Map([
      ['a', 1],
      ['b', 2],
    ]);
    journal.saveSnapshot({ seq: 3, projectionVersion: 1, slices }, null);
    expect(journal.loadSnapshot(1)?.slices).toEqual(slices);
    db.exec(damage);
    expect(journal.loadSnapshot(1)).toBe(null);
    expect(lines).toEqual([expect.stringMatching(/^snapshot \d is damaged and left aside/)]);
  });

  test('a journal of the time before snapshots had slices is opened as it is', async () => {
    await journal.append(task, 0, [message('a')], meta);
    db.exec(`DROP TABLE snapshot_slices; INSERT INTO snapshots VALUES (1, 1, '{"tasks":[]}', 7)`);
    await journal.stop();
    open();
    expect(journal.loadSnapshot(2)).toBe(null);
    const snapshot = { seq: 1, projectionVersion: 2, slices: new Map([['a', 1]]) };
    expect([journal.saveSnapshot(snapshot, 1), journal.saveSnapshot(snapshot, null)]).toEqual([false, true]);
    expect([journal.loadSnapshot(1), journal.loadSnapshot(2)?.slices.get('a'), lines]).toEqual([null, 1, []]);
  });
});
