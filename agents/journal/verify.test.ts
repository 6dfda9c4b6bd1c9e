import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventRecord, NewEvent } from '../domain/events.ts';
import { sealed } from '../domain/sealed.ts';
import { AppError } from '../lib/error.ts';
import { openSqliteJournal } from './sqlite.ts';
import { makeTestFolder } from './test-folder.ts';

const meta = { actor: 'engine', atMs: 1_700_000_000_000, commandId: null };
const message = (text: string): NewEvent => ({
  type: 'message.posted',
  data: { messageId: 'm_1', from: 'person', text },
});
const begun: NewEvent = { type: 'call.begun', data: { runId: 'r', callId: 'k', key: 'r/k', hash: 'h', before: null } };

let folder: ReturnType<typeof makeTestFolder>;
let file: string;
beforeEach(() => {
  folder = makeTestFolder();
  file = join(folder.path, 'journal.db');
});
afterEach(() => folder.remove());

const open = () => openSqliteJournal({ file, sealed });
/** Twenty events in two streams, every second one with a sealed text, each command with a receipt. */
async function record(): Promise<void> {
  const journal = open();
  for (let index = 0; index < 10; index += 1) {
    const commandId = `c_${index}`;
    await journal.append(
      index % 2 ? 'task/t_1' : 'task/t_2',
      Math.floor(index / 2) * 2,
      [message(`text ${index}`), begun],
      { ...meta, commandId },
    );
  }
  journal.saveSnapshot({ seq: 10, projectionVersion: 1, slices: new Map([['cards', 1]]) }, null);
  await journal.stop();
}
/** Content of the database and its log: a refusal must not change either. */
const print = (): (string | null)[] =>
  [file, `${file}-wal`].map((name) =>
    existsSync(name) && statSync(name).size > 0 ? createHash('sha256').update(readFileSync(name)).digest('hex') : null,
  );
/** Opens and reads all, and gives what came of it. */
async function outcome(): Promise<EventRecord[] | AppError> {
  try {
    const journal = open();
    try {
      return [...journal.readAll(0)];
    } finally {
      await journal.stop();
    }
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
async function refusal(): Promise<{ code: string; facts: AppError['facts']; message: string }> {
  const before = print();
  const found = await outcome();
  expect(print()).toEqual(before);
  if (!(found instanceof AppError)) throw new Error('it was opened');
  return { code: found.code, facts: found.facts, message: found.message };
}
function tamper(sql: string): void {
  const db = new Database(file);
  db.exec(sql);
  db.close();
}

describe('a damaged journal is refused with the last good seq', () => {
  const rows: [name: string, sql: string, lastGood: number, damagedSeq: number][] = [
    ['changed data', `UPDATE events SET data = replace(data, 'person', 'engine') WHERE seq = 7`, 6, 7],
    ['changed type', `UPDATE events SET type = 'task.archived' WHERE seq = 8`, 7, 8],
    ['changed time', 'UPDATE events SET at_ms = at_ms + 1 WHERE seq = 1', 0, 1],
    ['changed actor', `UPDATE events SET actor = 'person' WHERE seq = 20`, 19, 20],
    ['changed command', `UPDATE events SET command_id = 'c_99' WHERE seq = 3`, 2, 3],
    ['changed stream', `UPDATE events SET stream = 'task/t_3' WHERE seq = 5`, 4, 5],
    ['changed body', `UPDATE bodies SET sealed = zeroblob(length(sealed)) WHERE seq = 9`, 8, 9],
    ['another key', 'UPDATE bodies SET key = 77 WHERE seq = 9', 8, 9],
    ['body gone', 'DELETE FROM bodies WHERE seq = 11', 10, 11],
    ['event gone', 'DELETE FROM events WHERE seq = 13', 12, 13],
    ['first event gone', 'DELETE FROM events WHERE seq = 1', 0, 1],
    ['newest events gone', 'DELETE FROM events WHERE seq > 18', 18, -1],
    ['key cut short', 'UPDATE keys SET key = zeroblob(31) WHERE number = 2', 20, -1],
    ['key gone', 'DELETE FROM keys WHERE number = 1', 0, 1],
    ['key changed', 'UPDATE keys SET key = zeroblob(32) WHERE number = 2', 2, 3],
  ];
  test.each(rows)('%s', async (name, sql, lastGoodSeq, damagedSeq) => {
    await record();
    tamper(sql);
    // A key is tried only when its text is read.
    if (!/^key (gone|changed)/.test(name)) expect(open).toThrow(AppError);
    const found = await refusal();
    expect(found.code).toBe('journal.damaged');
    expect(found.facts).toMatchObject({ file, lastGoodSeq, ...(damagedSeq < 0 ? {} : { damagedSeq }) });
  });

  test('damage after the start is found when it is read', async () => {
    await record();
    const journal = open();
    tamper(`UPDATE events SET data = '{}' WHERE seq = 7`);
    expect([...journal.readAll(0, 6)]).toHaveLength(6);
    const damage = expect.objectContaining({
      code: 'journal.damaged',
      facts: expect.objectContaining({ damagedSeq: 7 }),
    });
    for (const read of [
      () => [...journal.readAll(6)],
      () => [...journal.readStream('task/t_1')],
      () => journal.receipt('c_3'),
    ])
      expect(read).toThrow(damage);
    tamper(`UPDATE receipts SET first_seq = 1, last_seq = 2 WHERE command_id = 'c_5'`);
    expect(() => journal.receipt('c_5')).toThrow(expect.objectContaining({ code: 'journal.damaged' }));
    await journal.stop();
  });

  test('in a sentence that says what happened, what did not, and what to do', async () => {
    await record();
    tamper('DELETE FROM events WHERE seq = 13');
    expect((await refusal()).message).toBe(
      `The journal ${file} is damaged (event 13 is missing). Events 1 to 12 can be read. Nothing was changed, and no new journal was made over it. ` +
        'Restore the data folder from a backup, or copy it somewhere safe and start Muster with another data folder.',
    );
  });

  test('a text file, another program’s database, a lost table', async () => {
    writeFileSync(file, 'these are not the events you are looking for');
    expect(await refusal()).toMatchObject({
      code: 'journal.damaged',
      facts: { found: 'it is not a database', lastGoodSeq: 0 },
    });
    rmSync(file);
    tamper('CREATE TABLE songs (title TEXT)');
    expect(await refusal()).toMatchObject({
      code: 'journal.damaged',
      facts: { found: 'it is not a journal of Muster' },
    });
    rmSync(file);
    await record();
    tamper('DROP TABLE bodies');
    expect(await refusal()).toMatchObject({ code: 'journal.damaged', facts: { found: 'the table bodies is missing' } });
    rmSync(file);
    rmSync(`${file}.made`);
    await record();
    tamper('ALTER TABLE receipts RENAME COLUMN first_seq TO second_seq');
    expect(await refusal()).toMatchObject({ code: 'journal.damaged' });
  });

  test('a file cut short anywhere', async () => {
    await record();
    const whole = readFileSync(file);
    for (const bytes of [1, 50, 100, 4096, Math.floor(whole.length / 2), whole.length - 4096, whole.length - 1]) {
      writeFileSync(file, whole);
      truncateSync(file, bytes);
      expect([bytes, (await refusal()).code]).toEqual([bytes, 'journal.damaged']);
    }
  });

  test('a journal of a newer Muster', async () => {
    await record();
    tamper('PRAGMA user_version = 2');
    expect(await refusal()).toMatchObject({ code: 'journal.newer', facts: { file, version: 2, known: 1 } });
  });

  test('whatever bit is flipped, what can be read is what was written', async () => {
    await record();
    const whole = readFileSync(file);
    const expected = await outcome();
    let refused = 0;
    for (let at = 3; at < whole.length; at += 173) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (at % 8)), at);
      rmSync(`${file}-wal`, { force: true });
      rmSync(`${file}-shm`, { force: true });
      writeFileSync(file, bytes);
      const found = await outcome();
      if (found instanceof AppError) {
        refused += 1;
        expect([at, found.code]).toEqual([at, expect.stringMatching(/^journal\.(damaged|newer)$/)]);
      } else expect([at, found]).toEqual([at, expected]);
    }
    expect(refused).toBeGreaterThan(20);
  }, 60_000);
});

describe('a missing journal is not an empty one', () => {
  test('never made, or its making cut short: it is made', async () => {
    expect(await outcome()).toEqual([]);
    rmSync(folder.path, { recursive: true });
    mkdirSync(folder.path);
    writeFileSync(file, '');
    expect(await outcome()).toEqual([]);
    rmSync(folder.path, { recursive: true });
    mkdirSync(folder.path);
    mkdirSync(join(folder.path, 'blobs'));
    tamper('PRAGMA journal_mode = wal; CREATE TABLE x (y); DROP TABLE x');
    writeFileSync(`${file}-wal`, 'the first transaction, torn: '.repeat(200));
    expect(await outcome()).toEqual([]);
    expect(await outcome()).toEqual([]);
  });

  const traces: [name: string, leave: () => void, found: string][] = [
    ['gone', () => rmSync(file), 'the file is missing, but Muster has worked here before'],
    ['emptied', () => truncateSync(file, 0), 'the file is empty, but Muster has worked here before'],
    [
      'gone with its marker, documents left',
      () => (rmSync(file), rmSync(`${file}.made`), mkdirSync(join(folder.path, 'blobs', 'ab'), { recursive: true })),
      'the file is missing, but there are stored documents beside it',
    ],
    [
      'gone, log left',
      () => (rmSync(file), writeFileSync(`${file}-wal`, 'log')),
      'the file is missing, but its newest changes lie beside it',
    ],
  ];
  test.each(traces)('%s: it is refused', async (_name, leave, found) => {
    await record();
    leave();
    expect(await refusal()).toMatchObject({ code: 'journal.damaged', facts: { file, found, lastGoodSeq: 0 } });
    expect(existsSync(file) && statSync(file).size > 0).toBe(false);
  });

  test('a journal restored without its marker is opened', async () => {
    await record();
    rmSync(`${file}.made`);
    expect(await outcome()).toHaveLength(20);
    expect(existsSync(`${file}.made`)).toBe(true);
  });
});

describe('the write-ahead log', () => {
  let log: Buffer;
  let saved: string;
  /** Leaves the files as a kill leaves them: the last events only in the log. */
  beforeEach(async () => {
    const journal = open();
    for (let version = 0; version < 12; version += 1)
      await journal.append('task/t_1', version, [message(`text ${version}`)], meta);
    saved = join(folder.path, 'killed');
    mkdirSync(saved);
    for (const name of ['journal.db', 'journal.db-wal']) copyFileSync(join(folder.path, name), join(saved, name));
    await journal.stop();
    file = join(saved, 'journal.db');
    log = readFileSync(`${file}-wal`);
  });

  test('is read after a kill', async () => {
    expect(await outcome()).toHaveLength(12);
  });

  test('cut in its last transaction: that one never happened', async () => {
    writeFileSync(`${file}-wal`, log.subarray(0, log.length - 10));
    expect(await outcome()).toHaveLength(11);
  });

  test('damaged before its last transaction: refused, since committed events are missing', async () => {
    const frame = 24 + 4096;
    for (const at of [32 + 3 * frame + 100, 32 + Math.floor((log.length - 32) / frame / 2) * frame + 2000]) {
      const bytes = Buffer.from(log);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      writeFileSync(`${file}-wal`, bytes);
      rmSync(`${file}-shm`, { force: true });
      expect(await refusal()).toMatchObject({ code: 'journal.damaged' });
    }
    const bytes = Buffer.from(log);
    bytes.fill(0, 0, 32);
    writeFileSync(`${file}-wal`, bytes);
    expect(await refusal()).toMatchObject({
      code: 'journal.damaged',
      facts: { found: 'its write-ahead log is damaged: committed events are missing' },
    });
  });
});
