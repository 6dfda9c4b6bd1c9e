import { expect, test } from 'vitest';
import { memoryRow } from '../memory/memory.suite.ts';
import { recallTool } from './memory-tools.ts';

const scope = { taskId: 't_1', runId: 'r_1', teammateId: 'tm_x', work: '/work', files: null };
const context = { scope, key: 'k', signal: AbortSignal.any([]) };

test('recalled passages are told line by line, under the labels of all they show', async () => {
  const hit = memoryRow('mem_1', 'Renews in May', {
    sourceUri: null,
    labels: { tainted: false, private: false, from: [] },
  });
  const beside = memoryRow('mem_2', 'Wants a discount', { labels: { tainted: true, private: true, from: ['x'] } });
  const tool = recallTool({ recall: async ({ limit }) => (limit === 20 ? [[hit, beside]] : []) });
  const { content, labels, summary } = await tool.perform(await tool.resolve({ query: 'renewal' }, scope), context);
  expect(content.split('\n')).toEqual([
    'memory/mem_1 | fact | Acme | 2026-09-21, guessed | Renews in May',
    'memory/mem_2 | fact | Acme | 2026-09-21, read in files/a.md, from outside | Wants a discount',
  ]);
  expect(labels).toEqual({ tainted: true, private: true, from: ['memory/mem_1', 'memory/mem_2'] });
  expect(summary).toContain('2 things');
});
