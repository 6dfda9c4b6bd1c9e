/** What the team remembers, on fakes: a new sentence is read beside what is known of its subject, and nothing is lost in silence. */
import { afterEach, expect, test } from 'vitest';
import type { Command } from '../domain/commands.ts';
import { openMemoryJournal } from '../journal/memory-journal.ts';
import { openStreams, type Streams } from '../streams.ts';
import { countingIds, fakeClock } from '../testing.ts';
import { isMemoryCommand } from './person.ts';
import { makeTeamMemory, type MemoryNote, type TeamMemory } from './team-memory.ts';

const scope = { taskId: 't_1', runId: 'r_1', teammateId: 'maya' };
let memory: TeamMemory;
let streams: Streams;
afterEach(() => memory.stop());

function open(): void {
  const journal = openMemoryJournal();
  streams = openStreams(journal, (records) => memory.notify(records));
  memory = makeTeamMemory({
    journal,
    streams,
    index: null,
    clock: fakeClock(),
    makeId: countingIds(),
    log: () => undefined,
  });
}

function note(text: string, patch: Partial<MemoryNote> = {}): MemoryNote {
  const claim = { question: null, value: null, cardinality: 'one' } as const;
  const source = { source: null, quote: null, validFromMs: null, supersedes: [] };
  return { kind: 'fact', subject: 'Halden Foods', text, for: 'team', ...claim, ...source, ...patch };
}

let calls = 0;
async function say(text: string, patch: Partial<MemoryNote> = {}): Promise<string> {
  const answer = await memory.remember(note(text, patch), { scope, key: `k${(calls += 1)}` });
  await memory.idle();
  return answer.ok ? answer.value.memoryId : answer.error.code;
}
const statuses = () => [...streams.memory.cards.values()].map(({ status }) => status);

async function teach(text: string, patch: object = {}): Promise<unknown> {
  calls += 1;
  const taught = { memoryId: `mem_p${calls}`, kind: 'fact', subject: 'Halden Foods', text, claim: null };
  const command = {
    type: 'memory.teach',
    ...taught,
    teammateId: null,
    validFromMs: null,
    taskId: null,
    ...patch,
  } as Command;
  if (!isMemoryCommand(command)) throw new Error('no memory command');
  const answer = await memory.dispatch(`c${calls}`, command);
  await memory.idle();
  return answer;
}

test('two sentences that exclude each other are asked about, in what they differ', async () => {
  open();
  await say('Halden Foods pays within 30 days.');
  await say('Halden Foods is greeted by first name.');
  await say('Halden Foods pays within 45 days.');
  expect(statuses()).toEqual(['disputed', 'active', 'disputed']);
  expect(streams.memory.conflicts).toMatchObject([{ cause: 'text', difference: expect.stringContaining('number') }]);
});

test('the later of two dated sentences holds, and the earlier stays as history', async () => {
  open();
  await say('Halden Foods pays within 45 days.', { validFromMs: Date.UTC(2026, 9, 1) });
  await say('Halden Foods pays within 30 days.', { validFromMs: Date.UTC(2024, 0, 1) });
  expect(statuses()).toEqual(['active', 'superseded']);
  const old = [...streams.memory.cards.values()][1];
  expect(old).toMatchObject({ validFromMs: Date.UTC(2024, 0, 1), validToMs: Date.UTC(2026, 9, 1) });
});

test('a person’s word stands against a teammate’s, and a restatement is one memory', async () => {
  open();
  await say('Halden Foods pays within 30 days.');
  await teach('Halden Foods pays within 45 days.');
  expect(statuses()).toEqual(['superseded', 'active']);
  await say('Halden Foods pays within 45 days of the invoice.'.replace(' of the invoice', ''));
  expect(statuses()).toEqual(['superseded', 'active']);
});

test('a secret is refused, and nothing of it is kept', async () => {
  open();
  expect(await say('The portal password is Winter2026!')).toBe('memory.secret');
  expect(await teach('Our card is 4111 1111 1111 1111')).toMatchObject({ ok: false, error: { code: 'memory.secret' } });
  expect(statuses()).toEqual([]);
});

test('the memory manager settles what is its to settle, and only proposes the rest', async () => {
  open();
  const first = await say('Halden Foods pays within 30 days.');
  await say('Halden Foods pays within 45 days.');
  const [conflict] = memory.conflicts();
  const proposal = {
    conflictId: conflict?.id ?? '',
    how: 'keep',
    winnerId: first,
    reason: 'the contract says so',
    confidence: 0.9,
  } as const;
  const from = { scope: { ...scope, teammateId: 'june' }, key: 'june/1' };
  expect(await memory.propose({ ...proposal, confidence: 0.5 }, { ...from, key: 'june/0' })).toMatchObject({
    value: { settled: false },
  });
  expect(streams.memory.conflicts[0]?.proposal).toMatchObject({ winnerId: first, by: 'june' });
  expect(await memory.propose(proposal, from)).toMatchObject({ value: { settled: true } });
  expect(statuses()).toEqual(['active', 'superseded']);

  await teach('Halden Foods orders in spring.');
  await teach('Halden Foods does not order in spring.');
  const [asked] = memory.conflicts();
  expect(asked?.needsPerson).toBe(true);
  const mine = { ...proposal, conflictId: asked?.id ?? '', winnerId: asked?.members[0]?.id ?? '' };
  expect(await memory.propose(mine, { ...from, key: 'june/2' })).toMatchObject({ value: { settled: false } });
  expect(streams.memory.conflicts).toHaveLength(1);
});

test('what is made of several rests on them: it carries their labels and is asked about when one falls', async () => {
  open();
  const a = await say('Halden Foods ordered in March 2025.', { kind: 'episode' });
  const b = await say('Halden Foods ordered in March 2026.', { kind: 'episode' });
  const sentence = {
    kind: 'fact',
    subject: 'Halden Foods',
    text: 'Orders every spring.',
    question: null,
    value: null,
  } as const;
  const made = await memory.consolidate(sentence, [a, b], { scope, key: 'june/3' });
  const id = made.ok ? made.value.memoryId : '';
  expect(streams.memory.cards.get(id)).toMatchObject({ authority: 'inferred', derivedFrom: [a, b], status: 'active' });
  await memory.dispatch('forget', { type: 'memory.forget', memoryId: b });
  expect(streams.memory.cards.get(id)).toMatchObject({ status: 'disputed', conflictId: `basis/${b}` });
  const missing = await memory.consolidate(sentence, [a, 'mem_none'], { scope, key: 'june/4' });
  expect(missing).toMatchObject({ ok: false, error: { code: 'memory.unknown' } });
});
