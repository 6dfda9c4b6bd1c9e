/** Failures of verification: it ends too early, it is not checked or only in part, it is checked wrongly. */
import type { NewEvent } from '../../../agents/domain/events.ts';
import { promises, type Mode } from './mode.ts';
import { finish, honestPage, openStage, write } from './stage.ts';

const endsEarly: Mode = {
  id: '3.1',
  name: 'ends too early',
  share: 6.2,
  by: 'open parts, failed checks and unread messages block the end',
  async play(isSpoilt) {
    const { wrong, must } = promises();
    const stage = await openStage({
      say: ({ brief, turn }) => {
        // The part asks the person, so that it is open for as long as nobody answers.
        if (brief.includes('PART'))
          return {
            calls: [['ask_person', { question: 'Which year?', options: ['This', 'Next'], recommended: 'This' }]],
          };
        if (turn > 0) return { text: 'All is done.' };
        return { calls: [['delegate', { teammate: 'Maya', title: 'Part', brief: 'PART' }], finish('All is done.')] };
      },
      ...(isSpoilt && {
        spoil: (event: NewEvent): NewEvent =>
          event.type === 'call.delegated'
            ? {
                type: 'call.failed',
                data: {
                  runId: event.data.runId,
                  callId: event.data.callId,
                  failure: { code: 'teammate.failed', message: 'Never mind.' },
                  durationMs: 0,
                },
              }
            : event,
      }),
    });
    const task = await stage.begin();
    must(task.status === 'working', `it is ${task.status} while a part is open`);
    must(task.verdict === null, `it was judged ${task.verdict} while a part is open`);
    const part = stage.tasks().find(({ parent }) => parent !== null);
    must(part?.items.length === 1, 'the part does not ask');
    await stage.strike();
    return wrong;
  },
};

const checksNothing: Mode = {
  id: '3.2',
  name: 'is not checked, or in part',
  share: 8.2,
  by: 'standard checks on every task; claims need a step on record',
  async play(isSpoilt) {
    const { wrong, must } = promises();
    const summary = 'I sent the letter to the landlord by e-mail. The brief says what the lease costs.';
    const stage = await openStage({
      say: ({ turn }) =>
        turn === 0 ? { calls: [write('brief.md', honestPage)] } : { calls: [finish(summary, 'brief.md')] },
      ...(isSpoilt && { spoil: withoutClaims }),
    });
    const task = await stage.begin();
    must(task.status === 'review', `it is ${task.status}`);
    must(
      task.claims.some(({ callId, text }) => callId === null && text.includes('sent the letter')),
      'the claim is not flagged',
    );
    must(task.verdict === 'failed', `the verdict is ${task.verdict}`);
    const bare = await openStage({ say: ({ turn }) => (turn === 0 ? { text: 'All good.' } : { text: 'All good.' }) });
    const nothing = await bare.begin();
    must(nothing.verdict === 'nothing', `nothing was made, and it says ${nothing.verdict}`);
    const accepted = await bare.engine.send({ type: 'task.accept', taskId: 't_1' });
    must(!accepted.ok, 'a result of nothing was taken as done');
    await bare.strike();
    await stage.strike();
    return wrong;
  },
};

/** A bug that believes what the result says of itself. */
function withoutClaims(event: NewEvent): NewEvent {
  if (event.type !== 'result.checked') return event;
  const results = event.data.results.filter(({ outcome }) => outcome === 'passed');
  return { ...event, data: { ...event.data, claims: [], results, verdict: 'passed', returned: false } };
}

const ready = (quote: string) => ({
  verdict: 'ready',
  findings: [{ checkId: null, isGood: true, text: 'All is right.', source: { file: 'lease.md', quote } }],
});

const checksWrongly: Mode = {
  id: '3.3',
  name: 'is checked wrongly',
  share: 9.1,
  by: 'code first; a reviewer is never the author and quotes what it saw',
  async play(isSpoilt) {
    const { wrong, must } = promises();
    const authors: string[] = [];
    const stage = await openStage({
      say: ({ who, brief, turn }) => {
        // The author tries to judge its own work; the reviewer waves everything through with a quote that stands nowhere.
        if (brief.startsWith('Say what')) {
          authors.push(who);
          if (turn === 0)
            return {
              calls: [write('brief.md', honestPage), ['give_opinion', ready('The lease costs 1,200 euros a month.')]],
            };
          return { calls: [finish('Done.', 'brief.md')] };
        }
        return turn === 0
          ? { calls: [['give_opinion', ready('Everything is perfect, as always.')]] }
          : { calls: [finish('It is ready.')] };
      },
      ...(isSpoilt && { spoil: believed }),
    });
    const check = { id: 'eyes', kind: 'reviewer', label: 'A colleague finds it ready', teammateId: null } as const;
    const task = await stage.begin({ checks: [check] });
    const refused = stage.records().filter(({ type, data }) => type === 'call.denied' && 'callId' in data);
    must(refused.length > 0, 'the author’s word on its own work was taken');
    must(task.review !== null && task.review.teammateId !== task.run?.teammateId, 'the reviewer is the author');
    const line = task.results.find(({ checkId }) => checkId === 'eyes');
    must(line !== undefined && line.outcome !== 'passed', `a yes without evidence counts as ${line?.outcome}`);
    must(task.verdict !== 'passed', 'the whole counts as checked');
    await stage.strike();
    return wrong;
  },
};

/** A bug that takes every opinion for good. */
function believed(event: NewEvent): NewEvent {
  if (event.type !== 'result.checked') return event;
  const results = event.data.results.map((result) => ({ ...result, outcome: 'passed' as const }));
  return { ...event, data: { ...event.data, results, verdict: 'passed', returned: false } };
}

export const verification: readonly Mode[] = [endsEarly, checksNothing, checksWrongly];
