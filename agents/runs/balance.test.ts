import { expect, test } from 'vitest';
import { emptyWorkspace, noSpend } from '../domain/project.ts';
import { atWork, foldEvents } from '../domain/testing.ts';
import type { TaskState } from '../domain/task.ts';
import { makeBalance } from './balance.ts';

test('a turn counts from when it is drawn: two parts that begin one at the same moment do not share the last', () => {
  const whole = foldEvents(atWork);
  const parent = { taskId: 't_1', runId: 'r_1', callId: 'c_1', rootId: 't_1', depth: 1, idleTurns: 0 };
  const part = (id: string): TaskState => ({ ...whole, id, parent });
  const caps = { ...whole.caps, turns: 1 };
  const tasks = new Map([{ ...whole, caps }, part('t_2'), part('t_3')].map((task) => [task.id, task]));
  const partsOf = (id: string): string[] => (id === 't_1' ? ['t_2', 't_3'] : []);
  const streams = { tasks, spend: noSpend, workspace: emptyWorkspace(), partsOf };
  const balance = makeBalance(streams, () => '1970-01-01');
  const worst = { usdMicros: 0, tokens: 0 };
  const first = balance.draw(part('t_2'), 1, worst);
  expect(first).not.toHaveProperty('stop');
  expect(balance.draw(part('t_3'), 1, worst)).toMatchObject({ stop: { taskId: 't_1', cap: 'turns', level: 'hard' } });
  if ('release' in first) first.release();
  expect(balance.draw(part('t_3'), 1, worst)).not.toHaveProperty('stop');
});
