import { expect, test } from 'vitest';
import { bugs, measure } from '../confidence.ts';

test('wrong results find somebody who looks, right ones mostly do not', () => {
  const lines: string[] = [];
  expect(measure([1, 2, 3], 200, bugs['none'] ?? fail, (line) => lines.push(line)).pass, lines.join('\n')).toBe(true);
});

test.each(['mean-only', 'own-word', 'all-seen'])('the planted bug %s turns it red', (bug) => {
  expect(measure([1], 200, bugs[bug] ?? fail, () => undefined).pass).toBe(false);
});

function fail(): never {
  throw new Error('There is no such bug.');
}
