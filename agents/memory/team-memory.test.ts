/** What the team remembers, on fakes: the same call has the same answer, however often it is asked. */
import { expect, test } from 'vitest';
import type { TaskState } from '../domain/task.ts';
import { makeMemoryDisk, openMemoryJournal } from '../journal/memory-journal.ts';
import { openStreams } from '../streams.ts';
import { noLabels } from '../domain/labels.ts';
import { countingIds, fakeClock } from '../testing.ts';
import { fakeIndex } from './fake.ts';
import type { MemoryIndex } from './memory.ts';
import { recallTokens, tokensOf } from './pack.ts';
import { makeTeamMemory } from './team-memory.ts';

const said = {
  kind: 'fact',
  subject: 'Acme',
  text: 'Renews on 1 September.',
  question: null,
  value: null,
  cardinality: 'one',
} as const;
const note = {
  ...said,
  for: 'team',
  validFromMs: null,
  source: null,
  quote: null,
  supersedes: [],
} as const;
const scope = { taskId: 't_1', runId: 'r_1', teammateId: 'tm_researcher' };

function openMemory(index: MemoryIndex | null = null, tasks: Partial<TaskState>[] = []) {
  const journal = openMemoryJournal(makeMemoryDisk());
  const streams = openStreams(journal, () => undefined);
  const known = streams.tasks as Map<string, TaskState>;
  for (const task of tasks) known.set(task.id ?? '', task as TaskState);
  const clock = fakeClock();
  return makeTeamMemory({ journal, streams, index, clock, makeId: countingIds(), log: () => undefined });
}

test('a call that is repeated after a crash names the memory that was kept', async () => {
  const memory = openMemory();
  const first = await memory.remember(note, { scope, key: 'k1' });
  expect(await memory.remember(note, { scope, key: 'k1' })).toEqual(first);
  expect(first).toMatchObject({ ok: true, value: { confirmed: false } });
});

test('another call with the same words confirms what is known', async () => {
  const memory = openMemory();
  const first = await memory.remember(note, { scope, key: 'k1' });
  const memoryId = first.ok ? first.value.memoryId : '';
  const text = 'renews  on 1 SEPTEMBER.';
  expect(await memory.remember({ ...note, text }, { scope, key: 'k2' })).toEqual({
    ok: true,
    value: { memoryId, confirmed: true },
  });
});

test('what is recalled fits the budget of tokens, with what was noted beside it', async () => {
  const memory = openMemory(fakeIndex());
  for (let at = 0; at < 30; at += 1) {
    const text = `Order ${at} was paid late. ${'More of it. '.repeat(12)}`;
    await memory.remember({ ...note, text }, { scope: { ...scope, taskId: `t_${at}` }, key: `k${at}` });
  }
  await memory.remember(
    { ...note, subject: 'Bolt', text: 'Asks for paper.' },
    { scope: { ...scope, taskId: 't_7' }, key: 'k' },
  );
  const passages = (await memory.recall({ text: 'order 7', limit: 20 }, scope)) ?? [];
  expect(passages[0]?.map(({ parentId, pos, text }) => [parentId, pos, text.slice(0, 7)])).toEqual([
    ['t_7', 0, 'Order 7'],
    ['t_7', 1, 'Asks fo'],
  ]);
  const tokens = passages.flat().reduce((sum, row) => sum + tokensOf(row), 0);
  expect(tokens).toBeLessThanOrEqual(recallTokens);
  expect(tokens).toBeGreaterThan(recallTokens * 0.9);
  await memory.stop();
});

test('a task that has seen something private asks no embedder elsewhere', async () => {
  const asked: unknown[] = [];
  const index = fakeIndex();
  const recall: MemoryIndex['recall'] = (query) => {
    asked.push(query.mayLeave);
    return index.recall(query);
  };
  const seen = { tainted: false, private: true, from: ['files/a.md'] };
  const memory = openMemory({ ...index, recall }, [
    { id: 't_1', labels: noLabels },
    { id: 't_2', labels: seen },
  ]);
  for (const taskId of ['t_1', 't_2']) await memory.recall({ text: 'order', limit: 1 }, { ...scope, taskId });
  expect(asked).toEqual([true, false]);
  await memory.stop();
});
