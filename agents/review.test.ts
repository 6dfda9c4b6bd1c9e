/** A colleague looks at a result before the person does: the real engine, scripted teammates. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Opinion } from './domain/schema.ts';
import type { TaskState } from './domain/task.ts';
import type { Model, ModelAnswer, ModelRequest } from './models/model.ts';
import { calls, makeWorld, newTask, openEngine, type Engine, type World } from './testing.ts';

let world: World;
let engine: Engine | null = null;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  await engine?.workforce.stop();
  engine = null;
  await world.remove();
});

type Script = (turn: number, request: ModelRequest) => Partial<ModelAnswer>;

/** Answers by who is asked. */
function team(author: Script, reviewer: Script): Model & { seen: string[] } {
  const seen: string[] = [];
  return {
    seen,
    lane: 'test',
    async *complete(request) {
      const turn = request.messages.filter(({ role }) => role === 'assistant').length;
      const isReviewer = request.system.join('\n').includes('You are Priya');
      if (isReviewer) seen.push(JSON.stringify(request.messages));
      const answer = (isReviewer ? reviewer : author)(turn, request);
      const usage = { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 };
      yield {
        kind: 'answer',
        answer: { text: '', calls: [], stopReason: 'end_turn', usage, requestId: null, ...answer },
      };
    },
  };
}

const write: Script = (turn) => {
  if (turn % 2 === 1) return calls(['finish', { summary: 'The lease costs 40 euros.', files: ['work/a.md'] }]);
  return calls(['write_file', { path: 'work/a.md', content: `The lease costs 40 euros. Version ${turn}.` }]);
};

const give =
  (verdict: Opinion['verdict'], quote: string | null, isGood = verdict !== 'not-ready'): Script =>
  () =>
    calls([
      'give_opinion',
      {
        verdict,
        findings: [
          {
            checkId: null,
            isGood,
            text: 'The rent is named.',
            source: quote === null ? null : { file: 'work/a.md', quote },
          },
        ],
      },
    ]);

const reviewer = { id: 'look', kind: 'reviewer' as const, label: 'A colleague finds it ready', teammateId: null };

async function begin(model: Model, unsure: 'always' | 'sometimes' = 'always', checks = [reviewer]): Promise<TaskState> {
  engine = await openEngine(world, model);
  await engine.send({ type: 'teammate.tune', teammateId: 'tm_researcher', unsure });
  await engine.send({ ...newTask(), checks });
  return engine.until(({ status }) => status === 'review' || status === 'done');
}
const line = (task: TaskState) => task.results.find(({ checkId }) => checkId === 'look');

describe('a review that was asked for', () => {
  test('is given to a colleague with the requirements and the result, and what it quotes is looked up', async () => {
    const model = team(write, give('ready', 'lease costs 40 euros'));
    const task = await begin(model);
    expect(line(task)).toMatchObject({ outcome: 'passed', by: 'reviewer' });
    expect(task.review?.teammateId).toBe('tm_reviewer');
    expect(engine?.task(task.review?.taskId)).toMatchObject({ status: 'done', opinion: { verdict: 'ready' } });
    expect(model.seen[0]).toContain('The lease costs 40 euros. Version 0.');
    expect(task.verdict).toBe('passed');
  });

  test('counts as none when it approves and quotes nothing', async () => {
    const task = await begin(team(write, give('ready', null)));
    expect(line(task)?.outcome).toBe('not-checked');
    expect(task.verdict).toBe('not-checked');
  });

  test('that finds it not ready sends it back once; the second time the person sees it', async () => {
    const model = team(write, give('not-ready', 'costs 40'));
    const task = await begin(model);
    expect(line(task)?.outcome).toBe('failed');
    expect(task.run?.turns).toBe(4);
    expect(model.seen).toHaveLength(2);
    expect(model.seen[1]).toContain('Version 2.');
    expect(task.status).toBe('review');
  });

  test('is nobody’s when the author is the only one who could', async () => {
    engine = await openEngine(world, team(write, write));
    await engine.send({ ...newTask({ teammateId: 'tm_reviewer' }), checks: [reviewer] });
    const task = await engine.until(({ status }) => status === 'review');
    expect(task.review).toBeNull();
    expect(line(task)).toMatchObject({ outcome: 'not-checked' });
  });

  test('is called off when the person says a word and the author goes on', async () => {
    let isHeld = true;
    const hold: Script = () =>
      isHeld
        ? calls(['ask_person', { question: 'Which?', options: ['a', 'b'], recommended: null }])
        : give('ready', 'costs 40')(0, {} as never);
    engine = await openEngine(world, team(write, hold));
    await engine.send({ ...newTask(), checks: [reviewer] });
    const first = await engine.until(({ review }) => review !== null);
    await engine.until(({ status }) => status === 'working', first.review?.taskId);
    isHeld = false;
    await engine.send({ type: 'task.steer', taskId: 't_1', messageId: 'm_word', text: 'Say it shorter.' });
    const task = await engine.until(({ status }) => status === 'review');
    expect(task.review?.taskId).not.toBe(first.review?.taskId);
    expect(engine.task(first.review?.taskId)).toMatchObject({ status: 'stopped' });
    expect(line(task)?.outcome).toBe('passed');
  });
});

describe('what is sure enough', () => {
  test('is done by rule when the person wants to see only what is doubtful', async () => {
    const task = await begin(team(write, give('ready', 'costs 40')), 'sometimes');
    expect(task).toMatchObject({ status: 'done', acceptedBy: 'rule', verdict: 'passed' });
  });

  test('is shown all the same to a person who wants to see all', async () => {
    expect(await begin(team(write, give('ready', 'costs 40')))).toMatchObject({ status: 'review' });
  });

  test('and what has no evidence goes to a colleague nobody asked for', async () => {
    const task = await begin(team(write, give('not-ready', 'costs 40')), 'sometimes', []);
    expect(task.results.find(({ checkId }) => checkId === 'review')?.outcome).toBe('failed');
    expect(task.status).toBe('review');
  });
});

test('a result that is nothing cannot be accepted', async () => {
  engine = await openEngine(
    world,
    team(
      () => ({ text: 'Done.' }),
      () => ({}),
    ),
  );
  await engine.send(newTask());
  const task = await engine.until(({ status }) => status === 'review');
  expect(task.verdict).toBe('nothing');
  expect(await engine.send({ type: 'task.accept', taskId: 't_1' })).toMatchObject({ ok: false });
});

test('what the person finds is the teammate’s record', async () => {
  const task = await begin(team(write, give('ready', 'costs 40')));
  await engine?.send({ type: 'task.accept', taskId: 't_1' });
  const answer = engine?.workforce.team.teammate('tm_researcher');
  const score = task.confidence?.score ?? 0;
  expect(answer).toMatchObject({
    ok: true,
    value: { competence: { calibration: { judged: 1, brier: (1 - score) ** 2 } } },
  });
  expect(engine?.workforce.team.teammate('tm_reviewer')).toMatchObject({
    value: { competence: { reviews: { given: 1, agreed: 1 } } },
  });
});
