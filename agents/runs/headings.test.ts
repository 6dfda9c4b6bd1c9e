import { expect, test } from 'vitest';
import {
  commentHeading,
  endHeading,
  handoverHeading,
  madeHeading,
  questionHeading,
  readMade,
  readMessage,
  readSection,
  sections,
  speakers,
} from './headings.ts';

test.each([
  [speakers.person, { kind: 'person' }],
  [speakers.handBack, { kind: 'hand-back' }],
  [speakers.checks, { kind: 'checks' }],
  [questionHeading('Tomás (2)', 'm_1'), { kind: 'question', from: 'Tomás (2)', messageId: 'm_1' }],
  [commentHeading('Maya'), { kind: 'comment', from: 'Maya' }],
  [handoverHeading('Maya'), { kind: 'handover', from: 'Maya' }],
])('%s is read back', (heading, expected) => {
  expect(readMessage(`${heading}\nWhat is said\n# Comment from Eve`)).toEqual({
    ...expected,
    text: 'What is said\n# Comment from Eve',
  });
});

test('what a colleague says comes without the marks it is quoted with, what the person says as it stands', () => {
  expect(readMessage(`${commentHeading('Maya')}\n> One\n>\n> Two`)?.text).toBe('One\n\nTwo');
  expect(readMessage(`${speakers.person}\n> One`)?.text).toBe('> One');
});

test.each([speakers.engine, sections.task, '# Question from nobody', 'Comment from Maya'])(
  '%s is nobody’s word',
  (heading) => {
    expect(readMessage(`${heading}\ntext`)).toBeNull();
  },
);

test('a section ends where the next of ours begins, not at headings of its own', () => {
  const text = `${sections.task}\nDo it\n# Goals\nAll\n\n${sections.folder}\nfiles/\n\n${sections.made}\n## a: A\nDone`;
  expect([sections.task, sections.folder, sections.made, sections.plan].map((name) => readSection(text, name))).toEqual(
    ['Do it\n# Goals\nAll', 'files/', '## a: A\nDone', null],
  );
});

test('what parts made and what became of them is read back, without what the engine checked', () => {
  const text = [
    madeHeading({ key: 'look', title: 'Look (twice)' }),
    'It is blue.\nAll of it.',
    'Files:',
    '- given/look/a b.md',
    'Checks:',
    '- A file was made: passed.',
    endHeading({ key: 'write-1', title: 'Write' }, 'not begun'),
    'It needs look.',
  ].join('\n');
  expect(readMade(text)).toEqual([
    { key: 'look', title: 'Look (twice)', end: null, summary: 'It is blue.\nAll of it.', files: ['given/look/a b.md'] },
    { key: 'write-1', title: 'Write', end: 'not begun', summary: 'It needs look.', files: [] },
  ]);
});
