import { i18n } from '@lingui/core';
import { expect, test } from 'vitest';
import { groupedTools, knownTools, neededTools, toolWords } from './tools.ts';
import { templates } from './templates.ts';

i18n.loadAndActivate({ locale: 'en', messages: {} });

const namedIn = (text: string) => (/^tools: \[(.*)\]$/m.exec(text)?.[1] ?? '').split(',').map((tool) => tool.trim());

test.each(templates.map(({ role, text }) => [role, namedIn(text)] as const))(
  'every tool of the %s has plain words',
  (_, tools) => {
    expect(tools.length).toBeGreaterThan(5);
    expect(tools.filter((tool) => toolWords(tool).group === 'unknown')).toEqual([]);
    expect(tools.filter((tool) => !knownTools.includes(tool))).toEqual([]);
  },
);

test('each known tool stands once, under a group of its own kind', () => {
  const shown = groupedTools(['read_file', 'WebFetch']).flatMap(({ rows }) => rows.map(({ tool }) => tool));
  expect(shown.toSorted()).toEqual([...knownTools, 'WebFetch'].toSorted());
  expect(neededTools.every((tool) => knownTools.includes(tool))).toBe(true);
});
