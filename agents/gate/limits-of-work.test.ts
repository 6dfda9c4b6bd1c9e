import { expect, test } from 'vitest';
import type { Place } from '../domain/schema.ts';
import { aTeammate } from '../domain/testing.ts';
import type { Descriptor } from '../tools/tool.ts';
import { forStrangers, trialRefusal } from './limits-of-work.ts';

type Step = [name: string, effect: Descriptor['effect'], place: Place | null];

// Step, in a trial, for a stranger where the rules allow it.
test.each<[Step, boolean, 'allow' | 'ask']>([
  [['read_file', 'read', 'files'], true, 'allow'],
  [['recall', 'read', null], true, 'allow'],
  [['write_file', 'write', 'work'], true, 'allow'],
  [['write_file', 'write', 'files'], false, 'ask'],
  [['send', 'egress', null], false, 'ask'],
  [['set_plan', 'none', null], true, 'allow'],
  [['note', 'none', null], true, 'allow'],
  [['finish', 'none', null], true, 'allow'],
  [['ask_person', 'none', null], false, 'allow'],
  [['delegate', 'none', null], false, 'allow'],
  [['remember', 'none', null], false, 'ask'],
  [['consolidate', 'none', null], false, 'ask'],
  [['a_tool_of_tomorrow', 'none', null], false, 'ask'],
])('%j', ([name, effect, place], isTried, verdict) => {
  const trial = { ofTaskId: 't_0', profile: aTeammate('tm_maya').profile };
  const step = { name, effect };
  const refusal = trialRefusal({ trial }, step, place);
  expect(refusal === null).toBe(isTried);
  if (refusal !== null) expect(refusal).toContain(`${name} was not carried out`);
  expect(trialRefusal({ trial: null }, step, place)).toBeNull();
  expect(forStrangers({ verdict: 'allow', words: '' }, step, place).verdict).toBe(verdict);
});

test('what the rules forbid stays forbidden', () => {
  const deny = { verdict: 'deny', words: 'No' } as const;
  expect(forStrangers(deny, { name: 'write_file', effect: 'write' }, 'files')).toBe(deny);
});
