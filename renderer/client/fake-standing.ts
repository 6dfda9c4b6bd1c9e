/** Work that stands still, waits or was handed on, in every way there is: for tests and for looking at screens. */
import type { InboxItem } from '../../agents/domain/schema.ts';
import type { OpenCall, TaskState } from '../../agents/domain/task.ts';
import { fakeItem, fakeRun, fakeTask } from './fake-board.ts';

const minuteMs = 60_000;

export function fakeOpenCall(patch: Partial<OpenCall>): OpenCall {
  return {
    callId: 'c_1',
    tool: 'delegate',
    state: 'waiting',
    child: null,
    consulted: null,
    wakeAtMs: null,
    why: '',
    ...patch,
  };
}

/** A problem that names no call, as the engine opens it. */
export function fakeProblem(id: string, detail: string, sinceMs: number, options: string[] = []): InboxItem {
  const labelled = options.map((option) => ({ id: option, label: option }));
  return fakeItem('problem', 'Said by the engine', sinceMs, { id, callId: null, detail, options: labelled });
}

/** A part of `rootId`, handed to a teammate. */
export function fakePart(rootId: string, id: string, title: string, patch: Partial<TaskState> = {}): TaskState {
  const parent = { taskId: rootId, runId: 'r_1', callId: `${id}_call`, rootId, depth: 1, idleTurns: 0 };
  return fakeTask(id, title, { origin: 'teammate', parent, status: 'working', ...patch });
}

const plan: TaskState['plan'] = [
  { text: 'Read the offers', state: 'done' },
  { text: 'Compare the prices', state: 'doing' },
  { text: 'Write the summary', state: 'todo' },
];

export const loopEvidence = [
  '5 × list_files {"path":"offers"} → 12 files',
  '4 × search_files {"query":"price per seat"} → nothing found',
  '3 × read_file {"path":"files/Sitwell offer.pdf"} → page 6 of 14',
].join('\n');

/** One task in each of these states, and their parts. */
export function fakeStanding(nowMs: number): TaskState[] {
  const ago = (minutes: number) => nowMs - minutes * minuteMs;
  const at = (teammateId: string, minutes: number, patch: Partial<TaskState>): Partial<TaskState> => ({
    teammateId,
    status: 'working',
    createdAtMs: ago(minutes + 60),
    changedAtMs: ago(minutes),
    costUsdMicros: 420_000,
    run: fakeRun(teammateId, ago(minutes), 420_000, { runId: 'r_1' }),
    plan,
    nowDoing: 'Comparing the prices',
    ...patch,
  });
  const handed = (taskId: string, teammateId: string, title: string): OpenCall =>
    fakeOpenCall({ callId: `${taskId}_call`, child: { taskId, teammateId, title } });
  const question = fakeItem('question', 'Which price list applies: 2025 or 2026?', ago(4), {
    options: [
      { id: 'a', label: '2025' },
      { id: 'b', label: '2026' },
    ],
    recommended: 'b',
  });
  const doubt = fakeItem('problem', 'A step may have happened; the app could not tell', ago(9), {
    id: 'r_9/c_1/doubt',
    detail:
      'The note to Halden Foods was handed to the mail service at 09:40; the connection broke before it answered.',
    options: ['happened', 'run-again', 'left'].map((id) => ({ id, label: id })),
  });
  const many = Array.from({ length: 30 }, (_, index) => index);
  return [
    fakeTask(
      't_loop',
      'Vendor comparison: office chairs',
      at('maya', 12, {
        hold: { itemId: 'h_loop', why: 'loop', cap: null },
        items: [fakeProblem('h_loop', loopEvidence, ago(12), ['go-on', 'stop'])],
        priority: 'high',
      }),
    ),
    fakeTask(
      't_empty_loop',
      'قارن بين عروض الموردين 🪑🪑 وأرسل ملخصًا',
      at('june', 6, {
        hold: { itemId: 'h_empty', why: 'loop', cap: null },
        items: [fakeProblem('h_empty', '', ago(6), ['go-on', 'stop'])],
      }),
    ),
    fakeTask(
      't_cap',
      'Renewal notes to twelve customers with a title much longer than any card of the board will ever be wide enough to show',
      at('tomas', 8, {
        hold: { itemId: 'h_cap', why: 'softCap', cap: 'usdMicros' },
        items: [fakeProblem('h_cap', '1620000 of 2000000', ago(8), ['go-on', 'raise', 'stop'])],
      }),
    ),
    fakeTask(
      't_day',
      'Supplier news digest, Thursday',
      at('owen', 7, {
        hold: { itemId: 'h_day', why: 'softCap', cap: 'dayUsdMicros' },
        items: [fakeProblem('h_day', '8000000 of 10000000', ago(7), ['go-on', 'stop'])],
      }),
    ),
    fakeTask(
      't_stale',
      'Lease review: 14 Mill Street',
      at('priya', 5, { stale: { effectId: 'r_1/3/model', what: 'The model has sent nothing', sinceMs: ago(3) } }),
    ),
    fakeTask(
      't_silent',
      'Import the November card statements',
      at('tomas', 15, {
        stale: { effectId: 'r_1/c_1', what: 'The step read_file has given no answer', sinceMs: ago(11) },
        openCalls: [fakeOpenCall({ tool: 'read_file', state: 'begun' })],
        items: [fakeProblem('r_1/stale', 'The step read_file has given no answer', ago(6))],
      }),
    ),
    fakeTask(
      't_wait',
      'Ask Brandt Logistics for the new rates',
      at('tomas', 30, {
        openCalls: [
          fakeOpenCall({ tool: 'wait', wakeAtMs: nowMs + 42 * minuteMs, why: 'a reply from Brandt Logistics' }),
        ],
      }),
    ),
    fakeTask(
      't_root',
      'Compare six paper suppliers',
      at('owen', 20, {
        openCalls: [handed('t_p1', 'maya', 'Price history'), handed('t_p2', 'tomas', 'Delivery terms')],
        priority: 'low',
      }),
    ),
    fakePart('t_root', 't_p1', 'Price history of six paper suppliers', at('maya', 18, {})),
    fakePart('t_root', 't_p2', 'Delivery terms', at('tomas', 18, { status: 'done', acceptedBy: 'teammate' })),
    fakeTask(
      't_asks',
      'Renewal terms for Brandt Logistics',
      at('owen', 21, { openCalls: [handed('t_p3', 'maya', 'Which price list')] }),
    ),
    fakePart('t_asks', 't_p3', 'Which price list applies', at('maya', 19, { items: [question] })),
    fakeTask(
      't_thirty',
      'Thirty short summaries',
      at('owen', 25, {
        openCalls: many.slice(0, 8).map((index) => handed(`t_m${index}`, 'june', `Summary ${index + 1}`)),
      }),
    ),
    ...many.map((index) =>
      fakePart(
        't_thirty',
        `t_m${index}`,
        `Summary ${index + 1} of thirty, of a file with a rather long name`,
        at(index % 2 === 0 ? 'june' : 'maya', 24 - index / 2, {
          status: index < 20 ? 'done' : index < 26 ? 'working' : 'queued',
          queuedAtMs: ago(24),
          acceptedBy: index < 20 ? 'teammate' : null,
        }),
      ),
    ),
    fakeTask(
      't_stopped',
      'Q4 renewals: notes to twelve customers',
      at('tomas', 9, {
        status: 'stopped',
        run: fakeRun('tomas', ago(40), 420_000, { how: 'stopped' }),
        stopped: {
          done: ['Wrote notes.md', 'Read the offers'],
          notDone: ['Write the summary'],
          uncertain: [doubt.detail],
        },
        items: [doubt],
      }),
    ),
    fakeTask(
      't_busy',
      'Check the renewal notes: names and prices',
      at('priya', 2, { nowDoing: 'Comparing note 5 of 12 with the price list' }),
    ),
  ];
}
