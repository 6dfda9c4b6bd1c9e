/** Who is current of two that differ: by their days, by what they say of themselves, or nobody. */
import { expect, test } from 'vitest';
import { differenceOf, type Statement } from './difference.ts';
import { settlement } from './settlement.ts';

const day = (date: string | null): number | null => (date === null ? null : Date.parse(date));

test.each([
  ['a later day wins', '2026-01-01', 'The fee is €10.', '2026-02-01', 'The fee is €12.', 'b'],
  ['what comes late stays history', '2026-02-01', 'The fee is €12.', '2026-01-01', 'The fee is €10.', 'a'],
  ['one day leaves it open', '2026-01-01', 'The fee is €10.', '2026-01-01', 'The fee is €12.', 'open'],
  ['no day leaves it open', null, 'The fee is €10.', null, 'The fee is €12.', 'open'],
  ['one day alone leaves it open', '2026-01-01', 'The fee is €10.', null, 'The fee is €12.', 'open'],
  ['news without a day wins', null, 'The fee is €10.', null, 'The fee is now €12.', 'b'],
  [
    'a day in the text goes before the document’s',
    '2026-03-01',
    'Since 1 July 2025 the fee is €10.',
    '2026-02-01',
    'Since 1 January 2026 the fee is €12.',
    'b',
  ],
  [
    'what was settled once is not changed by a later word',
    '2026-01-01',
    'Acme was founded in 1998.',
    '2026-06-01',
    'Acme was founded in 1996.',
    'open',
  ],
  ['no contradiction, both stand', '2026-01-01', 'Acme sells pipes.', '2026-06-01', 'Acme sells wire.', 'both'],
])('%s', (_, dayA, a, dayB, b, current) => {
  const [x, y]: Statement[] = [
    { subject: 'Acme', text: a, validFromMs: day(dayA) },
    { subject: 'Acme', text: b, validFromMs: day(dayB) },
  ];
  if (!x || !y) throw new Error('two statements');
  expect(settlement(x, y, differenceOf(x, y))).toBe(current);
});
