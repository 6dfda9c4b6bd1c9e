/** The engine whole, with the practice model as its team: a big brief is planned, made in parts, reviewed and remembered. */
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TaskState } from './domain/task.ts';
import { practiceModel } from './models/practice/practice.ts';
import { makeWorld, newTask, openEngine, type Engine, type World } from './testing.ts';

const office = fileURLToPath(new URL('../examples/harbor-office', import.meta.url));
let world: World;
let engine: Engine;

beforeEach(async () => {
  world = await makeWorld();
  engine = await openEngine(world, practiceModel());
});
afterEach(async () => {
  await engine.workforce.stop();
  await world.remove();
});

test('a planner’s big brief comes back as one document of its colleagues', async () => {
  const { send, until } = engine;
  await send(
    newTask({
      brief: 'What do Greywick and Saltmarsh expect of us at renewal? And then write a letter to our board about both.',
      folder: office,
      teammateId: 'tm_planner',
    }),
  );
  const isAsked = (kind: string) => (task: TaskState) => task.items.some((item) => item.kind === kind);
  const [plan] = (await until(isAsked('approve'))).items;
  await send({ type: 'item.approve', taskId: 't_1', itemId: plan?.id ?? '', hash: plan?.hash ?? '', note: null });
  const begun = await until((task) => task.breakdown?.parts[1]?.tries.length === 1);
  // Of one customer the files give two renewal dates: only a person can say which counts.
  const part = begun.breakdown?.parts[1]?.tries[0]?.taskId ?? '';
  const [question] = (await until(isAsked('question'), part)).items;
  await send({
    type: 'item.answer',
    taskId: part,
    itemId: question?.id ?? '',
    optionId: question?.recommended ?? null,
    text: '',
  });
  const done = await until((task) => task.status === 'review');
  expect(done.breakdown?.parts.map(({ key, tries }) => [key, tries.length, tries[0]?.failure])).toEqual(
    ['research-1', 'research-2', 'write', 'review', 'remember'].map((key) => [key, 1, null]),
  );
  expect([done.verdict, done.run?.returned]).toEqual(['passed', false]);
  expect(done.summary).toContain('5 of 5 parts are done.');
  const written = done.turns?.flatMap((turn) => turn.calls).find(({ tool }) => tool === 'write_file');
  expect(written?.args).toMatchObject({
    content: expect.stringMatching(
      /^# Letter to our board about both\n[\s\S]*## What the review says\n\n- Ready: all it quotes stands/,
    ),
  });
});
