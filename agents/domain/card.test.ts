/** Screens fold events onto cards, the engine onto whole tasks: both must say the same of everything but the transcript. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { EventRecord, RecordOf, TaskEvent } from './events.ts';
import { projectTask, toCard } from './project.ts';
import { plainItem } from './project-parts.ts';
import { actsOn, inboxOf, shownState } from './state.ts';
import type { TaskState } from './task.ts';
import { atWork, callBegun, callSucceeded, foldEvents, placed, turnBegun, turnCompleted } from './testing.ts';

const at = { runId: 'r_1', callId: 'a' };
const part = { childId: 't_2', teammateId: 'maya', title: 'Prices', brief: 'Read the prices' };
const stopped: TaskEvent[] = [
  { type: 'task.stopping', data: {} },
  { type: 'run.ended', data: { runId: 'r_1', how: 'stopped', failure: null, cap: null } },
  { type: 'task.stopped', data: { done: [], notDone: [], uncertain: ['Sent?'] } },
];
const begun = [...atWork, turnBegun(1), turnCompleted(1, [['a', 'delegate']]), callBegun('a')];

const histories: [string, readonly RecordOf<TaskEvent>[]][] = [
  ['work handed on', placed([...begun, { type: 'call.delegated', data: { ...at, ...part } }])],
  ['a wait', placed([...begun, { type: 'call.waiting', data: { ...at, wakeAtMs: 9_000, why: 'a reply' } }])],
  [
    'a step in doubt when it stops',
    placed([...begun, { type: 'call.doubted', data: { ...at, itemId: 'r_1/a/doubt', evidence: 'Sent?' } }, ...stopped]),
  ],
  ...['protocol-1', 'protocol-2'].flatMap((name) => streamsOf(name)),
];

/** The task streams of a recorded journal. */
function streamsOf(name: string): [string, RecordOf<TaskEvent>[]][] {
  const file = new URL(`../journal/fixtures/${name}.jsonl`, import.meta.url);
  const records = readFileSync(file, 'utf8').trimEnd().split('\n');
  const tasks = records
    .map((line) => JSON.parse(line) as EventRecord)
    .filter(({ stream }) => stream.startsWith('task/')) as RecordOf<TaskEvent>[];
  return [...Map.groupBy(tasks, ({ stream }) => stream)].map(([stream, events]) => [`${name} ${stream}`, events]);
}

test.each(histories)('%s', (_name, events) => {
  let whole: TaskState | null = null;
  let card: TaskState | null = null;
  for (const event of events) {
    whole = projectTask(whole, event);
    card = projectTask(card && toCard(card), event);
    if (!whole || !card) throw new Error('no task.created comes first');
    expect([event.type, shownState(card), { ...toCard(card), ledger: null }]).toEqual([
      event.type,
      shownState(whole),
      { ...toCard(whole), ledger: null },
    ]);
  }
});

test('waits once all that is left of a turn waits', () => {
  const two = [
    ...atWork,
    turnBegun(1),
    turnCompleted(1, [
      ['a', 'delegate'],
      ['b', 'list_files'],
    ]),
    callBegun('a'),
  ];
  const handed: TaskEvent = { type: 'call.delegated', data: { ...at, ...part } };
  const state = (...more: TaskEvent[]) => shownState(foldEvents([...two, handed, ...more]));
  expect([state(), state(callBegun('b'), callSucceeded('b'))]).toEqual(['planning', 'waiting']);
});

test('of a part that has come to rest only what may have happened is still asked', () => {
  const task = foldEvents(atWork);
  const parent = { taskId: 't_0', runId: 'r_0', callId: 'c', rootId: 't_0', depth: 1, idleTurns: 0 };
  const item = (id: string, callId: string | null) => ({ ...plainItem('problem', id, 'r_1', 1, '', ''), callId });
  const failed = { ...task, status: 'failed' as const, items: [item('failed', null), item('doubt', 'a')] };
  const asked = (one: TaskState) => inboxOf([one]).map((row) => row.item.id);
  expect([
    asked(failed),
    asked({ ...failed, parent }),
    asked({ ...failed, parent, status: 'working' }),
    asked({ ...failed, parent, archived: true }),
  ]).toEqual([['failed', 'doubt'], ['doubt'], ['failed', 'doubt'], []]);
  expect([actsOn(failed).includes('retry'), actsOn({ ...failed, parent })]).toEqual([true, ['archive']]);
});
