/** The part of a task's fold that follows its result: looked at, judged by the person, and how the run ended. */
import type { TaskEvent } from './events.ts';
import { open, plainItem } from './project-parts.ts';
import { doubts, verdictOf } from './state.ts';
import type { TaskState } from './task.ts';

type Data<T extends TaskEvent['type']> = Extract<TaskEvent, { type: T }>['data'];

export function checked(state: TaskState, data: Data<'result.checked'>, atMs: number): TaskState {
  const { results, verdict, citations, claims = [], confidence = null } = data;
  const run = state.run && {
    ...state.run,
    checkedTurn: state.run.turns,
    returned: state.run.returned || data.returned,
  };
  const next = { ...state, run, results, verdict, citations, claims, confidence, nowDoing: '' };
  if (data.returned) return { ...next, nowDoing: 'Mending what the checks found' };
  const passed = results.filter((result) => result.outcome === 'passed').length;
  const ask =
    verdict === 'nothing'
      ? 'Finished, but produced nothing'
      : `The result is ready: ${passed} of ${results.length} checked`;
  return open(
    { ...next, status: 'review' },
    plainItem('review', `${data.runId}/review`, data.runId, atMs, ask, state.summary),
  );
}

/** The person's word stands beside what code found; the verdict of the whole is worked out anew. */
export function judged(state: TaskState, { checkId, outcome, note }: Data<'result.judged'>): TaskState {
  const results = state.results.map((result) =>
    result.checkId === checkId
      ? { ...result, outcome, by: 'person' as const, evidence: note || result.evidence }
      : result,
  );
  return { ...state, results, verdict: state.verdict === 'nothing' ? 'nothing' : verdictOf(results) };
}

export function ended(state: TaskState, data: Data<'run.ended'>, atMs: number): TaskState {
  const { how, failure, cap } = data;
  const run = state.run && { ...state.run, how, failure, cap, endedAtMs: atMs, notes: [] };
  // Handed over in mid-work: the next one goes on with what this one had in mind.
  const carried = how === 'superseded' && state.turns !== null ? (state.run?.notes ?? []) : [];
  const next: TaskState = { ...state, run, carried, nowDoing: '', hold: null, cycle: null, items: doubts(state) };
  if (data.how === 'failed') {
    const detail = data.failure?.message ?? '';
    return open(
      { ...next, status: 'failed' },
      plainItem('problem', `${data.runId}/problem`, data.runId, atMs, 'The work stopped on a problem', detail),
    );
  }
  if (data.how === 'capped') {
    return open(
      { ...next, status: 'paused' },
      plainItem('problem', `${data.runId}/problem`, data.runId, atMs, 'A cap was reached', data.cap ?? ''),
    );
  }
  // A finished run keeps its review item; a stopped one is told of by `task.stopped`.
  return data.how === 'completed' ? { ...next, items: state.items } : next;
}
