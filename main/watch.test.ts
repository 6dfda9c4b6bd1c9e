import { expect, test } from 'vitest';
import type { TaskState, Workforce } from '../agents/index.ts';
import { watchTasks } from './watch.ts';

type Item = TaskState['items'][number];

const item = (id: string, kind: Item['kind']) => ({ id, kind, ask: 'Write a.md?', sinceMs: 1 }) as Item;
const task = (id: string, status: TaskState['status'], ...items: Item[]) =>
  ({
    id,
    title: 'Chairs',
    status,
    archived: false,
    teammateId: 'tm_maya',
    items,
    openCalls: [],
    run: null,
    plan: [],
  }) as unknown as TaskState;

/** Plays a list of boards, one per event, and tells what the person would be told. */
async function told(boards: TaskState[][], notifications = true): Promise<string[]> {
  let board: TaskState[] = [];
  const abort = new AbortController();
  async function* subscribe() {
    for (const next of boards) {
      board = next;
      yield { kind: 'events', events: [{ stream: 'task/t_1' }] };
    }
    abort.abort();
  }
  const snapshot = () => ({
    tasks: board,
    teammates: [{ id: 'tm_maya', profile: { name: 'Maya' } }],
    workspace: { settings: { notifications } },
  });
  const lines: string[] = [];
  await watchTasks(
    { subscribe, snapshot } as unknown as Workforce,
    {
      notify: ({ taskId, title, body }) => lines.push(`${taskId}: ${title} / ${body}`),
      withdraw: (taskId) => lines.push(`${taskId}: withdrawn`),
      working: (count) => lines.push(`working ${count}`),
    },
    abort.signal,
  );
  return lines;
}

const asks = task('t_1', 'working', item('i_1', 'approve'));
const works = task('t_1', 'working');

test.each([
  [
    'told once, however many events follow',
    [[asks], [asks], [asks]],
    ['t_1: Maya needs a yes / Write a.md?', 'working 0'],
  ],
  [
    'withdrawn when it is handled',
    [[asks], [works]],
    ['t_1: Maya needs a yes / Write a.md?', 'working 0', 't_1: withdrawn', 'working 1'],
  ],
  [
    'one per task: of two items, the one that waits longest',
    [[task('t_1', 'working', item('i_1', 'approve'), { ...item('i_2', 'question'), sinceMs: 2 })]],
    ['t_1: Maya needs a yes / Write a.md?', 'working 0'],
  ],
  [
    'a newer item replaces it',
    [[asks], [task('t_1', 'review', item('i_2', 'review'))]],
    ['t_1: Maya needs a yes / Write a.md?', 'working 0', 't_1: Maya has a result for you / Chairs'],
  ],
  ['nothing needs anybody', [[works], [works]], ['working 1']],
] as [string, TaskState[][], string[]][])('%s', async (_, boards, expected) => {
  expect(await told(boards)).toEqual(expected);
});

test('switched off, nothing is told', async () => {
  expect(await told([[asks]], false)).toEqual(['working 0']);
});
