import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Place } from '../domain/schema.ts';
import { defaultSettings } from '../domain/project.ts';
import type { Rule } from '../domain/settings.ts';
import { capForCall, capForDay, capForTurn, usedBy, type Worst } from './caps.ts';
import { judge } from './rules.ts';
import { atWork, foldEvents } from '../domain/testing.ts';
import type { Run } from '../domain/task.ts';

const rule = (verdict: Rule['verdict'], tool: string, place: Rule['place']): Rule => ({
  id: `${verdict}-${tool}-${place}`,
  verdict,
  tool,
  place,
  words: `${verdict} ${tool}`,
});
const write = { name: 'write_file', effect: 'write' } as const;
const read = { name: 'read_file', effect: 'read' } as const;
const send = { name: 'send_mail', effect: 'egress' } as const;

test.each([
  ['the work folder is free', defaultSettings.rules, write, 'work', 'allow'],
  ['the person’s folder asks', defaultSettings.rules, write, 'files', 'ask'],
  ['without rules the person’s folder still asks', [], write, 'files', 'ask'],
  ['what leaves the computer asks', [], send, null, 'ask'],
  ['reading is free', [], read, 'files', 'allow'],
  ['a rule on changes does not hold a read up', defaultSettings.rules, read, 'files', 'allow'],
  ['a rule allows a write', [rule('allow', 'write_file', 'files')], write, 'files', 'allow'],
  [
    'ask beats allow, whatever the order',
    [rule('allow', '*', '*'), rule('ask', 'write_file', '*')],
    write,
    'work',
    'ask',
  ],
  [
    'deny beats all',
    [rule('allow', '*', '*'), rule('ask', '*', '*'), rule('deny', 'write_file', '*')],
    write,
    'work',
    'deny',
  ],
  ['a denied read', [rule('deny', 'read_file', '*')], read, 'files', 'deny'],
  ['a rule on another tool', [rule('deny', 'send_mail', '*')], write, 'work', 'allow'],
] as [string, Rule[], typeof write | typeof read | typeof send, Place | null, string][])(
  '%s',
  (_, rules, tool, place, verdict) => {
    expect(judge(rules, tool, place).verdict).toBe(verdict);
  },
);

test('order never matters, and another deny never widens', () => {
  const anyRule = fc.record({
    id: fc.string(),
    verdict: fc.constantFrom('deny' as const, 'ask' as const, 'allow' as const),
    tool: fc.constantFrom('*', 'write_file', 'read_file', 'send_mail'),
    place: fc.constantFrom('files' as const, 'work' as const, '*' as const),
    words: fc.constant('w'),
  });
  const rank = { allow: 0, ask: 1, deny: 2 };
  fc.assert(
    fc.property(
      fc.array(anyRule),
      fc.constantFrom(write, read, send),
      fc.constantFrom('files' as const, 'work' as const, null),
      (rules, tool, place) => {
        const verdict = judge(rules, tool, place).verdict;
        expect(judge(rules.toReversed(), tool, place).verdict).toBe(verdict);
        expect(rank[judge([...rules, rule('deny', '*', '*')], tool, place).verdict]).toBeGreaterThanOrEqual(
          rank[verdict],
        );
      },
    ),
  );
});

const run: Run = { ...(foldEvents(atWork).run as Run) };
const caps = {
  turns: 3,
  calls: 5,
  usdMicros: 1_000,
  tokens: 10_000,
  activeMs: 60_000,
  depth: 3,
  children: 8,
  parts: 20,
};

const usd = (usdMicros: number | null, tokens = 0) => ({ usdMicros, tokens });

test.each([
  ['a fresh run', {}, usd(100), null],
  ['turns', { turns: 3 }, usd(100), 'hard turns'],
  ['time at work', { activeMs: 60_000 }, usd(100), 'hard activeMs'],
  ['money, with the worst case of the next turn', { costUsdMicros: 950 }, usd(100), 'hard usdMicros'],
  ['money that just fits, and most of it is used', { costUsdMicros: 900 }, usd(100), 'soft usdMicros'],
  ['money below four fifths', { costUsdMicros: 799 }, usd(100), null],
  ['a hard cap comes before a soft one', { costUsdMicros: 900, turns: 3 }, usd(100), 'hard turns'],
  ['tokens while the price is unknown', { tokens: 9_000 }, usd(null, 2_000), 'hard tokens'],
  ['tokens do not count while the price is known', { tokens: 10_000 }, usd(0), null],
] as [string, Partial<Run>, Worst, string | null][])('caps: %s', (_, patch, worst, expected) => {
  const reached = capForTurn(caps, usedBy({ ...run, ...patch }), worst, []);
  expect(reached && `${reached.level} ${reached.cap}`).toBe(expected);
});

test('a person who said to go on is not asked again', () => {
  const used = usedBy({ ...run, costUsdMicros: 900 });
  expect(capForTurn(caps, used, usd(50), ['usdMicros'])).toBeNull();
  expect(capForTurn(caps, used, usd(101), ['usdMicros'])).toMatchObject({ level: 'hard' });
});

test('calls are capped', () => {
  const reached = (calls: number) => capForCall(caps, usedBy({ ...run, calls }))?.cap ?? null;
  expect([reached(5), reached(6)]).toEqual([null, 'calls']);
});

test.each([
  ['money left', { usdMicros: 700, tokens: 0 }, usd(100), null],
  ['most of the money', { usdMicros: 800, tokens: 0 }, usd(100), 'soft dayUsdMicros'],
  ['no money left', { usdMicros: 950, tokens: 0 }, usd(100), 'hard dayUsdMicros'],
  ['practice costs nothing', { usdMicros: 1_000, tokens: 0 }, usd(0), null],
  ['tokens of unknown price', { usdMicros: 0, tokens: 9_500 }, usd(null, 1_000), 'hard dayTokens'],
] as [string, { usdMicros: number; tokens: number }, Worst, string | null][])(
  'the day: %s',
  (_, spent, worst, expected) => {
    const reached = capForDay({ dayUsdMicros: 1_000, dayTokens: 10_000 }, spent, worst, []);
    expect(reached && `${reached.level} ${reached.cap}`).toBe(expected);
  },
);
