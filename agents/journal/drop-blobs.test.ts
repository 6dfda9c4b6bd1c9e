import { expect, test } from 'vitest';
import type { NewEvent } from '../domain/events.ts';
import { fakeClock } from '../testing.ts';
import { blobsOnlyOf, dropBlobs } from './drop-blobs.ts';
import { makeMemoryBlobs, openMemoryBlobs, openMemoryJournal } from './memory-journal.ts';

const clock = fakeClock();
const begun = (before: string | null): NewEvent => ({
  type: 'call.begun',
  data: { runId: 'r_1', callId: 'c_1', key: 'k', hash: 'h', before },
});

test('what only the forgotten tasks name goes at once, and nothing else', async () => {
  const journal = openMemoryJournal();
  const kept = makeMemoryBlobs();
  const blobs = openMemoryBlobs(kept, clock);
  const append = (taskId: string, events: NewEvent[]) =>
    journal.append(`task/${taskId}`, journal.head(`task/${taskId}`), events, {
      actor: 'engine',
      atMs: clock.now(),
      commandId: null,
    });
  const put = (text: string) => blobs.put(text);
  const [own, both, shared, other, renewed] = await Promise.all(
    ['own', 'of both forgotten', 'shared', 'of another', 'stored again'].map(put),
  );
  await append('a', [begun(own ?? ''), begun(both ?? ''), begun(shared ?? ''), begun(renewed ?? '')]);
  await append('b', [begun(both ?? '')]);
  await append(
    'c',
    Array.from({ length: 450 }, () => begun(null)),
  );
  await append('c', [begun(other ?? ''), begun(shared ?? '')]);
  clock.advance(1_000);
  await put('stored again');
  await put('named by nobody yet');

  const named = await blobsOnlyOf(journal, ['a', 'b', 'none'], ['a', 'b', 'c']);
  expect(new Set(named.keys())).toEqual(new Set([own, both, renewed]));
  expect(await dropBlobs(blobs, named)).toEqual([renewed]);
  expect([...kept.blobs.values()].map(({ bytes }) => Buffer.from(bytes).toString()).toSorted()).toEqual([
    'named by nobody yet',
    'of another',
    'shared',
    'stored again',
  ]);
  expect(await dropBlobs(blobs, named)).toEqual([renewed]);
  expect(await blobsOnlyOf(journal, [], ['a'])).toEqual(new Map());
});
