import { beforeEach, expect, test } from 'vitest';
import type { Feed } from './contract.ts';
import type { NewEvent } from './domain/events.ts';
import { emptyWorkspace, noKnowledge, noSpend } from './domain/project.ts';
import { makeFeed, type FeedHub } from './feed.ts';
import type { Journal } from './journal/journal.ts';
import { openMemoryJournal } from './journal/memory-journal.ts';
import { fakeClock } from './testing.ts';

const paused: NewEvent = { type: 'workspace.paused', data: {} };
let journal: Journal;
let feed: FeedHub;
let clock: ReturnType<typeof fakeClock>;
let abort: AbortController;

beforeEach(() => {
  journal = openMemoryJournal();
  clock = fakeClock();
  abort = new AbortController();
  const snapshot = () => ({
    seq: journal.lastSeq(),
    tasks: [],
    teammates: [],
    workspace: emptyWorkspace(),
    spend: noSpend,
    knowledge: noKnowledge,
  });
  feed = makeFeed(journal, clock, snapshot);
});

/** Appends so many events and publishes them, as the engine does. */
async function append(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => paused);
  const result = await journal.append('workspace', journal.head('workspace'), events, {
    actor: 'engine',
    atMs: 0,
    commandId: null,
  });
  if (result.ok) feed.publish(result.records);
}

const names = (part: Feed) => {
  if (part.kind === 'health') return 'health';
  return part.kind === 'snapshot'
    ? `snapshot at ${part.snapshot.seq}`
    : `${part.events.length} to ${part.events.at(-1)?.seq}`;
};

/** Takes so many parts from a subscription. */
async function take(afterSeq: number | null, count: number): Promise<string[]> {
  const parts: string[] = [];
  for await (const part of feed.subscribe(afterSeq, abort.signal)) {
    parts.push(names(part));
    if (parts.length === count) break;
  }
  return parts;
}

test.each([
  ['a new reader', null, ['snapshot at 450']],
  ['a reader who resumes, in batches', 10, ['200 to 210', '200 to 410', '40 to 450']],
  ['a reader from another journal', 9_999, ['snapshot at 450']],
] as [string, number | null, string[]][])('%s', async (_, afterSeq, expected) => {
  await append(450);
  expect(await take(afterSeq, expected.length)).toEqual(expected);
});

test('events that come later follow the snapshot, each once', async () => {
  await append(3);
  const parts = take(null, 3);
  await append(2);
  await append(1);
  expect((await parts)[0]).toBe('snapshot at 3');
});

test('a reader far behind gets a new snapshot instead of the events', async () => {
  await append(1);
  const reader = feed.subscribe(1, abort.signal)[Symbol.asyncIterator]();
  const waiting = reader.next();
  await append(25_000);
  expect(names((await waiting).value)).toBe('snapshot at 25001');
});

test('an abort ends a reader that waits', async () => {
  const reader = feed.subscribe(0, abort.signal)[Symbol.asyncIterator]();
  const waiting = reader.next();
  abort.abort();
  expect((await waiting).done).toBe(true);
});

test('live text is coalesced: the newest of each task, at most one batch in a tenth of a second', async () => {
  const reader = feed.live(['t_1'], abort.signal)[Symbol.asyncIterator]();
  const part = (text: string, taskId = 't_1') => ({ taskId, runId: 'r_1', turn: 1, text });
  const first = reader.next();
  feed.say(part('a'));
  feed.say(part('ab'));
  feed.say(part('other', 't_2'));
  expect((await first).value).toEqual([part('ab')]);
  const second = reader.next();
  feed.say(part('abc'));
  feed.say(part('abcd'));
  clock.advance(100);
  expect((await second).value).toEqual([part('abcd')]);
});
