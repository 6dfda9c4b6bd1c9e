import { expect, test } from 'vitest';
import { isOwnWork, isPast } from './verbs.ts';

test.each(['swapped', 'brought', 'double-booked', 'took', 'cut'])('%s can be a past', (word) => {
  expect(isPast(word)).toBe(true);
});

test.each(['need', 'hundred', 'table', 'bed', 'sending'])('%s is none', (word) => {
  expect(isPast(word)).toBe(false);
});

test.each([
  ['compared', 'both drafts'],
  ['took', 'the rate from the file'],
  ['put', 'the open points at the end of the page'],
  ['merged', 'the two columns'],
  ['read', 'it as a question about net prices'],
  ['settled', 'on the median'],
  ['warned', 'in the text that two prices are old'],
  ['managed', 'to match 38 rows'],
])('%s %s is thinking or writing', (verb, rest) => {
  expect(isOwnWork(verb, rest)).toBe(true);
});

test.each([
  ['swapped', 'the logo across the site'],
  ['took', 'a double room'],
  ['put', 'in a request for leave'],
  ['merged', 'both customers in the database'],
  ['bumped', 'the ticket'],
  ['settled', 'the bill'],
  ['warned', 'the night shift'],
  ['managed', 'to swap the logo'],
])('%s %s is an act', (verb, rest) => {
  expect(isOwnWork(verb, rest)).toBe(false);
});
