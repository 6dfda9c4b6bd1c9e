/** What is said of memories, conflicts and erasures. */
import { i18n } from '@lingui/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { fakeConflict, fakeMemories, fakeMemory } from '../client/fake-knowledge.ts';
import { bothText, conflictActs, conflictAsk, conflictTitle, proposalText } from './conflict-words.ts';
import { eraseChoices, isClean, receiptLines } from './erase-words.ts';
import { lastUsedText, learnedFrom, sourceName, sureText, timeLines, usedText } from './memory-words.ts';

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }));

const nowMs = new Date(2026, 10, 25, 12).getTime();
const day = (year: number, month: number, date: number) => new Date(year, month - 1, date, 9).getTime();
const memory = (over: Parameters<typeof fakeMemory>[3]) => fakeMemory('m', 'Halden', 'Halden pays.', over);

describe('a memory', () => {
  it.each([
    [{}, 'Said by you', 'Said by you'],
    [{ authority: 'agent', sourceUri: 'files/a b.pdf' }, 'a b.pdf', 'Read in a b.pdf, by Maya'],
    [{ authority: 'agent' }, 'Guessed', 'Guessed by Maya'],
    [{ authority: 'tool' }, 'Read', 'Read by Maya'],
    [{ authority: 'inferred', sourceUri: 'files/a.pdf' }, 'Guessed', 'Guessed by Maya'],
    [{ authority: 'human', sourceUri: 'import:team.json' }, 'Said by you', 'Said by you, from import of team.json'],
  ] as const)('%j is from “%s”', (over, from, sure) => {
    expect([learnedFrom(memory(over)), sureText(memory(over), 'Maya')]).toEqual([from, sure]);
  });

  it.each([
    ['files/deep/Offer.docx', 'Offer.docx'],
    ['https://halden.example/terms', 'https://halden.example/terms'],
    ['Mail from A. Halden', 'Mail from A. Halden'],
  ])('names the source %s', (uri, name) => expect(sourceName(uri)).toBe(name));

  it.each([
    [null, 'Not yet'],
    [nowMs - 60_000, 'Today'],
    [day(2026, 11, 24), 'Yesterday'],
    [day(2026, 11, 20), 'Friday'],
    [day(2026, 11, 1), 'Nov 1'],
    [day(2025, 3, 1), 'Mar 1, 2025'],
  ])('used at %s reads %s', (atMs, words) => expect(lastUsedText(atMs, nowMs)).toBe(words));

  it('says how many tasks used it', () => {
    expect([0, 1, 4].map(usedText)).toEqual(['Not used yet', 'Used in 1 task', 'Used in 4 tasks']);
  });

  it('tells both its times apart: when it held, and when the team knew', () => {
    const over = {
      status: 'superseded' as const,
      validFromMs: day(2024, 1, 12),
      validToMs: day(2026, 9, 30),
      recordedAtMs: day(2024, 2, 1),
      closedAtMs: day(2026, 11, 3),
    };
    expect(timeLines(memory(over))).toEqual([
      'Held from January 12, 2024 until September 30, 2026',
      'Learned February 1, 2024',
      'A later one took its place November 3, 2026',
    ]);
    const wrong = { status: 'superseded' as const, recordedAtMs: day(2026, 2, 1), retiredAtMs: day(2026, 2, 2) };
    expect(timeLines(memory(wrong))).toEqual(['Learned February 1, 2026', 'Put right February 2, 2026']);
  });
});

describe('a conflict', () => {
  const members = fakeMemories(nowMs).filter(({ id }) => id === 'mem_30' || id === 'mem_45');
  const conflict = fakeConflict(nowMs);
  const basis = fakeConflict(nowMs, { cause: 'basis', rootId: 'mem_root', proposal: null });

  it('asks in one sentence, with and without its sentences', () => {
    expect(conflictAsk(conflict, members)).toBe('Two versions of what we know about Customers: which one holds?');
    expect(conflictAsk(conflict, [])).toBe('What we know disagrees: which one holds?');
    expect(conflictTitle(conflict, members)).toBe('When does Halden Foods pay?');
    expect(conflictAsk(basis, members)).toContain('rested on something that fell');
  });

  it('has an answer for each version, then both; each can be taken back', () => {
    const acts = conflictActs(conflict, members);
    expect(acts.map(({ label }) => label)).toEqual(['Keep A', 'Keep B', 'Both, by date']);
    expect(acts[1]?.commands).toEqual([
      {
        type: 'memory.settle',
        conflictId: 'cf_halden',
        memberIds: ['mem_30', 'mem_45'],
        how: 'keep',
        winnerId: 'mem_45',
      },
    ]);
    expect(acts[1]?.undo).toEqual([{ type: 'memory.reopen', conflictId: 'cf_halden' }]);
    expect(bothText(members)).toBe('By date: 30 days until October 1, 2026, 45 days since October 1, 2026.');
  });

  it('offers no order by date where a date is missing', () => {
    const undated = members.map((member) => ({ ...member, validFromMs: null }));
    expect(conflictActs(conflict, undated).at(-1)?.label).toBe('Both hold');
    const sameDay = members.map((member) => ({ ...member, validFromMs: 1 }));
    expect(conflictActs(conflict, sameDay).at(-1)?.label).toBe('Both hold');
    expect(bothText(undated)).toBe('Both: they hold side by side.');
  });

  it('of a fallen basis: still holds, or forget all that rested on it', () => {
    const [holds, forget] = conflictActs(basis, members);
    expect([holds?.label, holds?.commands[0]]).toEqual([
      'Still holds',
      { type: 'memory.settle', conflictId: 'cf_halden', memberIds: ['mem_30', 'mem_45'], how: 'both', winnerId: null },
    ]);
    expect(forget?.commands.map(({ type }) => type)).toEqual(['memory.forget', 'memory.forget']);
    expect(forget?.undo.map(({ type }) => type)).toEqual(['memory.restore', 'memory.restore']);
  });

  it('names who suggests what', () => {
    const keep = { how: 'keep', winnerId: 'mem_45', reason: '', by: 'june' } as const;
    expect(proposalText({ ...conflict, proposal: keep }, 'June')).toBe('June suggests: keep B.');
    expect(proposalText(conflict, 'June')).toMatch(/^June suggests: both hold\. The mail/);
    expect(proposalText(basis, 'June')).toBeNull();
  });
});

describe('an erasure', () => {
  const receipt = { searched: true, files: 42, bytes: 1, hits: [], taskIds: [], unsearched: 0, tookMs: 1 };
  it.each([
    [{}, ['Nothing of it is left in 42 files.'], true],
    [
      { searched: false },
      ['It is erased. The files were not searched afterwards, because Muster was ended in between.'],
      false,
    ],
    [
      { hits: [{ file: 'logs/a.log', count: 2 }] },
      ['Words of it were still found in 1 of 42 files:', 'logs/a.log, 2 times'],
      false,
    ],
    [{ unsearched: 1 }, ['Nothing of it is left in 42 files.', '1 word was too short to be searched for.'], false],
  ])('%j', (over, lines, clean) => {
    expect([receiptLines({ ...receipt, ...over }), isClean({ ...receipt, ...over })]).toEqual([lines, clean]);
  });

  it('can take a sentence, its subject, all a teammate brought, or everything', () => {
    const one = memory({ author: 'maya', authority: 'agent' });
    const names = (id: string) => (id === 'maya' ? 'Maya' : null);
    expect(eraseChoices([one], names).map(({ label }) => label)).toEqual([
      'This sentence',
      'Everything about Halden',
      'Everything Maya brought',
      'Everything the team knows',
    ]);
    expect(eraseChoices([one, fakeMemory('n', 'Brandt', 'x')], () => null).map(({ id }) => id)).toEqual([
      'these',
      'all',
    ]);
  });
});
