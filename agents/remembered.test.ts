/** The engine whole, on fakes: what one run learned or noted, and what later turns and tasks make of it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CommandOf } from './domain/commands.ts';
import type { EventRecord } from './domain/events.ts';
import type { Model, ModelAnswer } from './models/model.ts';
import { practiceModel } from './models/practice/practice.ts';
import { calls, makeWorld, newTask, openEngine, scriptedModel, type Engine, type World } from './testing.ts';

let world: World;
const engines: Engine[] = [];

beforeEach(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.workforce.stop();
  await world.remove();
});

async function open(model: Model): Promise<Engine> {
  const engine = await openEngine(world, model);
  engines.push(engine);
  return engine;
}

const inReview = (state: { status: string }) => state.status === 'review';
const write = (content: string) => calls(['write_file', { path: 'work/answer.md', content }]);
const finish = calls(['finish', { summary: 'It costs 5,200 a month.', files: ['work/answer.md'] }]);
const fact = { kind: 'fact', subject: 'Quay lease', text: 'The Quay lease costs 5,200 a month.' };

/** Learns in a first task, and lets another teammate write a second one's page from the id its request shows. */
async function learnThenWrite(page: (id: string) => string, patch: Partial<CommandOf<'task.create'>> = {}) {
  const turns = (request: Parameters<Model['complete']>[0]): Partial<ModelAnswer>[] => {
    if (JSON.stringify(request.messages).includes('Learn'))
      return [calls(['remember', fact]), write('Learned.'), finish];
    const shown = /memory\/(mem_\w+) \| fact \| Quay lease/.exec(request.system.join('\n'))?.[1] ?? 'none was shown';
    return [write(page(shown)), finish];
  };
  const { send, until } = await open({
    lane: 'test',
    complete: (request, signal) => scriptedModel(turns(request)).complete(request, signal),
  });
  await send(newTask({ brief: 'Learn what the Quay lease costs.' }));
  await until(inReview);
  await send(newTask({ taskId: 't_2', brief: 'What does the Quay lease cost?', teammateId: 'tm_executor', ...patch }));
  return until(inReview, 't_2');
}

const cites = (id: string, quote: string) => `It costs 5,200.[^1]\n\n[^1]: memory/${id}: "${quote}"`;
const words = 'lease costs 5,200 a month';

test.each([
  ['with a folder', () => ({ folder: world.files }), 'quotes'],
  ['without one', () => ({}), 'memory'],
] as const)('what one task learned is cited in the next, and found to stand, %s', async (_, patch, checkId) => {
  const done = await learnThenWrite((id) => cites(id, words), patch());
  const [id = ''] = done.turns?.[0]?.recalledIds ?? [];
  expect(done.citations).toEqual([{ file: `memory/${id}`, quote: words }]);
  expect([done.verdict, done.run?.returned]).toEqual(['passed', false]);
  expect(done.results.find((result) => result.checkId === checkId)?.evidence).toBe(
    '1 of 1 quotes found in what the team knows',
  );
});

test.each([
  ['an id nobody gave it', () => cites('mem_999999', words), 'which is no memory this task was given'],
  ['words that memory does not say', (id: string) => cites(id, 'costs 9,900 a month'), 'not in the source named'],
])('a result that cites %s goes back, and then fails', async (_, page, why) => {
  const done = await learnThenWrite(page, { folder: world.files });
  expect([done.verdict, done.run?.returned]).toEqual(['failed', true]);
  expect(done.results.map((result) => result.evidence).join('\n')).toContain(why);
});

test('a memory nobody gave the task cannot be cited, though the team knows it', async () => {
  // The id of the first task's memory, in a task about something else: nothing is recalled for it.
  const done = await learnThenWrite(() => cites(known(), words), { brief: 'Write to Greywick.' });
  expect([done.turns?.[0]?.recalledIds, done.verdict]).toEqual([[], 'failed']);
});

test('what a recall call found may be cited as well', async () => {
  const look = calls(['recall', { query: 'Quay lease' }]);
  const script = () => [look, write(cites(known(), words)), finish];
  const { send, until } = await open({
    lane: 'test',
    complete: (request, signal) => {
      const isFirst = JSON.stringify(request.messages).includes('Learn');
      const turns = isFirst ? [calls(['remember', fact]), write('Learned.'), finish] : script();
      return scriptedModel(turns).complete(request, signal);
    },
  });
  await send(newTask({ brief: 'Learn what the Quay lease costs.' }));
  await until(inReview);
  await send(newTask({ taskId: 't_2', brief: 'Write to Greywick.' }));
  const done = await until(inReview, 't_2');
  expect([done.turns?.[0]?.recalledIds, done.verdict]).toEqual([[], 'passed']);
});

test('the practice model uses and cites what another teammate learned', async () => {
  const practice = practiceModel();
  const { send, until } = await open({
    lane: 'practice',
    complete(request, signal) {
      const isFirst = JSON.stringify(request.messages).includes('Learn');
      return (isFirst ? scriptedModel([calls(['remember', fact]), write('Learned.'), finish]) : practice).complete(
        request,
        signal,
      );
    },
  });
  await send(newTask({ brief: 'Learn what the Quay lease costs.' }));
  await until(inReview);
  for (const [taskId, teammateId] of [
    ['t_2', 'tm_executor'],
    ['t_3', 'tm_reviewer'],
  ] as const) {
    await send(newTask({ taskId, teammateId, folder: world.files, brief: 'What does the Quay lease cost?' }));
    const done = await until((state) => inReview(state) || state.items.length > 0, taskId);
    expect([done.status, done.verdict]).toEqual(['review', 'passed']);
    expect(done.citations).toContainEqual({ file: `memory/${known()}`, quote: fact.text });
    expect(done.summary).toContain('1 from what the team knows.');
  }
});

/** The one memory the journal holds. */
function known(): string {
  const records = world.disk.records.map((record) => JSON.parse(record) as EventRecord);
  const asserted = records.find(({ type }) => type === 'memory.asserted');
  return asserted?.type === 'memory.asserted' ? asserted.data.memoryId : '';
}

test('a note is told in every later turn of its run, and ends with it', async () => {
  const taken = calls(['note', { text: 'The deposit is 8,360.', keep: true }]);
  const model = scriptedModel([taken, write('It costs 4,180.'), finish, { text: 'Done again.' }]);
  const { send, until, workforce } = await open(model);
  await send(newTask());
  const done = await until(inReview);
  await send({ type: 'task.sendBack', taskId: 't_1', note: 'Once more' });
  await until((state) => state.status === 'review' && state.run?.attempt === 2);
  const told = model.requests.map(({ messages }) => JSON.stringify(messages[0]).includes('8,360'));
  expect([told, done.run?.notes]).toEqual([[false, true, true, false], []]);
  const record = workforce.record('t_1', 0, 100);
  const notes = record.ok ? record.value.events.filter((event) => event.type === 'note.taken') : [];
  expect(notes.map(({ data }) => data)).toMatchObject([{ text: 'The deposit is 8,360.', keep: true }]);
});
