/** What the team knows, as the practice model uses it: one more source, cited like a file, first only where a person taught it. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { memoryRow } from '../../memory/memory.suite.ts';
import { practiceModel } from './practice.ts';
import { folderOf, work, type Script } from './testing.ts';

const office = path.resolve(import.meta.dirname, '../../../examples/harbor-office');
const run = (script: Partial<Script>) => work(practiceModel(), { brief: '', folder: office, ...script });

/** What a person said, or a teammate. */
const said = (subject: string, text: string, authority: 'human' | 'agent' = 'human', id = 'mem_1') =>
  memoryRow(id, text, { subject, authority, sourceUri: null });
/** The lines under a heading of a page. */
const under = (page: string, heading: string) =>
  (page.split(`\n## ${heading}\n\n`)[1] ?? '').split('\n\n', 1)[0]?.split('\n') ?? [];

test('a memory that answers the brief is cited, and counted in the summary', async () => {
  const deposit = said(
    'Wharfside Leasing',
    'The deposit for the Wharfside lease is 8,360 USD, kept by the bank.',
    'agent',
  );
  const outcome = await run({ brief: 'What is the deposit for the Wharfside lease?', memories: [deposit] });
  expect(outcome.page).toContain(
    ': memory/mem_1: "The deposit for the Wharfside lease is 8,360 USD, kept by the bank."',
  );
  expect(under(outcome.page, 'In short')[0]).toMatch(/^- The deposit .* \[\^1\]$/);
  expect([outcome.broken, outcome.summary.includes('1 from what the team knows.')]).toEqual([[], true]);
});

test('what does not answer the brief is left out', async () => {
  const memories = [
    said('Quay', 'The Quay canteen serves soup on Mondays.'),
    said('Ada', 'Ada likes short mails.', 'human', 'mem_2'),
  ];
  const outcome = await run({ brief: 'What is the rent of the Wharfside lease?', memories });
  expect(outcome.page).not.toContain('memory/');
  expect(outcome.summary).not.toContain('what the team knows');
});

test('without a folder, what the team knows is all there is to say', async () => {
  const rate = said('Vantage Print', 'The hourly rate of Vantage Print is 45 EUR.');
  const outcome = await run({ brief: 'What is the hourly rate of Vantage Print?', folder: null, memories: [rate] });
  expect(under(outcome.page, 'In short')).toEqual(['- The hourly rate of Vantage Print is 45 EUR. [^1]']);
  expect([outcome.broken, outcome.summary]).toEqual([[], expect.stringContaining('1 from what the team knows.')]);
});

const rent = 'The Wharfside rent is 4,017 USD a month.';

test('what a person taught comes before a file when the brief names it, and both are shown', async () => {
  const outcome = await run({
    brief: 'What is the rent of the Wharfside lease?',
    memories: [said('Wharfside Leasing', rent)],
  });
  expect(under(outcome.page, 'In short')[0]).toBe(
    '- **Wharfside Leasing**, rent: 4,017 USD, as you taught the team. [^1]',
  );
  expect(under(outcome.page, 'In short').join()).not.toContain('3,900');
  expect(under(outcome.page, 'Where the files and what the team knows disagree')[0]).toMatch(
    /3,900 USD in contracts\/wharfside-office-lease\.md \[\^\d\] and 4,017 USD in what the team knows \[\^1\]/,
  );
  expect([outcome.asked, outcome.broken]).toEqual([[], []]);
});

test('what a teammate noted does not: which one counts is asked', async () => {
  const memories = [said('Wharfside Leasing', rent, 'agent')];
  const outcome = await run({ brief: 'What is the rent of the Wharfside lease?', memories });
  expect(outcome.asked.map(({ question }) => question)).toEqual([
    'The files and what the team knows disagree about Wharfside Leasing (rent). Which one counts?',
  ]);
  expect(outcome.page).not.toContain('as you taught the team');
});

const contracts = {
  'contracts/kestwell.md':
    '# Kestwell Hosting: agreement\n\n**Supplier:** Kestwell Hosting\n**End date:** 30 April 2027\n',
  'contracts/pebble.md': '# Pebble Phones: agreement\n\n**Supplier:** Pebble Phones\n**End date:** 30 June 2027\n',
};

test.each([
  ['the brief names its subject', 'When does the Kestwell Hosting contract end?', [], '15 June 2028'],
  ['its subject is one of many', 'Which supplier contract ends last?', ['Kestwell Hosting'], '30 June 2027'],
])('a taught end date when %s', async (_, brief, asked, last) => {
  const folder = await folderOf(contracts);
  const memories = [said('Kestwell Hosting', 'The agreement with Kestwell Hosting ends on 15 June 2028.')];
  const outcome = await run({ brief, folder, memories, answer: () => 'Show all of them, none is settled' });
  await rm(folder, { recursive: true });
  expect(outcome.asked.flatMap(({ question }) => /about ([^(]*) \(/.exec(question)?.[1] ?? [])).toEqual(asked);
  expect(under(outcome.page, 'In short').join(' ')).toContain(last);
  expect(outcome.page).toMatch(
    /30 April 2027 in contracts\/kestwell.md \[\^\d+\] and 15 June 2028 in what the team knows/,
  );
  expect(outcome.broken).toEqual([]);
});

test('a memory is no document: it stands in no row of its own', async () => {
  const folder = await folderOf(contracts);
  const memories = [said('Vantage Print agreement', 'The Vantage Print agreement ends on 15 June 2026.', 'agent')];
  const outcome = await run({ brief: 'Which agreement ends first?', folder, memories });
  await rm(folder, { recursive: true });
  const rows = under(outcome.page, 'In order of the end').slice(2);
  expect(rows.map((row) => row.split(' | ')[0])).toEqual(['| Kestwell Hosting', '| Pebble Phones']);
});

test('one word of a brief in common is not enough to be told beside its answer', async () => {
  const memories = [said('Canteen', 'The canteen is open on Mondays.')];
  const outcome = await run({ brief: 'How many support tickets are open?', memories });
  expect(outcome.page).not.toContain('memory/');
});

test('in a ranking, what is known of those at the top is told with what files say', async () => {
  const memories = [said('Northwind Outfitters', 'Northwind Outfitters complains about late invoices.', 'agent')];
  const files = {
    'customers.csv': 'customer,revenue\nNorthwind Outfitters,900\nBolt,300\nAcme,200\n',
    'n.md': 'Bolt is at risk.',
  };
  const folder = await folderOf(files);
  const outcome = await run({
    brief: 'Brief me on the risks of the two largest customers by revenue',
    folder,
    memories,
  });
  await rm(folder, { recursive: true });
  expect(outcome.page).toContain(': memory/mem_1: "Northwind Outfitters complains about late invoices."');
  expect(outcome.broken).toEqual([]);
});

test('the same memories give the same page', async () => {
  const script = { brief: 'What is the rent of the Wharfside lease?', memories: [said('Wharfside Leasing', rent)] };
  expect((await run(script)).page).toBe((await run(script)).page);
});
