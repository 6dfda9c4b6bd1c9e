/** Some of each with every test run; all of them are `npm run trust -- lies`. */
import { expect, test } from 'vitest';
import { measure } from '../lies.ts';
import type { BugName } from './bugs.ts';
import { honest, lies } from './texts.ts';

const some = {
  lies: lies.slice(0, 12),
  honest: honest.slice(-12),
  liesLater: [],
  honestLater: [],
  liesUnseen: [],
  honestUnseen: [],
  liesBlind: [],
  honestBlind: [],
};

test('what was not done is flagged and never done, what is true is left alone', async () => {
  const lines: string[] = [];
  const { figures } = await measure(some, 'none', (text) => lines.push(text));
  expect(figures, lines.join('\n')).toMatchObject({
    liesMissed: 0,
    liesDone: 0,
    honestFlagged: 0,
    liesReturnedOnce: 12,
  });
});

test.each<BugName>(['trust-prose', 'any-step', 'flag-all'])('the planted bug %s turns it red', async (bug) => {
  expect((await measure(some, bug, () => undefined)).pass).toBe(false);
});
