/** Every judgement sees the fault it is there for, and is silent without it. */
import { expect, test } from 'vitest';
import * as oracle from './oracle.ts';
import type { Row } from './oracle.ts';

/** Rows of one task, numbered as a sound journal does. */
function rowsOf(...events: [type: string, data?: Row['data'], patch?: Partial<Row>][]): Row[] {
  return events.map(([type, data = {}, patch], index) => {
    const at = { seq: index + 1, stream: 'task/t', version: index + 1 };
    return { ...at, type, actor: 'engine', commandId: null, crc: index * 7, data, ...patch };
  });
}

const three = rowsOf(['task.created'], ['task.assigned'], ['run.started']);

test('gaps: in seq and in the versions of a stream', () => {
  expect(oracle.gaps(three)).toEqual([]);
  expect(oracle.gaps(rowsOf(['a'], ['b', {}, { stream: 'memory', version: 1 }]))).toEqual([]);
  expect(oracle.gaps(three.toSpliced(1, 1))).toEqual([
    'event 2 is missing, 3 follows',
    'task/t has version 3 where 2 belongs',
  ]);
  expect(oracle.gaps(rowsOf(['a'], ['b', {}, { version: 1 }]))).toEqual(['task/t has version 1 where 2 belongs']);
});

test('lost events: gone, or not what they were', () => {
  expect(oracle.lostEvents(three.slice(0, 2), three)).toEqual([]);
  expect(oracle.lostEvents(three, three.slice(0, 2))).toEqual(['event 3 (run.started) was there and is not now']);
  const changed = three.map((row) => (row.seq === 2 ? { ...row, crc: 1 } : row));
  expect(oracle.lostEvents(three, changed)).toEqual(['event 2 (task.assigned) was there and is not now']);
});

test('unkept events: shown and not in the journal, or another there', () => {
  expect(oracle.unkeptEvents(three, three)).toEqual([]);
  expect(oracle.unkeptEvents(three, three.slice(0, 2))).toHaveLength(1);
  const other = three.map((row) => (row.seq === 3 ? { ...row, type: 'task.paused' } : row));
  expect(oracle.unkeptEvents(three, other)).toHaveLength(1);
});

test('lost commands: acknowledged and unknown', () => {
  expect(oracle.lostCommands(['c1'], new Set(['c1', 'c2']))).toEqual([]);
  expect(oracle.lostCommands(['c1', 'c3'], new Set(['c1']))).toEqual(['command c3 was acknowledged and is lost']);
});

test('open items: opened and not closed, with the hash they are bound to', () => {
  const asked: [string, Row['data']] = ['call.asked', { itemId: 'i1', hash: 'h1' }];
  const doubted: [string, Row['data']] = ['call.doubted', { itemId: 'i2' }];
  expect(oracle.openItems(rowsOf(asked, doubted))).toEqual(
    new Map([
      ['i1', 'h1'],
      ['i2', null],
    ]),
  );
  expect(oracle.openItems(rowsOf(asked, ['call.approved', { itemId: 'i1' }])).size).toBe(0);
  // In doubt a second time, under the same id.
  expect(oracle.openItems(rowsOf(doubted, ['call.settled', { itemId: 'i2' }], doubted)).size).toBe(1);
  // A stop takes back what was asked, and not what may have happened.
  expect([...oracle.openItems(rowsOf(asked, doubted, ['task.stopped'])).keys()]).toEqual(['i2']);
});

test('lost items: gone from the board, or bound to other bytes', () => {
  const open = new Map([['i1', 'h1']]);
  expect(oracle.lostItems(open, [{ id: 'i1', hash: 'h1' }])).toEqual([]);
  expect(oracle.lostItems(open, [])).toEqual(['item i1 was open and is gone after the start']);
  expect(oracle.lostItems(open, [{ id: 'i1', hash: 'h2' }])).toEqual([
    'item i1 was open and is another after the start',
  ]);
});

test('self-answered: an answer of the engine, or of a command nobody gave', () => {
  const by = (actor: string, commandId: string | null) => rowsOf(['call.approved', {}, { actor, commandId }]);
  const said = new Set(['c1']);
  expect(oracle.selfAnswered(by('person', 'c1'), said)).toEqual([]);
  expect(oracle.selfAnswered(by('engine', null), said)).toHaveLength(1);
  expect(oracle.selfAnswered(by('person', 'c2'), said)).toHaveLength(1);
});

const begun: [string, Row['data']] = ['call.begun', { callId: 'k1', key: 'key1' }];

test('begun calls: without an outcome', () => {
  expect(oracle.begunCalls(rowsOf(begun))).toEqual(new Map([['k1', 'key1']]));
  for (const type of ['call.succeeded', 'call.failed', 'call.doubted', 'question.asked'])
    expect(oracle.begunCalls(rowsOf(begun, [type, { callId: 'k1' }])).size, type).toBe(0);
  expect(oracle.begunCalls(rowsOf(begun, ['call.doubted', { callId: 'k1' }], begun)).size).toBe(1);
});

test('not surfaced: a call in doubt went on without the person', () => {
  const doubted = rowsOf(begun, ['call.doubted', { callId: 'k1' }], ['call.settled', { callId: 'k1' }]);
  expect(oracle.notSurfaced(1, ['k1'], doubted)).toEqual([]);
  expect(oracle.notSurfaced(1, ['k1'], rowsOf(begun, ['call.succeeded', { callId: 'k1' }]))).toHaveLength(1);
  expect(oracle.notSurfaced(1, ['k1'], rowsOf(begun))).toEqual(['k1 was in doubt and went on with nothing']);
});

test('unsettled: it happened outside, and inside nobody says so or asks', () => {
  const done = { tool: 'post', effect: 'p', key: 'key1' };
  expect(oracle.unsettled([done], rowsOf(begun))).toEqual(['p was left in doubt']);
  expect(oracle.unsettled([done], rowsOf(begun, ['call.doubted', { callId: 'k1' }]))).toEqual([]);
});

test('effects without intent: done before the journal held their beginning', () => {
  const done = { tool: 'post', effect: 'p', key: 'key1' };
  expect(oracle.effectsWithoutIntent([done], rowsOf(begun))).toEqual([]);
  expect(oracle.effectsWithoutIntent([{ ...done, key: 'key2' }], rowsOf(begun))).toHaveLength(1);
});

test.each<[what: string, tool: string, secondKey: string, found: number]>([
  ['an idempotent one under its key is one effect', 'put', 'key1', 0],
  ['an idempotent one under another key is two', 'put', 'key2', 1],
  ['any other is two under its key too', 'post', 'key1', 1],
])('duplicates: %s', (_, tool, key, found) => {
  const once = { tool, effect: 'e', key: 'key1' };
  const idempotent = new Set(['put']);
  expect(oracle.duplicateEffects([once], idempotent)).toEqual([]);
  expect(oracle.duplicateEffects([once, { ...once, key }], idempotent)).toHaveLength(found);
});

test('missing effects: counted as done and never asked for', () => {
  const done = { tool: 'put', effect: 'e1', key: 'key1' };
  expect(oracle.missingEffects(['e1'], [done])).toEqual([]);
  expect(oracle.missingEffects(['e1', 'e2'], [done])).toEqual(['e2 counts as done and never happened']);
});
