import { i18n } from '@lingui/core';
import { beforeAll, expect, test } from 'vitest';
import { aTask } from '../task/task.fixture.ts';
import { fileText } from './file-words.ts';

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }));

const tasks = {
  t_a: aTask({ id: 't_a', title: 'Find the terms' }),
  t_b: aTask({ id: 't_b', title: 'Check them' }),
};

test.each([
  ['letter.md', 'letter.md'],
  ['annex/letter.md', 'annex/letter.md'],
  ['parts/list.md', 'parts/list.md'],
  ['parts/t_a/terms.md', 'terms.md, from “Find the terms”'],
  ['parts/t_a/annex/terms.md', 'annex/terms.md, from “Find the terms”'],
  ['parts/t_a/parts/t_b/review.md', 'review.md, from “Check them”'],
  ['parts/t_gone/terms.md', 'parts/t_gone/terms.md'],
])('%s', (path, text) => {
  expect(fileText(path, tasks)).toBe(text);
});
