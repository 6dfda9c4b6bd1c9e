/** What the team knows, out into a file and in again. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeMemoryDisk, openMemoryJournal } from '../journal/memory-journal.ts';
import { openStreams } from '../streams.ts';
import { countingIds, fakeClock } from '../testing.ts';
import { Exchanged, fromJson, toJson } from './exchange.ts';
import { fromMarkdown, toMarkdown } from './exchange-markdown.ts';
import { parseMemory } from './exchanging.ts';
import { makeTeamMemory } from './team-memory.ts';

const day = 24 * 3_600_000;

const plain: Exchanged = {
  id: 'mem_1',
  kind: 'fact',
  status: 'active',
  scope: 'team',
  scopeId: 'team',
  subject: 'Halden Foods',
  text: 'Pays within 30 days.',
  question: null,
  value: null,
  cardinality: 'one',
  validFromMs: null,
  validToMs: null,
  recordedAtMs: 20_000 * day,
  authority: 'agent',
  author: 'maya',
  taskId: 't_1',
  runId: 'r_1',
  sourceUri: null,
  quote: null,
  confidence: 0.7,
  sensitivity: 'internal',
  labels: { tainted: false, private: false, from: [] },
  derivedFrom: [],
};

/** Any words a board may hold, those that mean something to Markdown above all. */
const words = fc
  .array(fc.oneof(fc.constantFrom('#', '- ', '\n', '(', ')', ';', '=', '\\', ': ', '> ', 'é', 'fact'), fc.string()))
  .map((parts) => parts.join('').replaceAll(/[\r\0\uFFFD]/g, ''));
const line = words.map((text) => text.replaceAll(/\s+/g, ' ').trim()).filter((text) => text.length > 0);
const sentence = words.map((text) => text.trim()).filter((text) => text.length > 2);
const time = fc.option(
  fc.oneof(
    fc.integer({ min: 0, max: 30_000 }).map((days) => days * day),
    fc.nat(),
  ),
);

const anyMemory = fc
  .record({
    kind: fc.constantFrom(...Exchanged.shape.kind.options),
    status: fc.constantFrom(...Exchanged.shape.status.options),
    subject: line,
    text: sentence,
    question: fc.option(line),
    value: line,
    validFromMs: time,
    validToMs: time,
    sourceUri: fc.option(line),
    author: line,
    sensitivity: fc.constantFrom(...Exchanged.shape.sensitivity.options),
    tainted: fc.boolean(),
  })
  .map(({ value, tainted, ...rest }) =>
    Exchanged.parse({
      ...plain,
      ...rest,
      value: rest.question === null ? null : value,
      labels: { ...plain.labels, tainted },
    }),
  );

test('JSON loses nothing', () => {
  fc.assert(
    fc.property(fc.array(anyMemory), (memories) => {
      const read = fromJson(toJson(memories));
      expect(read).toEqual({
        ok: true,
        value: { problems: [], items: memories.map((item, at) => ({ line: at + 2, item })) },
      });
    }),
  );
});

test('Markdown loses nothing of what a sentence says', () => {
  fc.assert(
    fc.property(fc.array(anyMemory, { minLength: 1 }), (memories) => {
      const read = fromMarkdown(toMarkdown(memories, 0));
      const grouped = [...Map.groupBy(memories, ({ subject }) => subject).values()].flat();
      expect(read).toMatchObject({ ok: true, value: { problems: [] } });
      expect(read.ok && read.value.items.map(({ item }) => item)).toEqual(
        grouped.map(({ kind, status, scope, subject, text, question, value, ...rest }) => ({
          kind,
          status,
          scope,
          subject,
          text,
          claim: question === null ? null : { question, value },
          sensitivity: rest.sensitivity,
          validFromMs: rest.validFromMs,
          validToMs: rest.validToMs,
          labels: rest.labels,
        })),
      );
    }),
  );
});

test('Markdown is a document to read', () => {
  const renewal = { ...plain, text: 'Renews in autumn.\nAsk Jo.', question: 'renewal date', value: '1 September' };
  const memories = [
    plain,
    { ...plain, subject: 'Bolt', kind: 'decision' as const, author: 'person' },
    { ...renewal, validFromMs: 20_697 * day, sourceUri: 'files/halden (1).md' },
  ];
  expect(toMarkdown(memories, 20_000 * day, (author) => (author === 'person' ? 'you' : 'Maya'))).toBe(
    [
      '# What the team knows\n',
      '> 3 sentences, written on 2024-10-04.\n',
      '## Halden Foods\n',
      '- Pays within 30 days. (fact; said by Maya)',
      '- Renews in autumn.\n  Ask Jo. (fact; renewal date = 1 September; since 2026-09-01; from files/halden \\(1\\).md; said by Maya)\n',
      '## Bolt\n',
      '- Pays within 30 days. (decision; said by you)\n',
    ].join('\n'),
  );
});

test.each([
  ['- Halden Foods: pays within 30 days', [['Halden Foods', 'pays within 30 days']]],
  [
    '* **Halden Foods**: pays (net)\n1. Bolt: asks',
    [
      ['Halden Foods', 'pays (net)'],
      ['Bolt', 'asks'],
    ],
  ],
  [
    '# Customers\n\n- Bolt: asks for paper\n- We bill monthly',
    [
      ['Bolt', 'asks for paper'],
      ['Customers', 'We bill monthly'],
    ],
  ],
  ['## Bolt\n- Terms: 30 days\n  net', [['Bolt', 'Terms: 30 days\nnet']]],
  [
    '\uFEFF- Bolt: see https://x.test/a:b\r\n- Bolt: two',
    [
      ['Bolt', 'see https://x.test/a:b'],
      ['Bolt', 'two'],
    ],
  ],
])('a list a person wrote: %j', (text, expected) => {
  const read = fromMarkdown(text);
  expect(read.ok && read.value.items.map(({ item }) => [item.subject, item.text])).toEqual(expected);
  expect(read.ok && read.value.problems).toEqual([]);
});

const json = (patch: object): string => toJson([plain, { ...plain, ...patch } as Exchanged]);

test.each([
  ['no subject', '- Bolt: fine\n\n- pays late', 3, 'what it is about'],
  ['no bullet', '- Bolt: fine\nA remark.', 2, 'no bullet'],
  ['a secret', '- Bolt: fine\n- Bolt: the password is hunter2!x', 2, 'looks like a password'],
  ['a day that is none', '- Bolt: fine\n- Bolt: pays (fact; since 2026-13-01)', 2, '2026-13-01'],
  ['brackets with a word of their own', '- Bolt: fine\n- Bolt: pays (fact; soon)', 2, '“soon”'],
  ['too long', `- Bolt: fine\n- Bolt: ${'x'.repeat(2_001)}`, 2, 'at most 2,000'],
  ['far too long', `- Bolt: fine\n- Bolt: ${' '.repeat(200_000)}(fact;${' '.repeat(200_000)}`, 2, 'at most 2,000'],
  ['a field that is wrong', json({ kind: 'rumour' }), 3, 'kind: '],
  ['a field nobody knows', json({ password: 'x' }), 3, 'password'],
  ['what waits for a person', json({ status: 'quarantined' }), 3, 'waits for a person'],
  ['what is one teammate’s own', json({ scope: 'agent', scopeId: 'maya' }), 3, 'one teammate alone'],
  ['a value of nothing', json({ question: 'terms', value: '' }), 3, 'claim.value'],
])('%s stays out alone, with its line and why', (_, text, line, words) => {
  const read = parseMemory({ makeId: countingIds() }, { name: 'a', text });
  expect(read.ok && read.value).toEqual({
    items: [expect.objectContaining({ memoryId: 'mem_000001' })],
    problems: [{ line, problem: expect.stringContaining(words) }],
  });
});

test.each([
  ['no bullet anywhere', 'Just\nwords', 'begins with “- ”'],
  ['bytes of another kind', '- a: b\n\0', 'Line 2 is no text'],
  ['JSON cut off', json({}).slice(0, -8), 'Line 3 is no JSON'],
  ['JSON with a slip', '{"muster": "memory",\n"version" 1}', 'Line 2 is no JSON'],
  ['JSON of something else', '{"a": 1}', 'Line 1: this JSON holds no memories'],
  ['a later version', '{"muster": "memory", "version": 2, "memories": []}', 'version 2'],
])('%s is refused whole', (_, text, words) => {
  const read = parseMemory({ makeId: countingIds() }, { name: 'a', text });
  expect(read).toMatchObject({ ok: false, error: { code: 'input.invalid', message: expect.stringContaining(words) } });
});

function openBoard() {
  const journal = openMemoryJournal(makeMemoryDisk());
  const streams = openStreams(journal, () => undefined);
  const deps = { journal, streams, clock: fakeClock(20_000 * day), makeId: countingIds(), log: () => undefined };
  return makeTeamMemory({ ...deps, index: null });
}

test.each(['markdown', 'json'] as const)('one board tells another all it knows: %s', async (format) => {
  const [one, other] = [openBoard(), openBoard()];
  const taught = { type: 'memory.teach', kind: 'fact', teammateId: null, taskId: null } as const;
  const claim = { question: 'renewal date', value: '1 September' };
  for (const [at, text] of ['Renews in autumn.', 'Pays late.', 'Is no customer any more.'].entries()) {
    const own = { memoryId: `mem_${at}`, subject: 'Halden', text, validFromMs: at * day };
    await one.dispatch(`c${at}`, { ...taught, ...own, claim: at === 0 ? claim : null });
  }
  await one.dispatch('c9', { type: 'memory.forget', memoryId: 'mem_2' });
  const file = await one.export(format);
  const parsed = other.parse(file.ok ? file.value : { name: '', text: '' });
  expect(parsed).toMatchObject({ ok: true, value: { problems: [] } });
  const items = parsed.ok ? parsed.value.items : [];
  expect(await other.dispatch('i1', { type: 'memory.import', source: 'a file', items })).toMatchObject({ ok: true });
  const { memories } = await other.knowledge({ text: null, from: 'all', standing: 'in-use', offset: 0, limit: 9 });
  expect(memories.map(({ text, question, value, validFromMs }) => [text, question, value, validFromMs])).toEqual([
    ['Pays late.', null, null, day],
    ['Renews in autumn.', 'renewal date', '1 September', 0],
  ]);
});

test('a label of the file goes on warning', async () => {
  const board = openBoard();
  const parsed = board.parse({
    name: 'a.md',
    text: toMarkdown([{ ...plain, labels: { ...plain.labels, tainted: true } }], 0),
  });
  await board.dispatch('i1', { type: 'memory.import', source: 'x', items: parsed.ok ? parsed.value.items : [] });
  const { memories } = await board.knowledge({ text: null, from: 'all', standing: 'in-use', offset: 0, limit: 9 });
  expect(memories).toMatchObject([{ tainted: true, authority: 'human', sourceUri: 'import:x' }]);
});
