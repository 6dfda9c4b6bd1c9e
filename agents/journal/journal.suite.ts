/** The conformance suite of the journal's port: every adapter runs it, the fake included. */
import { afterEach, describe, expect, test } from 'vitest';
import type { EventRecord, NewEvent, StreamName } from '../domain/events.ts';
import type { AppendMeta, Journal } from './journal.ts';

/** One place to keep a journal; `open` again after `stop` is a restart. */
export interface JournalHome {
  open(): Promise<Journal> | Journal;
  remove(): Promise<void> | void;
}

const task: StreamName = 'task/t_1';
const meta: AppendMeta = { actor: 'person', atMs: 1_700_000_000_000, commandId: null };
const by = (commandId: string): AppendMeta => ({ ...meta, commandId });
const message = (text: string): NewEvent => ({
  type: 'message.posted',
  data: { messageId: 'm_1', from: 'person', text },
});

const labels = { tainted: false, private: false, from: [] };
const memory = (memoryId: string, subject = 'Ada', text = 'likes tea', claimKey = 'ada#drink'): NewEvent => ({
  type: 'memory.asserted',
  data: {
    memoryId,
    kind: 'fact',
    scope: 'org',
    scopeId: 'w_1',
    subject,
    text,
    claimKey,
    authority: 'human',
    author: 'person',
    taskId: null,
    runId: null,
    sourceUri: null,
    labels,
    contentHash: 'h',
  },
});
const forgotten = (memoryId: string): NewEvent => memory(memoryId, '', '', '');
const retracted = (memoryId: string, reason = 'not true'): NewEvent => ({
  type: 'memory.retracted',
  data: { memoryId, status: 'retracted', reason },
});

async function records(
  journal: Journal,
  stream: StreamName,
  version: number,
  events: NewEvent[],
  from = meta,
): Promise<EventRecord[]> {
  const result = await journal.append(stream, version, events, from);
  if (!result.ok) throw new Error(`refused at version ${result.version}`);
  return result.records;
}

export function journalSuite(name: string, makeHome: () => JournalHome): void {
  describe(`journal: ${name}`, () => {
    let home: JournalHome;
    let journal: Journal;
    const start = async (): Promise<Journal> => {
      home = makeHome();
      journal = await home.open();
      return journal;
    };
    afterEach(async () => {
      await journal.stop();
      await home.remove();
    });

    test('is empty at first', async () => {
      await start();
      expect([
        journal.lastSeq(),
        journal.head(task),
        journal.receipt('c_1'),
        journal.loadSnapshot(1),
        [...journal.readAll(0)],
        [...journal.readStream(task)],
      ]).toEqual([0, 0, null, null, [], []]);
    });

    test('numbers events across streams and within one, and gives them back in order after a restart', async () => {
      await start();
      const first = await records(journal, task, 0, [message('one'), message('two')]);
      const other = await records(journal, 'workspace', 0, [{ type: 'workspace.paused', data: {} }], by('c_1'));
      const third = await records(journal, task, 2, [message('three')]);
      const all = [...first, ...other, ...third];
      expect(all.map(({ seq, stream, version }) => [seq, stream, version])).toEqual([
        [1, task, 1],
        [2, task, 2],
        [3, 'workspace', 1],
        [4, task, 3],
      ]);
      expect([...journal.readAll(0)]).toEqual(all);
      await journal.stop();
      journal = await home.open();
      expect([journal.lastSeq(), journal.head(task), journal.head('workspace'), journal.head('memory')]).toEqual([
        4, 3, 1, 0,
      ]);
      expect([...journal.readAll(0)]).toEqual(all);
      expect([...journal.readStream(task)]).toEqual([...first, ...third]);
    });

    test('reads ranges', async () => {
      await start();
      await records(
        journal,
        task,
        0,
        Array.from({ length: 1203 }, (_, index) => message(`m${index + 1}`)),
      );
      await records(journal, 'task/t_2', 0, [message('other')]);
      const seqs = (after: number, limit?: number): number[] =>
        [...journal.readAll(after, limit)].map((record) => record.seq);
      const versions = (after?: number, limit?: number): number[] =>
        [...journal.readStream(task, after, limit)].map((record) => record.version);
      expect([seqs(0).length, seqs(1200), seqs(2, 3), seqs(1204), seqs(5, 0)]).toEqual([
        1204,
        [1201, 1202, 1203, 1204],
        [3, 4, 5],
        [],
        [],
      ]);
      expect([versions().length, versions(1200), versions(1, 2), versions(1203), versions(0, 700).length]).toEqual([
        1203,
        [1201, 1202, 1203],
        [2, 3],
        [],
        700,
      ]);
    });

    test('may be appended to while it is read', async () => {
      await start();
      await records(
        journal,
        task,
        0,
        Array.from({ length: 600 }, () => message('x')),
      );
      const reader = journal.readAll(0);
      reader.next();
      await records(journal, task, 600, [message('late')]);
      expect([...reader].length).toBe(600);
    });

    test('refuses the loser of a race and nobody else', async () => {
      await start();
      const results = await Promise.all([
        journal.append(task, 0, [message('a')], meta),
        journal.append(task, 0, [message('b')], meta),
        journal.append('task/t_2', 0, [message('c')], meta),
        journal.append(task, 1, [message('d')], meta),
        journal.append(task, 7, [message('e')], meta),
      ]);
      expect(
        results.map((result) =>
          result.ok ? result.records.map((record) => record.seq) : [result.code, result.version],
        ),
      ).toEqual([[1], ['stream.moved', 1], [2], [3], ['stream.moved', 2]]);
      expect([journal.lastSeq(), journal.head(task), journal.head('task/t_2')]).toEqual([3, 2, 1]);
    });

    test('takes many appends at once, in order', async () => {
      await start();
      const streams = Array.from({ length: 50 }, (_, index): StreamName => `task/t_${index}`);
      await Promise.all(
        streams.map(async (stream) => {
          for (let version = 0; version < 20; version += 1)
            await records(journal, stream, version, [message(`${stream} ${version}`)]);
        }),
      );
      const seen = new Map<string, number>();
      for (const record of journal.readAll(0)) {
        expect(record.version).toBe((seen.get(record.stream) ?? 0) + 1);
        seen.set(record.stream, record.version);
      }
      expect([seen.size, journal.lastSeq()]).toEqual([50, 1000]);
    });

    test('tells of every record once, in seq order, before its append resolves', async () => {
      await start();
      const told: EventRecord[] = [];
      journal.onCommit((committed) => void told.push(...committed));
      const append = async (stream: StreamName, version: number, from = meta): Promise<boolean> => {
        const result = await journal.append(stream, version, [message(stream), message('second')], from);
        return result.ok && result.records.every((record) => told.includes(record));
      };
      const wasTold = await Promise.all([
        append(task, 0, by('c_1')),
        append('task/t_2', 0),
        append(task, 0),
        append('task/t_3', 0),
      ]);
      expect(wasTold).toEqual([true, true, false, true]);
      await journal.append(task, 2, [message('again')], by('c_1'));
      expect(told).toEqual([...journal.readAll(0)]);
      expect(told.length).toBe(6);
    });

    test('takes more at once than one commit holds', async () => {
      await start();
      const streams = Array.from({ length: 1500 }, (_, index): StreamName => `task/t_${index}`);
      const results = await Promise.all(streams.map((stream) => journal.append(stream, 0, [message('x')], meta)));
      expect([results.every((result) => result.ok), journal.lastSeq()]).toEqual([true, 1500]);
    });

    test('answers a repeated command with its first records', async () => {
      await start();
      const first = await records(journal, task, 0, [message('a'), message('b')], by('c_1'));
      const again = await records(journal, task, 0, [message('something else')], by('c_1'));
      const [both, twice] = await Promise.all([
        records(journal, task, 2, [message('c')], by('c_2')),
        records(journal, task, 2, [message('c')], by('c_2')),
      ]);
      expect([again, twice, journal.lastSeq(), journal.receipt('c_1'), journal.receipt('c_3')]).toEqual([
        first,
        both,
        3,
        first,
        null,
      ]);
      await journal.stop();
      journal = await home.open();
      expect([journal.receipt('c_1'), journal.receipt('c_2'), await records(journal, task, 9, [], by('c_1'))]).toEqual([
        first,
        both,
        first,
      ]);
    });

    test('appends nothing when there is nothing', async () => {
      await start();
      expect([await journal.append(task, 0, [], meta), journal.lastSeq(), journal.head(task)]).toEqual([
        { ok: true, records: [] },
        0,
        0,
      ]);
    });

    test('gives sealed text back as it came', async () => {
      await start();
      const hard = 'Zoë said: "15 % off" \u0000 \ud83d\udcc4\n\\ end';
      const events: NewEvent[] = [
        {
          type: 'task.created',
          data: {
            taskId: 't_1',
            title: hard,
            brief: '',
            folder: null,
            owner: 'You',
            checks: [],
            caps: { turns: 1, calls: 1, usdMicros: null, tokens: 1, activeMs: 1, depth: 1, children: 1 },
            origin: 'person',
          },
        },
        {
          type: 'turn.completed',
          data: {
            runId: 'r',
            turn: 1,
            text: '',
            calls: [{ callId: 'k', tool: 'files.read', args: { path: hard, deep: [1, { a: null }] } }],
            stopReason: 'tool_use',
            usage: { input: 1, output: 2, cacheRead: 0, cacheWrite: 0 },
            costUsdMicros: null,
            requestId: null,
            durationMs: 1.5,
          },
        },
        { type: 'call.approved', data: { runId: 'r', callId: 'k', itemId: 'i', hash: 'h', note: null } },
        {
          type: 'call.asked',
          data: {
            runId: 'r',
            callId: 'k',
            itemId: 'i',
            hash: 'h',
            ask: 'Send?',
            why: 'rule',
            effect: { verb: 'write', target: 'a.md', text: hard, before: null, cutBytes: 0 },
            undoable: true,
          },
        },
      ];
      const written = await records(journal, task, 0, events);
      await journal.stop();
      journal = await home.open();
      const read = [...journal.readStream(task)];
      expect([read, read.map(({ type, data }) => ({ type, data }))]).toEqual([written, events]);
      expect(JSON.stringify(read)).toBe(JSON.stringify(written));
    });

    test('keeps the newest snapshot, of which only what changed is named again', async () => {
      await start();
      await records(journal, task, 0, [message('a'), message('b'), message('c')]);
      const save = (seq: number, slices: object, since: number | null): boolean =>
        journal.saveSnapshot({ seq, projectionVersion: 4, slices: new Map(Object.entries(slices)) }, since);
      const found = (version = 4): unknown => {
        const snapshot = journal.loadSnapshot(version);
        return snapshot && [snapshot.seq, snapshot.projectionVersion, [...snapshot.slices]];
      };
      expect([save(1, { a: 1 }, 7), found()]).toEqual([false, null]);
      expect([save(1, { b: { cards: ['ü'] }, a: 1 }, null), save(2, { a: [2], c: null }, 1)]).toEqual([true, true]);
      // Somebody who does not know of the newest one: nothing of it is kept.
      expect(save(3, { a: 'lost' }, 1)).toBe(false);
      await journal.stop();
      journal = await home.open();
      const slices = [
        ['b', { cards: ['ü'] }],
        ['a', [2]],
        ['c', null],
      ];
      expect([found(), found(5)]).toEqual([[2, 4, slices], null]);
      expect([save(3, { d: 4 }, null), found()]).toEqual([true, [3, 4, [['d', 4]]]]);
    });

    test('forgets what is sealed under the named keys and nothing else, what waits included', async () => {
      await start();
      const other: StreamName = 'task/t_2';
      await records(journal, task, 0, [message('first'), { type: 'task.archived', data: {} }], by('c_1'));
      await records(journal, 'memory', 0, [memory('mem_1'), memory('mem_2'), retracted('mem_1')]);
      await records(journal, other, 0, [message('stays')]);
      const late = records(journal, task, 2, [message('waits')]);
      journal.saveSnapshot({ seq: 6, projectionVersion: 1, slices: new Map([['a', 'first']]) }, null);
      const keyIds = [task, 'memory/mem_1', 'task/none'];
      expect([await journal.forget({ keyIds }), await journal.forget({ keyIds }), await journal.forget({})]).toEqual([
        2, 0, 0,
      ]);
      await late;
      const left = [message(''), { type: 'task.archived', data: {} }, forgotten('mem_1'), memory('mem_2')];
      const all = () => [...journal.readAll(0)].map(({ type, data }) => ({ type, data }));
      expect(all()).toEqual([...left, retracted('mem_1', ''), message('stays'), message('')]);
      expect([journal.loadSnapshot(1), journal.receipt('c_1')?.[0]?.data]).toEqual([null, message('').data]);
      await records(journal, task, 3, [message('new')]);
      await journal.stop();
      journal = await home.open();
      expect([...journal.readStream(task)].map(({ data }) => ('text' in data ? data.text : null))).toEqual([
        '',
        null,
        '',
        'new',
      ]);
    });

    test('forgets by event, with all that go along, and knows those before', async () => {
      await start();
      await records(journal, 'memory', 0, [memory('mem_1'), memory('mem_2'), retracted('mem_1'), memory('mem_3')]);
      await records(journal, task, 0, [message('a'), { type: 'task.archived', data: {} }, message('b')]);
      expect([[1], [3, 4], [7], [6], []].map((seqs) => journal.sharing(seqs))).toEqual([
        [1, 3],
        [1, 3, 4],
        [5, 7],
        [],
        [],
      ]);
      expect(await journal.forget({ keyIds: ['memory/mem_3'], seqs: [3, 4, 6] })).toBe(2);
      expect([1, 2, 3, 4, 5].map((seq) => journal.sharing([seq]))).toEqual([[], [2], [], [], [5, 7]]);
    });

    test('has the same digest for the same text for as long as its key lives', async () => {
      await start();
      const [ada, ben] = ['digest/ada', 'digest/ben'];
      const digest = journal.digest(ada, 'likes tea');
      expect(digest).toMatch(/^[0-9a-f]{32}$/);
      expect([
        journal.digest(ada, 'likes tea'),
        journal.digest(ada, 'likes Tea'),
        journal.digest(ben, 'likes tea'),
      ]).toEqual([digest, expect.not.stringMatching(digest), expect.not.stringMatching(digest)]);
      const other = journal.digest(ben, 'likes tea');
      await records(journal, 'workspace', 0, [{ type: 'workspace.paused', data: {} }]);
      await journal.stop();
      journal = await home.open();
      expect([journal.digest(ada, 'likes tea'), journal.digest(ben, 'likes tea')]).toEqual([digest, other]);
      expect(await journal.forget({ keyIds: [ada] })).toBe(1);
      const anew = journal.digest(ada, 'likes tea');
      expect([anew === digest, journal.digest(ada, 'likes tea') === anew]).toEqual([false, true]);
      expect(journal.digest(ben, 'likes tea')).toBe(other);
      // One that nothing was appended after is forgotten as well.
      await journal.forget({ keyIds: [ada] });
      expect(journal.digest(ada, 'likes tea')).not.toBe(anew);
    });

    test('commits what waits before it stops, then throws', async () => {
      await start();
      const late = records(journal, task, 0, [message('late')]);
      await journal.stop();
      await late;
      await journal.stop();
      await expect(async () => journal.append(task, 1, [message('x')], meta)).rejects.toThrow('stopped');
      for (const use of [
        () => journal.lastSeq(),
        () => journal.head(task),
        () => journal.receipt('c'),
        () => [...journal.readAll(0)],
        () => journal.loadSnapshot(1),
        () => journal.digest('digest/a', 'x'),
        () => journal.sharing([1]),
      ])
        expect(use).toThrow('stopped');
      journal = await home.open();
      expect([...journal.readAll(0)].map((record) => record.type)).toEqual(['message.posted']);
    });
  });
}
