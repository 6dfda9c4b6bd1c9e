import { expect, it } from 'vitest';
import { askedToRemember, sentenceOf, subjectFrom } from './remember-words.ts';

it.each([
  ['remember that Halden pays late', 'Halden pays late'],
  ['Please remember: invoices go to Dana.', 'Invoices go to Dana.'],
  ['Remember the forklift is\nin Hall 3', 'The forklift is in Hall 3'],
  ['I remember that', null],
  ['remember that', null],
  ['remembering names is hard', null],
])('“%s” asks to remember %s', (message, sentence) => expect(askedToRemember(message)).toBe(sentence));

it('takes a selection as one line, no longer than a memory may be', () => {
  expect(sentenceOf('  Halden\n\npays  late ')).toBe('Halden pays late');
  expect(sentenceOf('x'.repeat(5000))).toHaveLength(2000);
});

it.each([
  ['Vendor comparison', 'Vendor comparison'],
  [
    'Brief me on the renewal risk of our three largest customers and what each of them…',
    'Brief me on the renewal risk of our three largest customers',
  ],
])('%s is about %s', (title, subject) => expect(subjectFrom(title)).toBe(subject));
