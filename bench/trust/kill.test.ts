/** A few real kills with every test run; the many are `npm run trust -- kill`. */
import { expect, test } from 'vitest';
import { findingKinds } from './kill/findings.ts';
import { killCheck } from './kill.ts';

test('killed six times, the work is done and nothing is lost or doubled', async () => {
  const lines: string[] = [];
  const { figures } = await killCheck.run(['--times', '6'], (line) => lines.push(line));
  expect(figures.kills).toBe(6);
  // A process killed before it had made its journal leaves none to look at.
  expect(figures.integrityChecks).toBeGreaterThan(1);
  expect(Object.fromEntries(findingKinds.map((kind) => [kind, figures[kind]])), lines.join('\n')).toEqual(
    Object.fromEntries(findingKinds.map((kind) => [kind, 0])),
  );
}, 60_000);

test('an unknown bug is refused', async () => {
  await expect(killCheck.run(['--bug', 'none'], () => undefined)).rejects.toThrow('forget-doubt, early-ack');
});
