import { expect, test } from 'vitest';
import type { Fared } from '../domain/operations.ts';
import type { Role } from '../domain/teammate.ts';
import { route, type Candidate, type Work } from './routing.ts';

const none: Fared = { accepted: 0, sentBack: 0, failed: 0 };

function one(id: string, role: Role, about: string, patch: Partial<Candidate> = {}): Candidate {
  const profile = { name: id, role, about, tools: ['read_file'], model: 'default', colour: 0, instructions: 'Work.' };
  return { id, profile, standing: 'active', fared: none, load: 0, ...patch };
}

const maya = one('Maya', 'researcher', 'Finds and compares, with sources');
const tomas = one('Tomas', 'executor', 'Does the steps and makes the document');
const priya = one('Priya', 'reviewer', 'Checks before you see it');
const team = [maya, tomas, priya];
const work = (title: string, patch: Partial<Work> = {}): Work => ({ title, brief: '', role: null, ...patch });

test.each<[string, Work, readonly Candidate[], string]>([
  ['what the role is for', work('Find out what chairs cost'), team, 'Maya'],
  ['another kind', work('Write the letter to the landlord'), team, 'Tomas'],
  ['the profile’s words', work('The lease of Mill Street'), [...team, one('Lea', 'executor', 'Leases')], 'Lea'],
  ['the role that is asked for', work('Find out what chairs cost', { role: 'reviewer' }), team, 'Priya'],
  ['never the author', work('Review it', { not: ['Priya'] }), team, 'Maya'],
  [
    'only who may use the tools',
    work('Find it', { tools: ['write_file'] }),
    [maya, { ...tomas, profile: { ...tomas.profile, tools: ['write_file'] } }],
    'Tomas',
  ],
  [
    'a better record',
    work('Find it'),
    [
      { ...maya, fared: { ...none, failed: 6 } },
      { ...maya, id: 'Ada', fared: { ...none, accepted: 6 } },
    ],
    'Ada',
  ],
  [
    'the one who is free',
    work('Find it'),
    [
      { ...maya, load: 2 },
      { ...maya, id: 'Ada' },
    ],
    'Ada',
  ],
  [
    'the team’s order among equals',
    work('Find it'),
    [
      { ...maya, id: 'Zoe' },
      { ...maya, id: 'Ada' },
    ],
    'Zoe',
  ],
  ['nobody paused', work('Find it'), [{ ...maya, standing: 'paused' }, priya], 'Priya'],
])('the first is chosen by %s', (_, wanted, from, first) => {
  expect(route(wanted, from)[0]?.teammateId).toBe(first);
});

test.each<[string, Candidate, Work, { why?: string; away?: string | null }]>([
  [
    'a record and a free hand',
    { ...maya, fared: { accepted: 8, sentBack: 1, failed: 0 } },
    work('Find it'),
    { why: '8 of 9 similar tasks accepted, free now', away: null },
  ],
  ['a profile and a queue', { ...maya, load: 2 }, work('Find it'), { why: 'the profile fits, 2 tasks in hand' }],
  ['nothing', { ...priya, load: 1 }, work('Paint walls'), { why: 'no similar task so far, 1 task in hand' }],
  ['retired', { ...maya, standing: 'retired' }, work('Find it'), { away: 'Maya is retired' }],
  ['the wrong role', maya, work('Find it', { role: 'planner' }), { away: 'Maya is no planner' }],
  ['the author', maya, work('Find it', { not: ['Maya'] }), { away: 'Maya had a hand in it' }],
])('one sentence says why: %s', (_, candidate, wanted, said) => {
  expect(route(wanted, [candidate])[0]).toMatchObject(said);
});

test('an empty team has nobody, and the same question the same answer', () => {
  expect(route(work('Find it'), [])).toEqual([]);
  expect(route(work('Find it'), team)).toEqual(route(work('Find it'), team));
});
