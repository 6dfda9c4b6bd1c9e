/** What was answered survives the death of the process: a real one, killed in mid-write, again and again. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { sealed } from '../domain/sealed.ts';
import { openSqliteJournal } from './sqlite.ts';
import { makeTestFolder } from './test-folder.ts';

const program = `
  const { openSqliteJournal } = await import(process.argv[1]);
  const journal = openSqliteJournal({ file: process.argv[2], sealed: { 'message.posted': ['text'] } });
  const meta = { actor: 'engine', atMs: 1, commandId: null };
  for (const stream of ['task/a', 'task/b', 'task/c', 'task/d']) void (async () => {
    for (let version = journal.head(stream); ; version += 1) {
      const data = { messageId: 'm', from: 'engine', text: stream + ' ' + version + ' '.repeat(300) };
      const result = await journal.append(stream, version, [{ type: 'message.posted', data }], meta);
      process.stdout.write(result.records[0].seq + '\\n');
    }
  })();
`;

test('no answered append is lost, none is there twice', async () => {
  const folder = makeTestFolder();
  const file = join(folder.path, 'journal.db');
  let last = 0;
  for (const answers of [1, 40, 333, 90]) {
    const args = ['--input-type=module', '-e', program, join(import.meta.dirname, 'sqlite.ts'), file];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const exit = once(child, 'exit');
    let acked = 0;
    let count = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      acked = Math.max(acked, Number(line));
      count += 1;
      if (count === answers) child.kill('SIGKILL');
    }
    await exit;
    const journal = openSqliteJournal({ file, sealed });
    const records = [...journal.readAll(0)];
    expect(acked).toBeGreaterThan(last);
    expect(records.length).toBeGreaterThanOrEqual(acked);
    const texts = records.map((record) => (record.type === 'message.posted' ? record.data.text.trim() : ''));
    expect(texts).toEqual(records.map((record) => `${record.stream} ${record.version - 1}`));
    last = records.length;
    await journal.stop();
  }
  folder.remove();
}, 60_000);
