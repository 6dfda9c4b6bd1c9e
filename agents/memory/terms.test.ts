import { expect, test } from 'vitest';
import { porterStem } from './porter.ts';
import { askedTerms, termsIn } from './terms.ts';

// Words and stems of the paper's own examples, and of its published vocabulary.
test.each([
  ['caresses', 'caress'],
  ['ponies', 'poni'],
  ['cats', 'cat'],
  ['feed', 'feed'],
  ['agreed', 'agre'],
  ['plastered', 'plaster'],
  ['sing', 'sing'],
  ['conflated', 'conflat'],
  ['hopping', 'hop'],
  ['falling', 'fall'],
  ['filing', 'file'],
  ['happy', 'happi'],
  ['sky', 'sky'],
  ['relational', 'relat'],
  ['vietnamization', 'vietnam'],
  ['hopefulness', 'hope'],
  ['formative', 'form'],
  ['electrical', 'electr'],
  ['adoption', 'adopt'],
  ['replacement', 'replac'],
  ['probate', 'probat'],
  ['rate', 'rate'],
  ['controll', 'control'],
  ['roll', 'roll'],
  ['yearly', 'yearli'],
])('%s is cut to %s', (word, stem) => {
  expect(porterStem(word)).toBe(stem);
});

test.each([
  ['renewals', 'renewing'],
  ['went', 'going'],
  ['Tomás', 'TOMAS'],
  ['children', 'kids'],
])('%s and %s are one term', (one, other) => {
  expect(termsIn(one)).toEqual(termsIn(other));
});

test('numbers and other scripts stay whole', () => {
  expect(termsIn('Q3s 2026 договор')).toEqual(['q3s', '2026', 'договор']);
});

test('a question is asked for what it tells, or for all of it', () => {
  expect(askedTerms('What are the renewals of Café Noir, the renewals?')).toEqual(['renew', 'cafe', 'noir']);
  expect(askedTerms('who is it')).toEqual(['who', 'is', 'it']);
});
