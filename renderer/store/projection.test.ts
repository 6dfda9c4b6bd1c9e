import { describe, expect, it } from 'vitest';
import type { EventRecord, NewEvent, StreamName } from '../../agents/domain/events.ts';
import { fakeSnapshot, fakeTask } from '../client/fake-board.ts';
import {
  applyEvents,
  applyFeed,
  drawGiven,
  dropWhole,
  emptyProjection,
  receiptsAfter,
  takeSnapshot,
  takeWhole,
  undrawGiven,
} from './projection.ts';

const base = takeSnapshot(emptyProjection(), fakeSnapshot([fakeTask('t_a', 'A'), fakeTask('t_b', 'B')]));

function record(seq: number, version: number, event: NewEvent, stream: StreamName = 'task/t_a'): EventRecord {
  return { seq, version, stream, atMs: seq, actor: 'engine', commandId: null, ...event };
}
const assigned = (seq: number, version: number, teammateId = 'maya') =>
  record(seq, version, { type: 'task.assigned', data: { teammateId } });

describe('projection', () => {
  it('folds a batch and leaves what it does not touch alone', () => {
    const next = applyEvents(base, [
      assigned(101, 2),
      record(102, 1, { type: 'workspace.paused', data: {} }, 'workspace'),
    ]);
    expect(next.tasks['t_a']).toMatchObject({ status: 'queued', teammateId: 'maya', version: 2 });
    expect(next.tasks['t_b']).toBe(base.tasks['t_b']);
    expect([next.seq, next.workspace.paused, next.teammates]).toEqual([102, true, base.teammates]);
  });

  it('drops what it has seen: by seq, and by version for a task loaded ahead of the feed', () => {
    const once = applyEvents(base, [assigned(101, 2)]);
    expect(applyEvents(once, [assigned(101, 2)])).toBe(once);
    const ahead = takeWhole(base, { ...fakeTask('t_a', 'A'), version: 3, status: 'done', turns: [] }).state;
    expect(applyEvents(ahead, [assigned(101, 2)]).tasks['t_a']).toMatchObject({ version: 3, status: 'done' });
  });

  it('refuses a whole task older than the card, and drops the transcript again', () => {
    const moved = applyEvents(base, [assigned(101, 2)]);
    expect(takeWhole(moved, { ...fakeTask('t_a', 'A'), turns: [] }).taken).toBe(false);
    const whole = takeWhole(base, { ...fakeTask('t_a', 'A'), turns: [] }).state;
    expect([whole.tasks['t_a']?.turns, dropWhole(whole, 't_a').tasks['t_a']?.turns]).toEqual([[], null]);
  });

  it('draws a given card at once and takes the drawing away with the event or a refusal', () => {
    const drawn = drawGiven(base, 't_a', 'maya', 500);
    expect(drawn.pending['t_a']).toMatchObject({ status: 'queued', teammateId: 'maya', queuedAtMs: 500 });
    expect(applyEvents(drawn, [assigned(101, 2)]).pending).toEqual({});
    expect(applyEvents(drawn, [assigned(101, 2, 'owen')]).pending['t_a']).toBeDefined();
    expect(undrawGiven(drawn, 't_a').pending).toEqual({});
  });

  it('keeps an open transcript across a snapshot of the same version only', () => {
    const whole = takeWhole(base, { ...fakeTask('t_a', 'A'), turns: [] }).state;
    const same = applyFeed(whole, { kind: 'snapshot', snapshot: fakeSnapshot([fakeTask('t_a', 'A')]) });
    const newer = applyFeed(whole, {
      kind: 'snapshot',
      snapshot: fakeSnapshot([fakeTask('t_a', 'A', { version: 9 })]),
    });
    expect([same.tasks['t_a']?.turns, newer.tasks['t_a']?.turns]).toEqual([[], null]);
  });

  it('counts the day’s money', () => {
    const usage = { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 };
    const data = {
      runId: 'r',
      turn: 1,
      text: '',
      calls: [],
      stopReason: 'end',
      usage,
      costUsdMicros: 70,
      requestId: null,
      durationMs: 1,
    };
    const next = applyEvents(base, [
      record(101, 2, { type: 'turn.completed', data }),
      record(102, 3, { type: 'turn.completed', data }),
    ]);
    expect(next.spend).toEqual({ day: '1970-01-01', usdMicros: 140, tokens: 0 });
  });
});

it('keeps the receipts of the newest erasures, also over a new snapshot', () => {
  const receipt = { searched: true, files: 3, bytes: 1, hits: [], taskIds: [], unsearched: 0, tookMs: 1 };
  const place = { stream: 'memory', actor: 'engine', atMs: 0, commandId: null } as const;
  let held = base.receipts;
  for (let seq = 1; seq <= 9; seq += 1) {
    const data = { erasureId: `er_${seq}`, receipt };
    held = receiptsAfter(held, { ...place, seq, version: seq, type: 'memory.erased', data });
  }
  expect(Object.keys(held)).toEqual(['er_2', 'er_3', 'er_4', 'er_5', 'er_6', 'er_7', 'er_8', 'er_9']);
  expect(takeSnapshot({ ...base, receipts: held }, fakeSnapshot([])).receipts).toBe(held);
});
