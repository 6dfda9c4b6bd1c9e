import { expect, test } from 'vitest';
import { memoryRow } from './memory.suite.ts';
import { rankRows } from './rank.ts';

const rows = [
  memoryRow('mem_1', 'Did Acme sign the lease?', { subject: 'Bolt', parentId: 't_1', pos: 0 }),
  memoryRow('mem_2', 'Yes, last Tuesday', { subject: 'Acme', parentId: 't_1', pos: 1 }),
  memoryRow('mem_3', 'The lease is long', { subject: 'Corvus', parentId: 't_2', pos: 0 }),
  memoryRow('mem_4', 'Nothing of the kind', { subject: 'Dune' }),
  memoryRow('mem_5', 'A lease by hand', { subject: 'Bolt', authority: 'human', contentHash: 'x' }),
  memoryRow('mem_6', 'A lease by hand', { subject: 'Bolt', contentHash: 'x' }),
];
const names = (question: string, of = rows) => rankRows(question, of, 10).map(({ row }) => row.id);

test('an answer is found by its question, its subject and the time it names', () => {
  const [best] = rankRows('When did Acme sign the lease?', rows, 1);
  expect([best?.row.id, best?.before?.id, best?.after]).toEqual(['mem_2', 'mem_1', null]);
  expect(best?.why.map(({ feature }) => feature)).toEqual(
    expect.arrayContaining(['window', 'parent', 'subject', 'when', 'answer', 'statement']),
  );
  expect(best?.why.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
});

test('the order of the candidates does not matter, what holds no word is left out, and a person is believed', () => {
  const order = names('the lease');
  expect(names('the lease', rows.toReversed())).toEqual(order);
  expect(order).not.toContain('mem_4');
  expect(order).toContain('mem_5');
  expect(order).not.toContain('mem_6');
});

test('of one claim the highest authority counts, then the latest, at the place of the best', () => {
  const claim = (id: string, text: string, patch: object) => memoryRow(id, text, { claimId: 'acme/day', ...patch });
  const said = [
    claim('mem_1', 'renewal day: 1 May, the renewal day', { rev: 1, authority: 'human' }),
    claim('mem_2', 'renewal day is 1 June', { rev: 2 }),
    claim('mem_3', 'renewal', { rev: 3, authority: 'human' }),
    claim('mem_4', 'renewal day elsewhere', { rev: 4, claimId: 'other/day' }),
  ];
  expect(names('renewal day', said).toSorted()).toEqual(['mem_3', 'mem_4']);
  expect(names('nothing known', said)).toEqual([]);
});
