/** What a new memory does to those that are known, as a table: nothing is ever overwritten, and every rule has its row. */
import { expect, test } from 'vitest';
import type { MemoryEvent, RecordOf } from '../events.ts';
import { emptyMemory, type MemoryState } from '../memory-state.ts';
import { projectMemory } from '../project-memory.ts';
import { decideAssert, type MemoryDraft } from './memory.ts';
import { decideErase, decideReopen, decideSettle, decideStanding } from './memory-person.ts';

const day = 24 * 3_600_000;

/** A value of Acme's price, as an agent read it. */
function draft(id: string, value: string, patch: Partial<MemoryDraft> = {}): MemoryDraft {
  return {
    memoryId: id,
    kind: 'fact',
    scope: 'team',
    scopeId: 'team',
    subject: 'Acme',
    text: `The price is ${value}`,
    claimKey: 'price',
    authority: 'agent',
    author: 'maya',
    taskId: null,
    runId: null,
    sourceUri: null,
    labels: { tainted: false, private: false, from: [] },
    contentHash: `content ${value}`,
    subjectId: 'acme',
    claimId: 'price',
    valueId: value,
    cardinality: 'one',
    mutable: true,
    validFromMs: null,
    validToMs: null,
    derivedFrom: [],
    supersedes: [],
    ...patch,
  };
}

function world(): {
  state: MemoryState;
  say: (draft: MemoryDraft, atMs?: number) => string[];
  add: (events: MemoryEvent[], atMs?: number) => void;
} {
  const state = emptyMemory();
  let seq = 0;
  const add = (events: MemoryEvent[], atMs = 100 * day): void => {
    for (const event of events) {
      seq += 1;
      const place = { seq, stream: 'memory', version: seq, atMs, actor: 'x', commandId: null } as const;
      projectMemory(state, { ...place, ...event } as RecordOf<MemoryEvent>);
    }
  };
  const say = (said: MemoryDraft, atMs = 100 * day): string[] => {
    const answer = decideAssert(state, said, { atMs, conflictId: `cf_${said.memoryId}` });
    if (!answer.ok) return [answer.error.code];
    add(answer.value, atMs);
    return answer.value.map((event) => event.type.slice('memory.'.length));
  };
  return { state, say, add };
}

const human = { authority: 'human', author: 'person' } as const;
const tainted = { labels: { tainted: true, private: false, from: ['mail/1'] } };

interface Row {
  name: string;
  first: Partial<MemoryDraft>;
  second: Partial<MemoryDraft> & { value?: string };
  events: string[];
  stands: [string, string];
}

const rows: Row[] = [
  {
    name: 'the same value confirms',
    first: {},
    second: { value: '1', contentHash: 'other words' },
    events: ['confirmed'],
    stands: ['active', '-'],
  },
  {
    name: 'another value without dates is in dispute',
    first: {},
    second: {},
    events: ['asserted', 'disputed'],
    stands: ['disputed', 'disputed'],
  },
  {
    name: 'a later value closes the earlier one',
    first: { validFromMs: day },
    second: { validFromMs: 2 * day },
    events: ['asserted', 'superseded'],
    stands: ['superseded', 'active'],
  },
  {
    name: 'the same day decides nothing',
    first: { validFromMs: day },
    second: { validFromMs: day },
    events: ['asserted', 'disputed'],
    stands: ['disputed', 'disputed'],
  },
  {
    name: 'older news goes in as history',
    first: { validFromMs: 2 * day },
    second: { validFromMs: day },
    events: ['asserted'],
    stands: ['active', 'superseded'],
  },
  {
    name: 'what does not change is not updated',
    first: { validFromMs: day, mutable: false },
    second: { validFromMs: 2 * day, mutable: false },
    events: ['asserted', 'disputed'],
    stands: ['disputed', 'disputed'],
  },
  {
    name: 'a person counts before a teammate',
    first: {},
    second: human,
    events: ['asserted', 'superseded'],
    stands: ['superseded', 'active'],
  },
  {
    name: 'a teammate does not overrule a person',
    first: human,
    second: { validFromMs: 2 * day },
    events: ['asserted'],
    stands: ['active', 'superseded'],
  },
  {
    name: 'person against person is asked',
    first: human,
    second: human,
    events: ['asserted', 'disputed'],
    stands: ['disputed', 'disputed'],
  },
  {
    name: 'a correction by an equal wins',
    first: human,
    second: { ...human, supersedes: ['a'] },
    events: ['asserted', 'superseded'],
    stands: ['superseded', 'active'],
  },
  {
    name: 'a correction by less is no correction',
    first: human,
    second: { supersedes: ['a'] },
    events: ['asserted'],
    stands: ['active', 'superseded'],
  },
  {
    name: 'values that add up stand side by side',
    first: { cardinality: 'many' },
    second: { cardinality: 'many' },
    events: ['asserted'],
    stands: ['active', 'active'],
  },
  {
    name: 'another scope coexists',
    first: {},
    second: { scope: 'agent', scopeId: 'maya' },
    events: ['asserted'],
    stands: ['active', 'active'],
  },
  {
    name: 'another question coexists',
    first: {},
    second: { claimId: 'size' },
    events: ['asserted'],
    stands: ['active', 'active'],
  },
  {
    name: 'times that do not overlap coexist',
    first: { validFromMs: day, validToMs: 2 * day },
    second: { validFromMs: 3 * day },
    events: ['asserted'],
    stands: ['active', 'active'],
  },
  {
    name: 'an outsider never replaces one of ours',
    first: { authority: 'tool', validFromMs: day },
    second: { ...tainted, authority: 'system', validFromMs: 2 * day },
    events: ['asserted', 'disputed'],
    stands: ['disputed', 'disputed'],
  },
  {
    name: 'an outsider never gives orders',
    first: {},
    second: { ...tainted, kind: 'procedure' },
    events: ['asserted'],
    stands: ['active', 'quarantined'],
  },
];

test.each(rows)('$name', ({ first, second: { value = '2', ...second }, events, stands }) => {
  const { state, say } = world();
  say(draft('a', '1', first));
  expect(say(draft('b', value, second))).toEqual(events);
  expect([state.cards.get('a')?.status, state.cards.get('b')?.status ?? '-']).toEqual(stands);
  const [a, b] = [state.cards.get('a'), state.cards.get('b')];
  if (events.includes('superseded') && a?.closedAtMs !== null) expect(a?.validToMs).toBe(b?.validFromMs);
});

test('a value that changes for the third time in a month is asked about', () => {
  const { state, say } = world();
  for (const [at, id] of ['a', 'b', 'c'].entries()) say(draft(id, `${at}`, { validFromMs: at * day }));
  expect(say(draft('d', '9', { validFromMs: 9 * day }))).toEqual(['asserted', 'disputed']);
  expect(state.conflicts).toMatchObject([{ id: 'cf_d', memberIds: ['c', 'd'], cause: 'claim' }]);
});

test('one question for each claim: a third version joins it', () => {
  const { state, say } = world();
  for (const [at, id] of ['a', 'b', 'c'].entries()) say(draft(id, `${at}`));
  expect(state.conflicts.map(({ id, memberIds }) => [id, memberIds])).toEqual([['cf_b', ['a', 'b', 'c']]]);
});

test('what rests on a memory that fell is asked about once, however far it rests', () => {
  const { state, say } = world();
  say(draft('a', '1', { validFromMs: day }));
  say(draft('x', '', { claimId: null, valueId: null, contentHash: 'x', derivedFrom: ['a'] }));
  say(draft('y', '', { claimId: null, valueId: null, contentHash: 'y', derivedFrom: ['x', 'y'] }));
  expect(say(draft('b', '2', { validFromMs: 2 * day }))).toEqual(['asserted', 'superseded', 'disputed']);
  expect(state.conflicts).toMatchObject([{ id: 'basis/a', memberIds: ['x', 'y'], cause: 'basis', rootId: 'a' }]);
});

const settle = { conflictId: 'cf_b', memberIds: ['a', 'b'] };

test('a person keeps one, both by date, or opens it again', () => {
  const { state, say, add } = world();
  say(draft('a', '1', { ...human, validFromMs: 2 * day, mutable: false }));
  say(draft('b', '2', { ...human, validFromMs: day, mutable: false }));
  const kept = decideSettle(state, { ...settle, how: 'keep', winnerId: 'b' }, 'person');
  if (kept.ok) add(kept.value);
  expect([state.cards.get('a')?.status, state.cards.get('b')?.status]).toEqual(['superseded', 'active']);
  const reopened = decideReopen(state, 'cf_b');
  if (reopened.ok) add(reopened.value);
  expect(state.conflicts).toHaveLength(1);
  const both = decideSettle(state, { ...settle, how: 'both', winnerId: null }, 'person');
  if (both.ok) add(both.value);
  expect(state.cards.get('b')).toMatchObject({ status: 'superseded', validToMs: 2 * day });
  expect(state.cards.get('a')).toMatchObject({ status: 'active', validToMs: null, conflictId: null });
});

test.each([
  ['a version nobody saw', { memberIds: ['a'] }, 'conflict.stale'],
  ['no winner', { how: 'keep', winnerId: null }, 'input.invalid'],
  ['a question that is closed', { conflictId: 'cf_x' }, 'conflict.unknown'],
] as const)('settling is refused: %s', (_, patch, code) => {
  const { state, say } = world();
  say(draft('a', '1'));
  say(draft('b', '2'));
  const answer = decideSettle(
    state,
    {
      ...settle,
      how: 'both',
      winnerId: null,
      ...patch,
      memberIds: [...(('memberIds' in patch && patch.memberIds) || settle.memberIds)],
    },
    'person',
  );
  expect(answer).toMatchObject({ ok: false, error: { code } });
});

test('forgetting one side ends the dispute, restoring brings the sentence back', () => {
  const { state, say, add } = world();
  say(draft('a', '1'));
  say(draft('b', '2'));
  for (const type of ['memory.forget', 'memory.restore'] as const) {
    const answer = decideStanding(state, { type, memoryId: 'a' });
    if (answer.ok) add(answer.value);
    const wanted = type === 'memory.forget' ? ['retracted', 'active', 0] : ['active', 'active', 0];
    expect([state.cards.get('a')?.status, state.cards.get('b')?.status, state.conflicts.length]).toEqual(wanted);
  }
});

test('an erased memory is nowhere, takes along what was made of it, and nothing brings it back', () => {
  const { state, say, add } = world();
  say(draft('a', '1'));
  say(draft('x', '', { claimId: null, valueId: null, contentHash: 'x', derivedFrom: ['a'] }));
  const answer = decideErase(state, { erasureId: 'er_1', what: { kind: 'subject', memoryId: 'a' } }, []);
  expect(answer).toMatchObject({ ok: true, value: [{ data: { memoryIds: ['a', 'x'], subjectIds: ['acme'] } }] });
  if (answer.ok) add(answer.value);
  expect([...state.cards.values()].map(({ status }) => status)).toEqual(['erased', 'erased']);
  expect(decideStanding(state, { type: 'memory.restore', memoryId: 'a' })).toMatchObject({ ok: false });
  expect(say(draft('b', '1'))).toEqual(['asserted']);
});

test('what was changed since it was seen is not corrected', () => {
  const { state, say } = world();
  say(draft('a', '1'));
  expect(say(draft('b', '2', { ...human, supersedes: ['a'], revs: { a: 0 } }))).toEqual(['memory.stale']);
  expect(state.cards.size).toBe(1);
});
