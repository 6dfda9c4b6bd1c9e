import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { makeScheduler, patience, type Ask, type SchedulerOptions } from './scheduler.ts';

/** Lets what is already due run. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Job {
  ask: Ask;
  name: string;
  state: 'waiting' | 'running' | 'ended' | 'aborted';
  end(): void;
  abort: AbortController;
  result: Promise<string>;
}

/** A scheduler whose jobs begin and end in the open. */
function desk(options: Partial<SchedulerOptions> = {}) {
  const changes: string[] = [];
  const scheduler = makeScheduler({
    places: 1,
    placesPerLane: () => 1_000,
    onChange: () =>
      changes.push(
        scheduler
          .waiting()
          .map(({ taskId }) => taskId)
          .join(),
      ),
    ...options,
  });
  const begun: Job[] = [];
  const put = (ask: Partial<Ask> = {}): Job => {
    const full: Ask = { lane: 'model', teammateId: 'maya', taskId: 't1', priority: 'normal', ...ask };
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const job: Job = {
      ask: full,
      name: `${full.teammateId}/${full.taskId}`,
      state: 'waiting',
      end: () => {
        job.state = 'ended';
        end();
      },
      abort: new AbortController(),
      result: Promise.resolve(''),
    };
    job.result = scheduler.run(full, job.abort.signal, async () => {
      job.state = 'running';
      begun.push(job);
      await ended;
      return job.name;
    });
    job.result.catch(() => undefined);
    return job;
  };
  /** Ends what runs, oldest first, until nothing does; gives the names in the order in which they began. */
  const drain = async (): Promise<string[]> => {
    await settled();
    for (const job of begun) {
      if (job.state === 'running') job.end();
      await settled();
    }
    return begun.map(({ name }) => name);
  };
  return { scheduler, begun, put, drain, changes };
}

describe('places are given', () => {
  it('at once while there are any, and say nothing of it', async () => {
    const { put, begun, changes, scheduler } = desk({ places: 2 });
    put();
    put();
    await settled();
    expect({ begun: begun.length, changes, waiting: scheduler.waiting() }).toEqual({
      begun: 2,
      changes: [],
      waiting: [],
    });
  });

  it('to teammates in turn, then to their tasks in turn, then first come, first served', async () => {
    const { put, drain } = desk();
    put({ teammateId: 'first', taskId: '0' });
    for (const taskId of ['a1', 'a1', 'a2', 'a3']) put({ teammateId: 'ann', taskId });
    for (const taskId of ['b1', 'b1']) put({ teammateId: 'bo', taskId });
    put({ teammateId: 'cy', taskId: 'c1' });
    expect(await drain()).toEqual(['first/0', 'ann/a1', 'bo/b1', 'cy/c1', 'ann/a2', 'bo/b1', 'ann/a3', 'ann/a1']);
  });

  it('to a task alone within one round of the teammates, whatever floods', async () => {
    const { put, drain, scheduler } = desk({ places: 4 });
    for (let index = 0; index < 10_000; index += 1) put({ teammateId: 'greedy', taskId: `t${index % 500}` });
    for (let index = 0; index < 20; index += 1) put({ teammateId: `small${index % 3}`, taskId: `s${index}` });
    expect(scheduler.waiting().length).toBe(520);
    const order = await drain();
    // Three small teammates beside the greedy one: every fourth place is the greedy one's.
    expect(order.findLastIndex((name) => name.startsWith('small'))).toBeLessThan(4 + 20 + 8);
    expect(order.length).toBe(10_020);
  });

  it('by priority, and one in nine to what would be passed over for ever', async () => {
    const { put, drain, begun } = desk();
    put({ taskId: 'first' });
    for (let index = 0; index < 40; index += 1) put({ taskId: `high${index}`, priority: 'high' });
    put({ taskId: 'low', priority: 'low' });
    put({ taskId: 'normal1' });
    put({ taskId: 'normal2' });
    await drain();
    const placeOf = (taskId: string): number => begun.findIndex(({ ask }) => ask.taskId === taskId) - 1;
    expect(['normal1', 'low', 'normal2', 'high39'].map(placeOf)).toEqual([
      patience,
      patience + 1,
      2 * patience + 2,
      42,
    ]);
  });

  it('to low work in a lane that high work in another would keep waiting', async () => {
    const { put, drain, begun } = desk();
    put({ taskId: 'first' });
    for (let index = 0; index < 40; index += 1) put({ lane: 'web', taskId: 'high', priority: 'high' });
    put({ lane: 'files', taskId: 'low', priority: 'low' });
    await drain();
    expect(begun.findIndex(({ ask }) => ask.taskId === 'low')).toBe(patience + 1);
  });

  it('to a teammate in one lane as often as to one in four', async () => {
    const { put, drain } = desk();
    put({ taskId: 'first' });
    for (const lane of ['a', 'b', 'c', 'd', 'a', 'b', 'c', 'd']) put({ lane, teammateId: 'greedy', taskId: 'g' });
    for (const taskId of ['s1', 's2', 's3']) put({ lane: 'e', teammateId: 'small', taskId });
    const order = await drain();
    expect(order.slice(1, 7)).toEqual(['greedy/g', 'small/s1', 'greedy/g', 'small/s2', 'greedy/g', 'small/s3']);
  });
});

describe('a place', () => {
  it('comes back when the work fails, and the failure is handed on', async () => {
    const { scheduler, put, begun } = desk();
    const failing = scheduler.run(
      { lane: 'model', teammateId: 'maya', taskId: 't0', priority: 'normal' },
      new AbortController().signal,
      async () => {
        throw new Error('broken');
      },
    );
    put();
    await expect(failing).rejects.toThrow('broken');
    await settled();
    expect(begun.length).toBe(1);
  });

  it('is not waited for after an abort, whose reason is handed on', async () => {
    const { put, drain, begun, scheduler, changes } = desk();
    const first = put({ taskId: 'first' });
    const gone = put({ taskId: 'gone' });
    put({ taskId: 'next' });
    expect(scheduler.waiting()).toEqual([
      { taskId: 'gone', lane: 'model' },
      { taskId: 'next', lane: 'model' },
    ]);
    const reason = { not: 'an error' };
    gone.abort.abort(reason);
    await expect(gone.result).rejects.toBe(reason);
    // An abort of running work is the work's own affair: its place stays taken until it ends.
    await settled();
    first.abort.abort(reason);
    await settled();
    expect(begun.map(({ name }) => name)).toEqual(['maya/first']);
    await drain();
    await expect(first.result).resolves.toBe('maya/first');
    expect(begun.map(({ name }) => name)).toEqual(['maya/first', 'maya/next']);
    expect(changes).toEqual(['gone', 'gone,next', 'next', '']);
  });

  it('is never given to what was aborted before or in the same breath', async () => {
    const { put, begun, drain } = desk();
    const first = put();
    await settled();
    const second = put();
    first.end();
    // The place is handed over in the microtasks that follow; the abort comes among them.
    queueMicrotask(() => queueMicrotask(() => second.abort.abort(new Error('stopped'))));
    await expect(second.result).rejects.toThrow('stopped');
    put();
    await drain();
    expect(begun.length).toBe(2);
  });
});

it('a lane that hangs holds its own places only: the others end as many as without it', async () => {
  const endedOf = async (hangs: boolean): Promise<number> => {
    const { put, begun } = desk({ places: 8, placesPerLane: () => 2 });
    for (let index = 0; index < 100; index += 1)
      for (const lane of ['one', 'two', 'three', 'four']) put({ lane, taskId: `${lane}${index}` });
    if (hangs) for (let index = 0; index < 100; index += 1) put({ lane: 'hanging', taskId: `h${index}` });
    let ended = 0;
    for (let round = 0; round < 20; round += 1) {
      await settled();
      for (const job of begun.filter(({ state, ask }) => state === 'running' && ask.lane !== 'hanging')) {
        job.end();
        ended += 1;
      }
    }
    expect(begun.filter(({ ask }) => ask.lane === 'hanging').length).toBeLessThanOrEqual(2);
    return ended;
  };
  // Eight places and four lanes of two: with the fifth hanging, one lane's worth of places is missing, never more.
  expect({ alone: await endedOf(false), beside: (await endedOf(true)) >= 120 }).toEqual({ alone: 160, beside: true });
});

describe('whatever is asked, ended and aborted', () => {
  const ask = fc.record({
    kind: fc.constant('ask' as const),
    lane: fc.constantFrom('model', 'files', 'mcp'),
    teammateId: fc.constantFrom('ann', 'bo', 'cy'),
    taskId: fc.constantFrom('1', '2', '3'),
    priority: fc.constantFrom('high' as const, 'normal' as const, 'low' as const),
  });
  const act = fc.record({ kind: fc.constantFrom('end' as const, 'abort' as const), which: fc.nat(50) });
  const limits = { model: 2, files: 1, mcp: 3 } as const;
  const limitOf = (lane: string): number => Object.entries(limits).find(([name]) => name === lane)?.[1] ?? 0;

  it('no limit is passed, no place stays empty, nobody is lost, and turns are kept', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.oneof({ arbitrary: ask, weight: 3 }, { arbitrary: act, weight: 2 }), {
          maxLength: 120,
          size: 'max',
        }),
        async (places, acts) => {
          const { put, begun, drain, scheduler } = desk({ places, placesPerLane: limitOf });
          const jobs: Job[] = [];
          const turns = makeTurns();
          let seen = 0;
          const look = async (): Promise<void> => {
            await settled();
            for (; seen < begun.length; seen += 1) turns.began(begun[seen] as Job);
            const running = jobs.filter(({ state }) => state === 'running');
            const inLane = (lane: string): number => running.filter((job) => job.ask.lane === lane).length;
            const waiting = jobs.filter(({ state }) => state === 'waiting');
            expect(running.length).toBeLessThanOrEqual(places);
            for (const lane of Object.keys(limits)) expect(inLane(lane)).toBeLessThanOrEqual(limitOf(lane));
            if (running.length < places)
              expect(waiting.filter((job) => inLane(job.ask.lane) < limitOf(job.ask.lane))).toEqual([]);
            expect(scheduler.waiting().length).toBe(new Set(waiting.map((job) => job.ask.taskId + job.ask.lane)).size);
          };
          for (const one of acts) {
            if (one.kind === 'ask') {
              const job = put(one);
              jobs.push(job);
              turns.joined(job);
            } else {
              const all = jobs.filter(({ state }) => state === (one.kind === 'end' ? 'running' : 'waiting'));
              const job = all[one.which % Math.max(1, all.length)];
              if (one.kind === 'end') job?.end();
              else if (job) {
                job.state = 'aborted';
                job.abort.abort(new Error('stopped'));
              }
            }
            await look();
          }
          await drain();
          expect(begun.length).toBe(jobs.filter(({ state }) => state !== 'aborted').length);
          expect(new Set(begun).size).toBe(begun.length);
          expect(scheduler.waiting()).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** The oracle of turns: while a teammate waits in a lane at a priority, nobody else has two turns there before it has one. */
function makeTurns() {
  interface Waiting {
    job: Job;
    others: Map<string, number>;
  }
  const waiting = new Set<Waiting>();
  const round = ({ ask }: Job): string => `${ask.lane} ${ask.priority}`;
  return {
    joined: (job: Job): void => void waiting.add({ job, others: new Map() }),
    began(job: Job): void {
      for (const one of waiting) {
        if (one.job === job || one.job.state === 'aborted') waiting.delete(one);
        else if (round(one.job) !== round(job)) continue;
        else if (one.job.ask.teammateId === job.ask.teammateId) one.others.clear();
        else {
          const turns = (one.others.get(job.ask.teammateId) ?? 0) + 1;
          expect({ turns, waits: one.job.name, got: job.name }).toMatchObject({ turns: 1 });
          one.others.set(job.ask.teammateId, turns);
        }
      }
    },
  };
}
