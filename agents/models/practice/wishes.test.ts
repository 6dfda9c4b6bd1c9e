import { describe, expect, test } from 'vitest';
import { wishesIn, withoutWishes } from './wishes.ts';

describe('what is to be said to colleagues', () => {
  test.each([
    ['Ask Tomás: which contract ends first?', ['ask Tomás “which contract ends first?”']],
    ['Please ask Maya, is the lease signed?', ['ask Maya “is the lease signed?”']],
    ['Brief me on the lease and ask Tomás which format he wants.', ['ask Tomás “which format he wants.”']],
    ['Tell Maya that the list is final.', ['tell Maya “the list is final.”']],
    ['Tell Maya: use 4.5 percent. Then go on.', ['tell Maya “use 4.5 percent.”']],
    ['Hand this over to Priya because she knows the terms.', ['handOver Priya “she knows the terms”']],
    ['Hand over to Priya', ['handOver Priya “”']],
    [
      'Ask Tomás: which form? Tell Maya that it is due. Hand it over to Priya.',
      ['ask Tomás “which form?”', 'tell Maya “it is due.”', 'handOver Priya “”'],
    ],
    ['Tell me which contract ends first', []],
    ['Tell Me that', []],
    ['What did they ask Tomás about?', []],
    ['Ask the landlord whether it is due.', []],
    ['The board asked Greywick: when?', []],
  ])('%s', (text, expected) => {
    expect(wishesIn(text).map(({ kind, who, text: what }) => `${kind} ${who} “${what}”`)).toEqual(expected);
  });

  test.each([
    ['Brief me on the lease. Ask Tomás: which form?', 'Brief me on the lease.'],
    ['Brief me on the lease and hand it over to Priya.', 'Brief me on the lease'],
    ['Ask Tomás: which form?', 'Ask Tomás: which form?'],
    ['Tell me of the lease.', 'Tell me of the lease.'],
  ])('%s is about the rest', (text, rest) => {
    expect(withoutWishes(text)).toBe(rest);
  });
});
