/** The upkeep that needs no model, on fakes: what it changes, and what it leaves to a person. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMemoryJournal } from '../journal/memory-journal.ts';
import type { Journal } from '../journal/journal.ts';
import { openStreams, type Streams } from '../streams.ts';
import { countingIds, fakeClock } from '../testing.ts';
import { noLabels } from '../domain/labels.ts';
import type { Statement } from './draft.ts';
import { learn } from './learn.ts';
import { fade, report, reread, startTending, type TendingDeps } from './tending.ts';

const dayMs = 24 * 3_600_000;
let journal: Journal;
let streams: Streams;
let clock: ReturnType<typeof fakeClock>;
let deps: TendingDeps;
let file: string | null;
let lines: string[];

beforeEach(() => {
  journal = openMemoryJournal();
  streams = openStreams(journal, () => undefined);
  clock = fakeClock();
  file = 'Invoices are payable within thirty (30) days of receipt.';
  lines = [];
  deps = {
    journal,
    streams,
    clock,
    idle: async () => undefined,
    log: (line) => lines.push(line),
    readSource: async (taskId, path) =>
      file !== null && taskId === 't_1' && path === 'files/contract.md' ? { raw: file, readable: file } : null,
  };
});
afterEach(() => journal.stop());

async function know(text: string, patch: Partial<Statement> = {}): Promise<string> {
  const memoryId = `mem_${streams.memory.cards.size + 1}`;
  const who = { authority: 'agent', author: 'maya', taskId: 't_1', runId: null } as const;
  const where = { scope: 'team', scopeId: 'team', sourceUri: null, quote: null, labels: noLabels } as const;
  const when = { validFromMs: null, validToMs: null, supersedes: [], derivedFrom: [] };
  const what = { kind: 'fact', subject: 'Halden', question: null, value: null, cardinality: 'one' } as const;
  const statement: Statement = {
    memoryId,
    text,
    ...what,
    ...who,
    ...where,
    ...when,
    sensitivity: 'internal',
    ...patch,
  };
  await learn({ journal, streams, clock, makeId: countingIds() }, statement, { actor: 'x', commandId: null });
  return memoryId;
}
const status = (id: string) => streams.memory.cards.get(id)?.status;

test('what nobody used in years fades, and is back when it is said again', async () => {
  const fact = await know('Halden pays within 30 days.');
  const preference = await know('Halden likes short reports.', { kind: 'preference' });
  clock.advance(900 * dayMs);
  await fade(deps);
  expect([status(fact), status(preference)]).toEqual(['faded', 'active']);
  await know('Halden pays within 30 days.');
  expect(status(fact)).toBe('active');
});

test('a file that does not say it any more puts the memory in question; one that is gone does not', async () => {
  const quoted = { sourceUri: 'files/contract.md', quote: 'payable within thirty (30) days' };
  const fact = await know('Halden pays within 30 days.', quoted);
  await reread(deps);
  expect(status(fact)).toBe('active');
  file = null;
  await reread(deps);
  expect(status(fact)).toBe('active');
  file = 'Invoices are payable within 45 days.';
  await reread(deps);
  expect(status(fact)).toBe('disputed');
  expect(streams.memory.conflicts).toMatchObject([{ id: `basis/${fact}`, cause: 'basis', memberIds: [fact] }]);
});

test('a week is summed up once, and an empty one not at all', async () => {
  await report(deps);
  await know('Halden pays within 30 days.');
  await report(deps);
  expect(streams.memory.reportedToMs).toBe(0);
  clock.advance(7 * dayMs);
  await report(deps);
  await report(deps);
  const reports = [...journal.readStream('memory')].filter(({ type }) => type === 'memory.reported');
  expect(reports).toMatchObject([{ data: { learned: 1, changed: 0, forgotten: 0, openConflicts: 0 } }]);
});

test('the day’s upkeep waits for the start to be over, and a failure is told and tried again the next day', async () => {
  await know('Halden pays within 30 days.');
  let looks = 0;
  deps.idle = async () => {
    looks += 1;
    if (looks === 1) throw new Error('the disk is full');
  };
  const tending = startTending(deps);
  tending.notify();
  expect(looks).toBe(0);
  clock.advance(dayMs);
  tending.notify();
  await expect.poll(() => lines).toEqual(['memory upkeep failed: the disk is full']);
  tending.notify();
  expect(looks).toBe(1);
  clock.advance(dayMs);
  tending.notify();
  await tending.stop();
  expect(looks).toBe(2);
});
