import { expect, it } from 'vitest';
import { PROTOCOL_VERSION, type Feed } from '../../agents/contract.ts';
import { LinkRefused, protocolVersion, type Connect, type LinkState } from './client.ts';
import { fakeSnapshot, fakeTask } from './fake-board.ts';
import { FakeEngine } from './fake.ts';
import { backoffMs, Connection } from './reconnect.ts';

it('speaks the protocol of the contract it was built with', () => {
  expect(protocolVersion).toBe(PROTOCOL_VERSION);
});

it.each([
  [1, 0, 125],
  [1, 1, 250],
  [4, 0.5, 1500],
  [30, 1, 15_000],
])('waits before try %i (%d) for %i ms', (tries, random, ms) => {
  expect(backoffMs(tries, random)).toBe(ms);
});

/** A connection whose waiting is a promise the test opens, and which reports each part of the feed. */
function rig(connect: Connect) {
  let seq: number | null = null;
  const feeds: Feed[] = [];
  const states: LinkState[] = [];
  const waiting: (() => void)[] = [];
  let wake = () => {};
  const connection = new Connection({
    connect,
    lastSeq: () => seq,
    onFeed: (feed) => {
      if (feed.kind === 'snapshot') ({ seq } = feed.snapshot);
      if (feed.kind === 'events') seq = feed.events.at(-1)?.seq ?? seq;
      feeds.push(feed);
      wake();
    },
    onState: (state) => {
      states.push(state);
      wake();
    },
    wait: () => new Promise<void>((resolve) => waiting.push(resolve)),
    random: () => 0,
  });
  const until = async (isTrue: () => boolean) => {
    while (!isTrue()) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { connection, feeds, states, waiting, until };
}

function seqs(feeds: Feed[]): number[] {
  return feeds.flatMap((feed) => (feed.kind === 'events' ? feed.events.map((event) => event.seq) : []));
}

it('takes up after the last event, and drops what comes twice', async () => {
  const engine = new FakeEngine({ snapshot: fakeSnapshot([fakeTask('t', 'T')]), now: () => 1 });
  const { connection, feeds, states, waiting, until } = rig(engine.connect);
  const done = connection.run();
  await until(() => feeds.length === 1);
  engine.emit('task/t', [{ type: 'task.assigned', data: { teammateId: 'maya' } }]);
  await until(() => feeds.length === 2);
  engine.cut();
  await until(() => states.at(-1) === 'offline');
  expect(connection.client()).toBe(null);
  waiting.pop()?.();
  await until(() => states.at(-1) === 'open');
  // A host may repeat what the client already has.
  engine.repeat(101);
  engine.emit('task/t', [{ type: 'task.unassigned', data: {} }]);
  await until(() => feeds.length === 3);
  expect([feeds.filter((feed) => feed.kind === 'snapshot').length, seqs(feeds)]).toEqual([1, [101, 102]]);
  connection.stop();
  await done;
});

it('stops for good when another version answers, and asks nothing again', async () => {
  let tries = 0;
  const { connection, states, waiting } = rig(async () => {
    tries += 1;
    throw new LinkRefused('outdated', 'protocol.mismatch');
  });
  await connection.run();
  expect([tries, states, waiting.length]).toEqual([1, ['connecting', 'outdated'], 0]);
});

it('tries again after a host that is not there', async () => {
  let tries = 0;
  const { connection, states, waiting, until } = rig(async () => {
    tries += 1;
    throw new Error('refused');
  });
  const done = connection.run();
  await until(() => states.at(-1) === 'offline');
  waiting.pop()?.();
  await until(() => tries === 2 && states.length >= 4);
  connection.stop();
  waiting.pop()?.();
  await done;
  expect(states.slice(0, 3)).toEqual(['connecting', 'offline', 'offline']);
});
