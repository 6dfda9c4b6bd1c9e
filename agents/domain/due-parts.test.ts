import { expect, test } from 'vitest';
import type { Breakdown, PartTry } from './breakdown.ts';
import { dueParts, standings } from './due-parts.ts';
import type { TaskState } from './task.ts';
import { atWork, foldEvents } from './testing.ts';

const at = (taskId: string, failure: string | null = null): PartTry => ({
  taskId,
  teammateId: 'tm_a',
  why: '',
  failure,
});
const part = (key: string, needs: string[], tries: PartTry[]): Breakdown['parts'][number] => ({
  key,
  title: key,
  brief: key,
  role: 'researcher',
  teammateId: null,
  needs,
  inputs: [],
  checks: [],
  caps: {},
  tries,
});
const base = foldEvents(atWork);
const made: Record<string, Partial<TaskState>> = {
  live: { status: 'working' },
  done: { status: 'done' },
  review: { status: 'review' },
  broken: { status: 'failed' },
  stopped: { status: 'stopped' },
  away: { status: 'queued', archived: true },
};
const taskOf = (id: string): TaskState | undefined => (made[id] ? { ...base, id, ...made[id] } : undefined);

/** A diamond: `b` and `c` need `a`, `d` needs both. */
const diamond = (a: PartTry[], b: PartTry[] = [], c: PartTry[] = []): Breakdown['parts'] => [
  part('a', [], a),
  part('b', ['a'], b),
  part('c', ['a'], c),
  part('d', ['b', 'c'], []),
];
const again = [at('broken', 'It broke.'), at('broken', 'It broke.')];

test.each<[string, Breakdown['parts'], string[], string[]]>([
  ['at first', diamond([]), ['ready', 'open', 'open', 'open'], ['k/a/0/hand']],
  ['given to somebody, not made', diamond([at('none')]), ['unmade', 'open', 'open', 'open'], ['k/a/1/make']],
  ['under way', diamond([at('live')]), ['live', 'open', 'open', 'open'], []],
  ['at rest', diamond([at('review')]), ['settles', 'open', 'open', 'open'], ['k/a/1/settle']],
  ['both arms at once', diamond([at('done')]), ['done', 'ready', 'ready', 'open'], ['k/b/0/hand', 'k/c/0/hand']],
  ['one arm is not both', diamond([at('done')], [at('done')], [at('live')]), ['done', 'done', 'live', 'open'], []],
  [
    'both arms done',
    diamond([at('done')], [at('done')], [at('done')]),
    ['done', 'done', 'done', 'ready'],
    ['k/d/0/hand'],
  ],
  ['failed once', diamond([at('broken', 'It broke.')]), ['ready', 'open', 'open', 'open'], ['k/a/1/hand']],
  ['failed twice', diamond(again), ['failed', 'lost', 'lost', 'lost'], ['k/gather']],
  [
    'an arm that failed takes none but what needs it',
    diamond([at('done')], again),
    ['done', 'failed', 'ready', 'lost'],
    ['k/c/0/hand'],
  ],
  ['stopped by the person', diamond([at('stopped', 'Stopped.')]), ['failed', 'lost', 'lost', 'lost'], ['k/gather']],
  ['put away by the person', diamond([at('away', 'Put away.')]), ['failed', 'lost', 'lost', 'lost'], ['k/gather']],
  ['in a circle nobody let through', [part('a', ['b'], []), part('b', ['a'], [])], ['open', 'open'], []],
])('%s', (_, parts, stand, effects) => {
  const breakdown: Breakdown = { callId: 'k', round: 1, state: 'started', why: '', parts };
  expect([...standings(breakdown, taskOf).values()]).toEqual(stand);
  expect(dueParts({ ...base, breakdown }, 'r_1', taskOf).map(({ id }) => id)).toEqual(effects);
});

test('no more are with colleagues at once than the cap allows', () => {
  const parts = [part('a', [], [at('live')]), part('b', [], []), part('c', [], [])];
  const task = { ...base, caps: { ...base.caps, children: 2 } };
  const breakdown: Breakdown = { callId: 'k', round: 1, state: 'started', why: '', parts };
  expect(dueParts({ ...task, breakdown }, 'r_1', taskOf).map(({ id }) => id)).toEqual(['k/b/0/hand']);
  expect(dueParts({ ...task, breakdown: { ...breakdown, state: 'asked' } }, 'r_1', taskOf)).toEqual([]);
});
