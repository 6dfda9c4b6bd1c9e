/** What is forgotten for good, on fakes: out of every answer at once, gone after a crash at any place, and a receipt that claims no more than was seen. */
import { afterEach, expect, test } from 'vitest';
import type { Command } from '../domain/commands.ts';
import { makeMemoryDisk, openMemoryJournal } from '../journal/memory-journal.ts';
import { openStreams, type Streams } from '../streams.ts';
import { countingIds, fakeClock } from '../testing.ts';
import type { SearchFiles } from './erasing.ts';
import { fakeIndex } from './fake.ts';
import type { MemoryIndex } from './memory.ts';
import { isMemoryCommand } from './person.ts';
import { makeTeamMemory, type TeamMemory } from './team-memory.ts';

const disk = makeMemoryDisk;
const makeId = countingIds();
let memory: TeamMemory;
let streams: Streams;
let lines: string[];
afterEach(() => memory.stop());

function open(on: ReturnType<typeof disk>, index: MemoryIndex, search: SearchFiles | null = null): void {
  const journal = openMemoryJournal(on);
  lines = [];
  streams = openStreams(journal, (records) => memory.notify(records));
  memory = makeTeamMemory({
    journal,
    streams,
    index,
    clock: fakeClock(),
    makeId,
    search,
    log: (line) => lines.push(line),
  });
}

async function send(command: object): Promise<unknown> {
  const typed = command as Command;
  if (!isMemoryCommand(typed)) throw new Error('no memory command');
  const answer = await memory.dispatch(makeId('c'), typed);
  await memory.idle();
  return answer;
}

async function teach(subject: string, text: string): Promise<string> {
  const memoryId = makeId('mem');
  const rest = { kind: 'fact', claim: null, teammateId: null, validFromMs: null, taskId: null };
  await send({ type: 'memory.teach', memoryId, subject, text, ...rest });
  return memoryId;
}
const erase = (what: object) => send({ type: 'memory.erase', erasureId: makeId('er'), what, withTasks: false });
const receipts = (on: ReturnType<typeof disk>) =>
  [...openMemoryJournal(on).readStream('memory')].flatMap((event) =>
    event.type === 'memory.erased' ? [event.data.receipt] : [],
  );
const scope = { taskId: 't_1', runId: 'r_1', teammateId: 'maya' };
const known = async () =>
  ((await memory.recall({ text: 'Dana signs offers', limit: 9 }, scope)) ?? []).flat().map(({ text }) => text);

test('a subject is gone from answers, index and journal, and the receipt names what was searched', async () => {
  const on = disk();
  const index = fakeIndex();
  const asked: string[][] = [];
  open(on, index, async (needles) => {
    asked.push([...needles].toSorted());
    return { files: 3, bytes: 900, hits: [{ file: 'logs/muster.log', count: 1 }], unsearched: 0 };
  });
  const dana = await teach('Dana Ruiz', 'Dana signs everything above 5,000.');
  await teach('Dana Ruiz', 'Dana is away in August.');
  await teach('Halden Foods', 'Halden signs offers by mail.');
  await erase({ kind: 'subject', memoryId: dana });
  expect(await known()).toEqual(['Halden signs offers by mail.']);
  expect(await index.count()).toBe(1);
  expect(on.records.join('\n')).not.toContain('Dana');
  expect(asked).toEqual([['Dana Ruiz', 'Dana is away in August.', 'Dana signs everything above 5,000.']]);
  expect(receipts(on)).toMatchObject([{ searched: true, files: 3, hits: [{ file: 'logs/muster.log', count: 1 }] }]);
  expect(memory.memory(dana)).toMatchObject({ ok: false });
});

test('one sentence goes, its subject stays known and is not searched for', async () => {
  const on = disk();
  let asked: readonly string[] = [];
  open(on, fakeIndex(), async (needles) => ((asked = needles), { files: 1, bytes: 1, hits: [], unsearched: 0 }));
  const dana = await teach('Dana Ruiz', 'Dana signs everything above 5,000.');
  await teach('Dana Ruiz', 'Dana signs offers on Friday.');
  await erase({ kind: 'memories', memoryIds: [dana] });
  expect(asked).toEqual(['Dana signs everything above 5,000.']);
  expect(await known()).toEqual(['Dana signs offers on Friday.']);
});

test('a crash before the keys are gone repeats all; one after them says that nothing was searched', async () => {
  const on = disk();
  const search: SearchFiles = async () => ({ files: 1, bytes: 1, hits: [], unsearched: 0 });
  const index = fakeIndex();
  const dying: MemoryIndex = { ...index, purge: async () => Promise.reject(new Error('pulled the plug')) };
  open(on, dying, search);
  const dana = await teach('Dana Ruiz', 'Dana signs everything above 5,000.');
  await erase({ kind: 'subject', memoryId: dana });
  expect(lines).toEqual(['an erasure is not through: pulled the plug']);
  expect(await known()).toEqual([]);
  await memory.stop();
  open(on, index, search);
  await memory.idle();
  expect(receipts(on)).toMatchObject([{ searched: true, hits: [] }]);
  await memory.stop();

  const again = disk();
  open(again, index, async () => Promise.reject(new Error('pulled the plug')));
  const other = await teach('Dana Ruiz', 'Dana is away in August.');
  await erase({ kind: 'subject', memoryId: other });
  await memory.stop();
  open(again, index, search);
  await memory.idle();
  expect(receipts(again)).toMatchObject([{ searched: false, files: 0 }]);
  expect(streams.memory.erasures.size).toBe(0);
});

test('everything goes, and what is learned afterwards stays', async () => {
  const on = disk();
  open(on, fakeIndex());
  await teach('Dana Ruiz', 'Dana signs everything above 5,000.');
  await erase({ kind: 'all' });
  await teach('Halden Foods', 'Halden signs offers by mail.');
  await erase({ kind: 'teammate', teammateId: 'maya' });
  expect(await known()).toEqual(['Halden signs offers by mail.']);
  expect(await erase({ kind: 'memories', memoryIds: ['mem_none'] })).toMatchObject({
    error: { code: 'memory.unknown' },
  });
});
