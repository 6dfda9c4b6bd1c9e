/** Failures of the specification: the brief, the role, the history and the end are not kept to. */
import type { NewEvent } from '../../../agents/domain/events.ts';
import type { ModelRequest } from '../../../agents/models/model.ts';
import { promises, type Mode } from './mode.ts';
import { finish, honestPage, openStage, write } from './stage.ts';

/** Says that all is well whatever the checks found. */
const allPassed = (event: NewEvent): NewEvent =>
  event.type === 'result.checked'
    ? {
        ...event,
        data: {
          ...event.data,
          returned: false,
          verdict: 'passed',
          results: event.data.results.map((result) => ({ ...result, outcome: 'passed' as const })),
        },
      }
    : event;

const disobeysBrief: Mode = {
  id: '1.1',
  name: 'disobeys the brief',
  share: 11.8,
  by: '“done means” is stored with the task and run by code',
  async play(isSpoilt) {
    const { wrong, must } = promises();
    const stage = await openStage({
      say: ({ turn }) =>
        turn === 0
          ? { calls: [write('brief.md', honestPage)] }
          : { calls: [finish('The brief is ready.', 'brief.md')] },
      ...(isSpoilt && { spoil: allPassed }),
    });
    const check = { id: 'says', kind: 'contains', label: 'Names who decides', text: 'Ms Jensen' } as const;
    const task = await stage.begin({ checks: [check] });
    must(task.status === 'review', `it is ${task.status}, not before the person`);
    must(task.verdict === 'failed', `the verdict is ${task.verdict}`);
    must(task.run?.returned === true, 'it did not go back to the teammate first');
    must(
      task.results.some(({ checkId, outcome }) => checkId === 'says' && outcome === 'failed'),
      'the line is not named',
    );
    await stage.strike();
    return wrong;
  },
};

const disobeysRole: Mode = {
  id: '1.2',
  name: 'disobeys its role',
  share: null,
  by: 'the role’s list of tools is held at the gate',
  async play(isSpoilt) {
    const { wrong, must } = promises();
    const stage = await openStage({
      say: ({ turn }) =>
        turn === 0
          ? {
              calls: [
                ['plan_parts', { parts: [] }],
                ['delegate', { teammate: 'Maya', title: 'x', brief: 'Do my work.' }],
              ],
            }
          : turn === 1
            ? { calls: [write('review.md', honestPage)] }
            : { calls: [finish('Reviewed.', 'review.md')] },
      ...(isSpoilt && {
        spoil: (event) =>
          event.type === 'teammate.joined'
            ? {
                ...event,
                data: {
                  ...event.data,
                  profile: { ...event.data.profile, tools: [...event.data.profile.tools, 'delegate', 'plan_parts'] },
                },
              }
            : event,
      }),
    });
    await stage.begin({ teammateId: 'tm_reviewer' });
    const refused = stage
      .records()
      .filter(({ type, data }) => type === 'call.denied' && 'code' in data && data.code === 'tool.unknown');
    must(refused.length === 2, `${refused.length} of 2 acts outside the role were refused`);
    must(stage.tasks().length === 1, 'work was handed on all the same');
    const shown = stage.requests[0]?.request.tools.map(({ name }) => name) ?? [];
    must(!shown.includes('delegate'), 'a tool outside the role was shown');
    await stage.strike();
    return wrong;
  },
};

const repeatsSteps: Mode = {
  id: '1.3',
  name: 'repeats its steps',
  share: 15.7,
  by: 'loops are found by novelty: refused at 3, held at 5',
  async play(isSpoilt) {
    const { wrong, must } = promises();
    let number = 0;
    const stage = await openStage({
      say: () => ({ calls: [['read_file', { path: 'files/lease.md' }]] }),
      ...(isSpoilt && {
        spoil: (event) =>
          event.type === 'turn.completed'
            ? {
                ...event,
                data: {
                  ...event.data,
                  calls: event.data.calls.map((call) => ({ ...call, print: `p${(number += 1)}` })),
                },
              }
            : event,
      }),
    });
    const task = await stage.begin({ caps: { turns: 30 } });
    const performed = stage.records().filter(({ type }) => type === 'call.begun').length;
    const proposed = stage.records().filter(({ type }) => type === 'turn.completed').length;
    must(performed <= 2, `the same step was carried out ${performed} times`);
    must(proposed <= 5, `it was proposed ${proposed} times`);
    must(task.hold?.why === 'loop', 'nobody was told that it goes in circles');
    await stage.strike();
    return wrong;
  },
};

const losesHistory: Mode = {
  id: '1.4',
  name: 'loses the conversation',
  share: null,
  by: 'goal, notes and messages stand whatever is cleared',
  async play(isSpoilt) {
    const { wrong, must } = promises();
    // Twenty results of 32 KB: more than is kept, so that old ones are cleared.
    const long = 'A long page of minutes that nobody will ever need again. '.repeat(560);
    const stage = await openStage({
      say: ({ turn }) =>
        turn === 0
          ? { calls: [['note', { text: 'The lease ends on 30 June.', keep: false }]] }
          : turn <= 20
            ? { calls: [write(`page-${turn}.md`, `${turn} ${long}`), ['read_file', { path: `work/page-${turn}.md` }]] }
            : { calls: [write('brief.md', honestPage), finish('Done.', 'brief.md')] },
      ...(isSpoilt && { blind: withoutFirst }),
    });
    await stage.begin({ brief: 'Say what the lease costs, in one page and no more.' });
    const texts = stage.requests.map(({ request }) => JSON.stringify(request.messages[0]));
    const goal = 'Say what the lease costs, in one page and no more.';
    must(texts.length > 20, `only ${texts.length} requests were made`);
    must(
      texts.every((text) => text.includes(goal)),
      'the goal is missing from a request',
    );
    must(
      texts.slice(1).every((text) => text.includes('The lease ends on 30 June.')),
      'the note is missing from a request',
    );
    const last = JSON.stringify(stage.requests.at(-1)?.request.messages ?? []);
    must(last.includes('cleared to save room'), 'nothing was cleared, so nothing was tried');
    await stage.strike();
    return wrong;
  },
};

const knowsNoEnd: Mode = {
  id: '1.5',
  name: 'does not know when to stop',
  share: 12.4,
  by: 'hard caps, drawn before each turn',
  async play(isSpoilt) {
    const { wrong, must } = promises();
    const stage = await openStage({
      say: ({ turn }) =>
        turn > 60 ? { calls: [finish('At last.')] } : { calls: [write(`page-${turn}.md`, `Thought ${words(turn)}.`)] },
      ...(isSpoilt && {
        spoil: (event) =>
          event.type === 'task.created'
            ? { ...event, data: { ...event.data, caps: { ...event.data.caps, turns: 1000, calls: 1000 } } }
            : event,
      }),
    });
    let task = await stage.begin({ caps: { turns: 15, calls: 40 } });
    // Asked at four fifths, the person lets it go on: the hard cap is what must end it.
    if (task.hold?.why === 'softCap') {
      await stage.send({ type: 'item.release', taskId: 't_1', itemId: task.hold.itemId, how: 'go-on' });
      await stage.rest();
      task = stage.task();
    }
    must(task.run?.how === 'capped', `it ended as ${task.run?.how ?? 'nothing'}`);
    must((task.run?.turns ?? 0) <= 15, `${task.run?.turns} turns were made`);
    must(stage.items().length === 1, `${stage.items().length} items tell of it`);
    await stage.strike();
    return wrong;
  },
};

/** A bug that forgets where the conversation began. */
function withoutFirst(request: ModelRequest): ModelRequest {
  return request.messages.length > 30 ? { ...request, messages: request.messages.slice(2) } : request;
}

/** A number no fingerprint takes for a counter. */
function words(count: number): string {
  return [...String(count)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
}

export const specification: readonly Mode[] = [disobeysBrief, disobeysRole, repeatsSteps, losesHistory, knowsNoEnd];
