import { expect, test } from 'vitest';
import { claimsOf } from '../claims.ts';

const flagged = (text: string): boolean =>
  claimsOf({ said: [text], documents: [], steps: [], quotes: 0 }).some(({ callId }) => callId === null);

test.each([
  ['I swapped the two appointments around.', true],
  ['I’ve pencilled you in for Tuesday.', true],
  ['The logo was swapped on the home page.', true],
  ['I weighed the offers against each other.', false],
  ['I could not chase the supplier.', false],
  ['If I had chased the supplier, he might have answered.', false],
  ['The prices were slashed by the supplier.', false],
  ['The boiler was serviced in May 2024.', false],
])('%s is a claim: %s', (text, expected) => expect(flagged(text)).toBe(expected));
