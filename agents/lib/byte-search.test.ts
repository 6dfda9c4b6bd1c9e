import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { searchBytes } from './byte-search.ts';

const needle = 'Señora “Ruiz”';
let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'muster-search-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, bytes: string | Uint8Array): void => writeFileSync(path.join(folder, name), bytes);
const hits = async (...needles: string[]) => (await searchBytes(folder, needles)).hits;

describe('a search of bytes', () => {
  test.each<[string, string, Buffer | string]>([
    ['utf8', 'as it is', needle],
    ['utf8', 'in small letters', needle.toLowerCase()],
    ['utf16', 'in two bytes a letter', Buffer.from(needle, 'utf16le')],
    [
      'json',
      'escaped to ASCII',
      JSON.stringify(needle).replaceAll('ñ', '\\u00f1').replaceAll('“', '\\u201c').replaceAll('”', '\\u201d'),
    ],
    ['base64', 'at the first place of a group', Buffer.from(`${needle} more`).toString('base64')],
    ['base64', 'at the second', Buffer.from(`a${needle} more`).toString('base64')],
    ['base64', 'at the third, for addresses', Buffer.from(`ab${needle} more`).toString('base64url')],
  ])('finds %s %s', async (form, _, text) => {
    write('clean', Buffer.alloc(5000, 'Señora Rui'));
    write('found', Buffer.concat([Buffer.alloc(1001, 'x'), Buffer.from(text), Buffer.from('x')]));
    expect(await hits(needle, 'is nowhere')).toEqual([{ file: 'found', form, count: 1 }]);
  });

  test('finds what JSON escapes', async () => {
    write('found', JSON.stringify({ text: 'say "yes"\nor no' }));
    expect(await hits('say "yes"\nor no')).toEqual([{ file: 'found', form: 'json', count: 1 }]);
  });

  test('counts a needle once wherever a piece of the file ends, and every one that is there', async () => {
    const piece = 4 * 1024 * 1024;
    for (const from of [piece - 1, piece - 9, piece - 40, 2 * piece - 5, piece]) {
      const bytes = Buffer.alloc(2 * piece + 100, 'x');
      bytes.write('a needle', from);
      bytes.write('a needle', 3);
      write('large', bytes);
      expect([from, await hits('a needle', 'a needle that is much longer than this')]).toEqual([
        from,
        [{ file: 'large', form: 'utf8', count: 2 }],
      ]);
    }
  });

  test('finds each of many at every place, however long and alike they are', async () => {
    const many = Array.from({ length: 500 }, (_, index) => `Customer ${index} wants gingerbread, and that at once`);
    write('found', `${many.slice(0, 40).join('')}short`);
    expect(await hits(...many, 'short')).toEqual([{ file: 'found', form: 'utf8', count: 41 }]);
    for (let lead = 0; lead < 20; lead += 1) {
      write('found', `${'.'.repeat(lead)}${many[7]}`);
      expect([lead, await hits(...many)]).toEqual([lead, [{ file: 'found', form: 'utf8', count: 1 }]]);
    }
  });

  test('reads a write-ahead log, a sparse file and what lies deep, and follows no link', async () => {
    const db = new Database(path.join(folder, 'a.db'));
    db.pragma('journal_mode = wal');
    db.exec(`CREATE TABLE t (text TEXT); INSERT INTO t VALUES ('a note on Dana Ruiz')`);
    write('sparse', '');
    truncateSync(path.join(folder, 'sparse'), 40_000_000);
    appendFileSync(path.join(folder, 'sparse'), 'Dana Ruiz');
    mkdirSync(path.join(folder, 'deep', 'Dana Ruiz'), { recursive: true });
    write('deep/Dana Ruiz/empty', '');
    symlinkSync(path.join(folder, 'sparse'), path.join(folder, 'link'));
    const found = await searchBytes(folder, ['Dana Ruiz']);
    db.close();
    expect(found.hits.toSorted((a, b) => (a.file < b.file ? -1 : 1))).toEqual([
      { file: 'a.db-wal', form: 'utf8', count: 1 },
      { file: path.join('deep', 'Dana Ruiz', 'empty'), form: 'name', count: 1 },
      { file: 'sparse', form: 'utf8', count: 1 },
    ]);
    expect([found.files, found.bytes > 40_000_000, found.notSearched]).toEqual([5, true, []]);
  });

  test('says what is too short, and finds nothing of it', async () => {
    write('found', 'Al and Ana and Anna');
    expect(await searchBytes(folder, ['Al', 'Ana', 'Anna'])).toEqual({
      files: 1,
      bytes: 19,
      hits: [{ file: 'found', form: 'utf8', count: 1 }],
      notSearched: ['Al', 'Ana'],
    });
    expect(await searchBytes(path.join(folder, 'nowhere'), [])).toMatchObject({ files: 0, hits: [] });
  });
});
