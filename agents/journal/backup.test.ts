/** Backups of real data folders: made beside a writer at full speed, brought back whole, and refused when anything in them is not as it was. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditData } from '../audit.ts';
import type { EventRecord, NewEvent } from '../domain/events.ts';
import { sealed } from '../domain/sealed.ts';
import { digestOf, isPlainPath, type ArchiveHead } from './archive.ts';
import { makeBackup, type SourceFile } from './backup.ts';
import { openBlobs } from './blobs.ts';
import { restoreBackup } from './restore.ts';
import { openSqliteJournal } from './sqlite.ts';
import { makeTestFolder } from './test-folder.ts';

let above: ReturnType<typeof makeTestFolder>;
let data: string;
let file: string;
let restored: string;
beforeEach(() => {
  above = makeTestFolder();
  data = path.join(above.path, 'data');
  file = path.join(above.path, 'board.muster');
  restored = path.join(above.path, 'restored');
  mkdirSync(data);
});
afterEach(() => above.remove());

const meta = { actor: 'engine', atMs: 1, commandId: null };
const message = (text: string): NewEvent => ({
  type: 'message.posted',
  data: { messageId: 'm', from: 'person', text },
});
const begun = (before: string): NewEvent => ({
  type: 'call.begun',
  data: { runId: 'r', callId: 'c', key: 'k', hash: 'h', before },
});

async function* below(folder: string, name = ''): AsyncGenerator<SourceFile> {
  for (const entry of readdirSync(path.join(folder, name), { withFileTypes: true })) {
    const child = name ? `${name}/${entry.name}` : entry.name;
    if (entry.isDirectory()) yield* below(folder, child);
    else yield { path: `workspaces/${child}`, absolute: path.join(folder, child) };
  }
}
async function* noFiles(): AsyncGenerator<SourceFile> {}

const backUp = (files: AsyncIterable<SourceFile> = noFiles()) =>
  makeBackup({
    journal: path.join(data, 'journal.db'),
    blobs: path.join(data, 'blobs'),
    file,
    files,
    appVersion: '1.2.3',
    madeAtMs: 1_764_000_000_000,
  });

function restore(): Promise<ArchiveHead> {
  rmSync(restored, { recursive: true, force: true });
  mkdirSync(restored);
  return restoreBackup({
    file,
    folder: restored,
    journal: path.join(restored, 'journal.db'),
    blobs: path.join(restored, 'blobs'),
    isKept: (name) => name.startsWith('workspaces/'),
  });
}

async function eventsIn(folder: string): Promise<EventRecord[]> {
  const journal = openSqliteJournal({ file: path.join(folder, 'journal.db'), sealed });
  const records = [...journal.readAll(0)];
  await journal.stop();
  return records;
}

/** Faults of a restored folder, by part. */
async function faultsIn(folder: string): Promise<string[]> {
  const paths = { file: path.join(folder, 'journal.db'), blobs: path.join(folder, 'blobs') };
  const parts = (await auditData({ ...paths, openMemory: async () => null })) ?? [];
  return parts.flatMap(({ faults }) => faults);
}

/** Text that a snapshot holds open and the events hold sealed. */
const openText = 'Grüße, which are sealed';

/** A small journal: sealed text, a command with a receipt, a snapshot, two documents of which one is forgotten. */
async function fillData(): Promise<{ hash: string }> {
  const journal = openSqliteJournal({ file: path.join(data, 'journal.db'), sealed });
  const blobs = await openBlobs(path.join(data, 'blobs'));
  const hash = await blobs.put('what the file held before');
  await blobs.put('nothing names this');
  await journal.append('task/a', 0, [message(openText), begun(hash)], { ...meta, commandId: 'cmd_1' });
  await journal.append('task/b', 0, [message('to be forgotten')], meta);
  await journal.forget({ keyIds: ['task/b'] });
  journal.saveSnapshot({ seq: 3, projectionVersion: 0, slices: new Map([['note', openText]]) }, null);
  await journal.stop();
  return { hash };
}

/** The paths below a folder with what is in them. */
function contents(folder: string): [string, number, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry): [string, number, string] => {
      const absolute = path.join(entry.parentPath, entry.name);
      return [
        path.relative(folder, absolute),
        statSync(absolute).mode & 0o777,
        readFileSync(absolute).toString('base64'),
      ];
    })
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

describe('a backup', () => {
  test('brings back every event, needed document and file as it was', async () => {
    const { hash } = await fillData();
    const work = path.join(data, 'workspaces');
    mkdirSync(path.join(work, 't_1', 'Entwürfe'), { recursive: true });
    writeFileSync(path.join(work, 't_1', 'brief.md'), '# Brief\n');
    writeFileSync(path.join(work, 't_1', 'Entwürfe', 'a b.md'), '');
    writeFileSync(path.join(work, 't_1', 'large.bin'), Buffer.alloc(3_500_000, 'large'));
    chmodSync(path.join(work, 't_1', 'brief.md'), 0o640);
    symlinkSync('/etc/passwd', path.join(work, 't_1', 'link.md'));
    const made = await backUp(below(work));
    const facts = { events: 3, files: 4, missing: [], appVersion: '1.2.3', madeAtMs: 1_764_000_000_000, version: 1 };
    expect(made).toEqual({ ...facts, bytes: statSync(file).size });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(above.path).toSorted()).toEqual(['board.muster', 'data']);

    expect(await restore()).toEqual(facts);
    rmSync(path.join(work, 't_1', 'link.md'));
    expect(contents(path.join(restored, 'workspaces'))).toEqual(contents(work));
    expect([await eventsIn(restored), await faultsIn(restored)]).toEqual([await eventsIn(data), []]);
    const blobs = await openBlobs(path.join(restored, 'blobs'));
    const listed = [];
    for await (const blob of blobs.list()) listed.push(blob.hash);
    expect(listed).toEqual([hash]);
    const journal = openSqliteJournal({ file: path.join(restored, 'journal.db'), sealed });
    // A snapshot is folded again: what it holds in the open has no place in a backup.
    expect([journal.loadSnapshot(0), readFileSync(file).includes(openText)]).toEqual([null, false]);
    expect(journal.saveSnapshot({ seq: 3, projectionVersion: 0, slices: new Map() }, null)).toBe(true);
    expect(journal.receipt('cmd_1')?.map(({ seq }) => seq)).toEqual([1, 2]);
    // New keys go on counting where the old ones ended.
    await journal.append('task/c', 0, [message('new')], meta);
    expect([...journal.readStream('task/c')].map((record) => record.data)).toEqual([message('new').data]);
    await journal.stop();
  });

  test('replaces an older one only when it is whole, and clears away what was cut off', async () => {
    await fillData();
    for (const name of ['part', 'part-journal']) writeFileSync(`${file}.${name}`, 'of a backup that was killed');
    await backUp();
    const first = readFileSync(file);
    writeFileSync(path.join(data, 'journal.db'), 'not a database');
    await expect(backUp()).rejects.toMatchObject({ code: 'journal.damaged' });
    expect(readFileSync(file).equals(first)).toBe(true);
    expect(readdirSync(above.path).toSorted()).toEqual(['board.muster', 'data']);
  });

  test('is not made of nothing', async () => {
    expect([await backUp(), existsSync(file)]).toEqual([null, false]);
  });

  test('is not made of a journal with a damaged event', async () => {
    await fillData();
    const db = new Database(path.join(data, 'journal.db'));
    db.exec(`UPDATE events SET actor = 'person' WHERE seq = 2`);
    db.close();
    await expect(backUp()).rejects.toMatchObject({
      code: 'journal.damaged',
      message: expect.stringContaining('event 2 is not what was written), so no backup was made.'),
    });
    expect(readdirSync(above.path)).toEqual(['data']);
  });

  test('is made although the snapshot is damaged', async () => {
    await fillData();
    const db = new Database(path.join(data, 'journal.db'));
    db.exec(`UPDATE snapshots SET data = '{}'`);
    db.close();
    await backUp();
    await restore();
    expect(await faultsIn(restored)).toEqual([]);
  });

  test('says which documents were lost before, and saves all else', async () => {
    const { hash } = await fillData();
    rmSync(path.join(data, 'blobs', hash.slice(0, 2), hash.slice(2, 4), hash));
    expect(await backUp()).toMatchObject({ events: 3, missing: [hash] });
    expect(await restore()).toMatchObject({ events: 3, missing: [hash] });
    expect(await faultsIn(restored)).toEqual([`${hash}, which event 2 needs, is missing`]);
  });

  test('made while another process appends at full speed holds every event answered before', async () => {
    const modules = ['sqlite.ts', 'blobs.ts', 'lock.ts'].map((name) => path.join(import.meta.dirname, name));
    const args = ['--input-type=module', '-e', writer, ...modules, data];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const exit = once(child, 'exit');
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    let acked = 0;
    const readUntil = async (seq: number): Promise<void> => {
      while (acked < seq) acked = Math.max(acked, Number((await lines.next()).value));
    };
    const made: { before: number; events: number }[] = [];
    for (const wanted of [300, 3_000]) {
      await readUntil(wanted);
      const before = acked;
      const backup = await backUp();
      made.push({ before, events: backup?.events ?? 0 });
      // It went on meanwhile: there is more than the backup holds.
      await readUntil((backup?.events ?? 0) + 1);
      await restore();
      const records = await eventsIn(restored);
      expect(records.map(({ seq }) => seq)).toEqual(Array.from({ length: backup?.events ?? 0 }, (_, at) => at + 1));
      expect([backup?.missing, await faultsIn(restored)]).toEqual([[], []]);
    }
    child.kill();
    await exit;
    for (const { before, events } of made) expect(events).toBeGreaterThanOrEqual(before);
  }, 60_000);
});

/** Four streams at once, each event answered by its seq on stdout; every tenth names a document of its own. */
const writer = `
  const [sqlite, blobStore, lock, data] = process.argv.slice(1);
  const { openSqliteJournal } = await import(sqlite);
  const { openBlobs } = await import(blobStore);
  await (await import(lock)).lockFolder(data);
  const journal = openSqliteJournal({ file: data + '/journal.db', sealed: { 'message.posted': ['text'] } });
  const blobs = await openBlobs(data + '/blobs');
  const meta = { actor: 'engine', atMs: 1, commandId: null };
  for (const stream of ['task/a', 'task/b', 'task/c', 'task/d']) void (async () => {
    for (let version = 0; ; version += 1) {
      const event = version % 10 === 9
        ? { type: 'call.begun', data: { runId: 'r', callId: 'c', key: 'k', hash: 'h', before: await blobs.put(stream + version) } }
        : { type: 'message.posted', data: { messageId: 'm', from: 'engine', text: stream + ' ' + version + ' '.repeat(300) } };
      const result = await journal.append(stream, version, [event], meta);
      process.stdout.write(result.records[0].seq + '\\n');
    }
  })();
`;

describe('a backup that is not what was written', () => {
  const change = (sql: string, signed = false): void => {
    const db = new Database(file);
    db.exec(sql);
    if (signed) {
      const head = db
        .prepare<[], ArchiveHead & { missing: string }>(
          'SELECT version, made_at_ms AS madeAtMs, app_version AS appVersion, events, files, missing FROM backup',
        )
        .get();
      if (!head) throw new Error('no head');
      const whole = { ...head, missing: JSON.parse(head.missing) as string[] };
      db.prepare('UPDATE backup SET digest = ?').run(digestOf(db, whole));
    }
    db.close();
  };
  beforeEach(async () => {
    await fillData();
    mkdirSync(path.join(data, 'workspaces', 't_1'), { recursive: true });
    writeFileSync(path.join(data, 'workspaces', 't_1', 'brief.md'), 'A brief of some length.'.repeat(500));
    await backUp(below(path.join(data, 'workspaces')));
  });

  test.each([
    ['an event', `UPDATE events SET actor = 'x' WHERE seq = 2`, 'event 2 is not what was written'],
    [
      'the newest event',
      `DELETE FROM bodies WHERE seq > 2; DELETE FROM events WHERE seq = 3`,
      'does not hold the events',
    ],
    ['a key', `UPDATE keys SET key = zeroblob(32) WHERE number = 1`, 'a text that cannot be opened'],
    ['a receipt', `UPDATE receipts SET last_seq = 3`, 'receipt'],
    [
      'a file',
      `UPDATE pieces SET data = zeroblob(length(data)) WHERE file = 2`,
      'workspaces/t_1/brief.md in it is not what was saved',
    ],
    ['a piece of a file', `DELETE FROM pieces WHERE file = 2`, 'brief.md in it is not what was saved'],
    ['a document', `UPDATE pieces SET data = zeroblob(length(data)) WHERE file = 1`, 'in it is not what was saved'],
    ['a lost document', `DELETE FROM files WHERE path LIKE 'blobs/%'`, 'its list of files'],
    ['a name', `UPDATE files SET path = 'workspaces/other' WHERE id = 2`, 'its list of files'],
    ['a mode', `UPDATE files SET mode = 511 WHERE id = 2`, 'its list of files'],
    ['its end', `DELETE FROM backup`, 'never finished'],
    ['a table', `DROP TABLE pieces`, 'the table pieces is missing'],
    ['what it says of itself', `UPDATE backup SET missing = '{'`, 'what it says of itself'],
    ['its columns', `ALTER TABLE receipts DROP COLUMN last_seq`, 'is damaged'],
  ])('is refused for %s', async (_, sql, words) => {
    change(sql);
    await expect(restore()).rejects.toMatchObject({ code: 'backup.invalid', message: expect.stringContaining(words) });
    expect(readdirSync(restored)).toEqual([]);
  });

  test.each([
    [
      'a document is not in it',
      `DELETE FROM files WHERE path LIKE 'blobs/%'`,
      /stored document [0-9a-f]{64} is not in it/,
    ],
    [
      'a document has another’s name',
      `UPDATE files SET path = 'blobs/' || '${'0'.repeat(64)}' WHERE id = 1`,
      /does not belong/,
    ],
    ['a newer Muster made it', `UPDATE backup SET version = 2, app_version = '9.0'`, /made by a newer Muster \(9\.0\)/],
    ['a newer Muster wrote its journal', `PRAGMA user_version = 2`, /made by a newer Muster/],
    ...[
      '../evil',
      'workspaces/../../evil',
      'workspaces/../secrets.json',
      '/etc/evil',
      'workspaces//evil',
      'workspaces/./evil',
      'secrets.json',
      'journal.db',
      'logs/muster.log',
      'workspaces/a\\0b',
    ].map((name): [string, string, RegExp] => [
      `a file is called ${name}`,
      `UPDATE files SET path = replace('${name}', '\\0', char(0)) WHERE id = 2`,
      /holds a file that does not belong into a backup/,
    ]),
  ])('is refused when %s, although its digest fits', async (_, sql, words) => {
    change(sql, true);
    await expect(restore()).rejects.toMatchObject({ code: 'backup.invalid', message: expect.stringMatching(words) });
    expect(readdirSync(restored)).toEqual([]);
  });

  test('is refused for every turned byte that matters, and cut off anywhere', async () => {
    const whole = readFileSync(file);
    await restore();
    const wanted = [await eventsIn(restored), contents(path.join(restored, 'workspaces'))];
    let refused = 0;
    const attempt = async (bytes: Buffer): Promise<void> => {
      writeFileSync(file, bytes);
      try {
        await restore();
      } catch (error) {
        expect(error).toMatchObject({ code: 'backup.invalid' });
        refused += 1;
        return;
      }
      expect([await eventsIn(restored), contents(path.join(restored, 'workspaces'))]).toEqual(wanted);
    };
    for (let at = 0; at < whole.length; at += 1_597) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x40;
      await attempt(bytes);
    }
    expect(refused).toBeGreaterThan(5);
    refused = 0;
    for (const length of [0, 10, 4096, whole.length - 4096, whole.length - 1]) await attempt(whole.subarray(0, length));
    expect(refused).toBe(5);
  }, 60_000);

  test('is told from a journal and from anything else', async () => {
    writeFileSync(file, readFileSync(path.join(data, 'journal.db')));
    await expect(restore()).rejects.toMatchObject({
      message: expect.stringContaining('is a journal and not a backup'),
    });
    writeFileSync(file, 'some other file');
    await expect(restore()).rejects.toMatchObject({ message: expect.stringContaining('is not a backup of Muster') });
  });
});

test.each([
  ['workspaces/t_1/a b.md', 'linux', true],
  ['a\\b', 'linux', true],
  ['a\\b', 'win32', false],
  ['a:b', 'win32', false],
  ['C:/x', 'win32', false],
  ['', 'linux', false],
  ['a/', 'linux', false],
  ['..', 'linux', false],
  ['a/../b', 'linux', false],
  ['a\0', 'linux', false],
] as const)('the path %j on %s is plain: %s', (name, platform, isPlain) => {
  expect(isPlainPath(name, platform)).toBe(isPlain);
});
