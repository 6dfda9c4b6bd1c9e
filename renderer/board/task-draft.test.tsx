import { i18n } from '@lingui/core';
import { beforeAll, expect, it } from 'vitest';
import { Command, maxBriefChars as engineLimit } from '../../agents/domain/commands.ts';
import { createCommand, emptyDraft, errorsOf, maxBriefChars } from './task-draft.ts';

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }));

it('knows the engine’s limit', () => expect(maxBriefChars).toBe(engineLimit));

it.each([
  ['', ['brief']],
  ['   \n ', ['brief']],
  ['Do it', []],
  ['x'.repeat(64_000), []],
  ['x'.repeat(64_001), ['brief']],
])('judges a brief', (brief, fields) => {
  expect(Object.keys(errorsOf({ ...emptyDraft, brief }))).toEqual(fields);
});

it('says how long a brief of 1 MB is and that nothing is lost', () => {
  const { brief } = errorsOf({ ...emptyDraft, brief: 'x'.repeat(1_000_000) });
  expect(brief).toContain('1,000,000');
  expect(brief).toContain('nothing is lost');
});

it('makes a command the engine takes', () => {
  const draft = {
    brief: ' Brief me ',
    folder: ' /home/you ',
    teammateId: 'maya',
    doneMeans: '- One page\n\n• Dates named ',
    planId: 'pl_1',
    after: 't_0',
    review: 'yes',
  };
  const command = createCommand(draft, 't_1');
  expect(Command.parse(command)).toEqual({
    type: 'task.create',
    taskId: 't_1',
    title: null,
    brief: 'Brief me',
    folder: '/home/you',
    checks: [
      { id: 'r1', kind: 'requirement', label: 'One page' },
      { id: 'r2', kind: 'requirement', label: 'Dates named' },
      { id: 'review', kind: 'reviewer', label: 'A colleague finds it ready', teammateId: null },
    ],
    caps: null,
    teammateId: 'maya',
    origin: 'person',
    planId: 'pl_1',
    after: 't_0',
  });
});
