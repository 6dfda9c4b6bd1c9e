import { describe, expect, test } from 'vitest';
import { isBig, savedParts, subjectsOf } from './parts.ts';

test.each([
  ['Brief me on the renewal risk of our three largest customers.', false],
  ['Which supplier contract ends first?', false],
  ['Write a report on the outage', false],
  ['Make a plan for the move', false],
  ['Compare Kestwell and Pebble and save it into the folder', false],
  ['Which contract ends first? Who has to sign?', true],
  ['Find out what Greywick wants and then write a letter to them.', true],
  ['Look into the outage. Draft a report for the board.', true],
  ['Plan this: the autumn fair', true],
  ['Which contract ends first? Ask Tomás: who signs?', false],
])('%s is big: %s', (brief, expected) => {
  expect(isBig(brief)).toBe(expected);
});

test.each([
  [
    'What do Greywick and Saltmarsh expect? And then write a letter to both.',
    ['What do Greywick expect?', 'What do Saltmarsh expect?'],
  ],
  [
    'Which contract ends first and who has to sign it? Write a memo.',
    ['Which contract ends first', 'Who has to sign it?'],
  ],
  [
    'Which contracts renew next year and what do they cost? Which customers complained, and why? Write a letter.',
    ['Which contracts renew next year, and what do they cost?', 'Which customers complained, and why?'],
  ],
  [
    'Find out about the outage and then write a report.',
    ['Find out about the outage', 'Where do the files contradict each other about outage?'],
  ],
  [
    'Compare Kestwell, Pebble Phones and Quillfax and then write a memo.',
    ['Compare Kestwell', 'Compare Pebble Phones', 'Compare Quillfax'],
  ],
  ['Plan this: write a report on Kestwell and Pebble Phones.', ['Kestwell', 'Pebble Phones']],
  [
    'Who owns it? What is the rent? What is the term? When is notice due? Who signs?',
    ['Who owns it?', 'What is the rent?', 'What is the term?', 'When is notice due? Who signs?'],
  ],
  [
    'What is the rent? What is the rent? Write a note.',
    ['What is the rent?', 'Where do the files contradict each other about rent?'],
  ],
])('%s is found out as %j', (brief, subjects) => {
  expect(subjectsOf(brief)).toEqual(subjects);
});

describe('a saved plan', () => {
  const part = {
    key: 'look',
    title: 'Look',
    brief: 'Look.',
    role: 'researcher',
    teammateId: null,
    needs: ['a'],
    inputs: [],
    checks: [{ id: 'c1', kind: 'exists', path: 'a.md', label: 'There' }],
    caps: {},
  };

  test.each([
    ['a list', JSON.stringify([part])],
    ['an object', JSON.stringify({ name: 'Old', parts: [part] })],
    ['a list below words', `Saved as “Old”:\n${JSON.stringify([part])}`],
  ])('as %s keeps its parts and is for this brief', (_, json) => {
    expect(savedParts(json, 'The fair')).toEqual([
      {
        key: 'look',
        title: 'Look',
        brief: 'Look.\n\nThe task this time: The fair',
        role: 'researcher',
        needs: ['a'],
        inputs: [],
        checks: [{ kind: 'exists', path: 'a.md', label: 'There' }],
        caps: {},
      },
    ]);
  });

  test.each(['', 'no plan', '{', '{"parts":3}', '[{"key":1}]', '[]'])('%j is none', (json) => {
    expect(savedParts(json, 'x')).toBeNull();
  });
});
