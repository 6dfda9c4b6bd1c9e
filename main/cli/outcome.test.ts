import { describe, expect, it } from 'vitest';
import type { InboxItem, TaskState } from '../../agents/index.ts';
import { answerItem } from './answers.ts';
import { capUse, nextFor } from './outcome.ts';
import { findTeammate } from './teammate.ts';
import { itemText, readChoice, recommendedAnswer, visible } from './terminal.ts';

const question: InboxItem = {
  id: 'i',
  kind: 'question',
  runId: 'r',
  callId: 'c',
  ask: 'Which one?',
  detail: '',
  effect: null,
  why: '',
  undoable: true,
  options: [
    { id: 'a', label: 'First' },
    { id: 'b', label: 'Second' },
  ],
  recommended: 'b',
  hash: null,
  sinceMs: 0,
};

function task(patch: Record<string, unknown>): TaskState {
  return {
    id: 't',
    items: [],
    openCalls: [],
    hold: null,
    stale: null,
    parent: null,
    results: [],
    verdict: null,
    run: null,
    status: 'working',
    ...patch,
  } as unknown as TaskState;
}

describe('nextFor', () => {
  it.each([
    ['draft', task({ status: 'draft' }), { do: 'wait' }],
    ['queued', task({ status: 'queued' }), { do: 'wait' }],
    ['working', task({}), { do: 'wait' }],
    ['stopping', task({ status: 'stopping' }), { do: 'wait' }],
    ['a question', task({ items: [question] }), { do: 'ask', item: question }],
    [
      'passed',
      task({ status: 'review', verdict: 'passed', items: [{ ...question, kind: 'review' }] }),
      { do: 'accept' },
    ],
    ['failed checks', task({ status: 'review', verdict: 'failed' }), { do: 'end', code: 3 }],
    ['not checked', task({ status: 'review', verdict: 'not-checked' }), { do: 'end', code: 3 }],
    ['nothing produced', task({ status: 'review', verdict: 'nothing' }), { do: 'end', code: 1 }],
    ['done and passed', task({ status: 'done', verdict: 'passed' }), { do: 'end', code: 0 }],
    ['taken all the same', task({ status: 'done', verdict: 'failed' }), { do: 'end', code: 3 }],
    [
      'failed',
      task({ status: 'failed', run: { failure: { message: 'No network.' } } }),
      { do: 'end', code: 1, why: 'No network.' },
    ],
    ['stopped', task({ status: 'stopped' }), { do: 'end', code: 1 }],
    ['paused', task({ status: 'paused' }), { do: 'end', code: 3 }],
    [
      'capped',
      task({ status: 'paused', run: { how: 'capped', cap: 'turns' } }),
      { do: 'end', code: 3, why: 'The cap on turns was reached.' },
    ],
  ])('%s', (_name, state, expected) => {
    expect(nextFor(state)).toMatchObject(expected);
  });
});

describe('work handed on', () => {
  const parent = { rootId: 't' };
  const asks = task({ id: 'part', title: 'Prices', parent, items: [question] });

  it('asks what a part asks, its own first', () => {
    expect(nextFor(task({}), [task({ id: 'other' }), asks])).toEqual({ do: 'ask', task: asks, item: question });
    const own = task({ items: [{ ...question, id: 'own' }] });
    expect(nextFor(own, [asks])).toMatchObject({ task: { id: 't' }, item: { id: 'own' } });
  });

  it('leaves a part that is over to the teammate who handed it on', () => {
    expect(nextFor(task({}), [{ ...asks, status: 'failed' }])).toEqual({ do: 'wait' });
  });
});

describe('work that stands still', () => {
  const options = ['go-on', 'raise', 'stop'].map((id) => ({ id, label: id }));
  const item: InboxItem = { ...question, id: 'i', kind: 'problem', callId: null, options, recommended: null };
  const loop = task({ hold: { itemId: 'i', why: 'loop', cap: null } });
  const cap = task({ hold: { itemId: 'i', why: 'softCap', cap: 'usdMicros' } });
  const stale = task({ stale: { effectId: 'r/1/model', what: 'The model has sent nothing', sinceMs: 0 } });
  const silent: InboxItem = { ...item, id: 'r/stale', options: [], detail: 'The model has sent nothing' };
  const ports = (typed: string[] | null) => ({
    defaults: true,
    signal: new AbortController().signal,
    terminal: {
      isAttended: typed !== null,
      progress: () => undefined,
      say: () => undefined,
      print: () => undefined,
      ask: async () => typed?.shift() ?? null,
    },
  });

  it.each([
    [loop, { ...item, detail: '5 × list_files\n2 × recall' }, 'It goes in circles and waits for you: 5 × list_files'],
    [cap, { ...item, detail: '1600000 of 2000000' }, 'It has used most of a cap and waits for you: $1.60 of $2.00'],
    [stale, silent, 'It shows no sign of life: The model has sent nothing'],
    [
      { ...loop, parent: { rootId: 't' } as never, title: 'Prices' },
      { ...item, detail: '5 × recall' },
      'Its part “Prices” goes in circles and waits for you: 5 × recall',
    ],
  ])('parks in one sentence %#', async (state, asked, parked) => {
    expect(await answerItem(state, asked, ports(null))).toEqual({ parked });
  });

  it.each([
    [cap, item, '2', { type: 'item.release', taskId: 't', itemId: 'i', how: 'raise' }],
    [loop, item, '3', { type: 'item.release', taskId: 't', itemId: 'i', how: 'stop' }],
    [stale, silent, 'y', { type: 'task.restartStep', taskId: 't' }],
  ])('takes an answer %#', async (state, asked, typed, command) => {
    expect(await answerItem(state, asked, ports([typed]))).toEqual({ command });
  });

  it.each([
    ['usdMicros', '1600000 of 2000000', '$1.60 of $2.00'],
    ['dayUsdMicros', '8000000 of 10000000', '$8.00 of $10.00'],
    ['activeMs', '2880000 of 3600000', '48 of 60 minutes of work'],
    ['turns', '48 of 60', '48 of 60 turns'],
  ])('says how much of %s is used', (name, detail, words) => expect(capUse(name, detail)).toBe(words));

  it('says of a stop what may have happened', () => {
    const stopped = { done: [], notDone: [], uncertain: ['The note was sent.'] };
    expect(nextFor(task({ status: 'stopped', stopped }))).toEqual({
      do: 'end',
      code: 1,
      why: 'The task was stopped. May have happened: The note was sent.',
    });
  });

  it('sends a cap of the day to Settings', () => {
    const run = { how: 'capped', cap: 'dayUsdMicros' };
    expect(nextFor(task({ status: 'paused', run }))).toMatchObject({
      code: 3,
      why: expect.stringContaining('Settings'),
    });
  });
});

describe('findTeammate', () => {
  const mate = (id: string, name: string, role: string) => ({ id, profile: { name, role } }) as never;
  const team = [
    mate('planner', 'Tomás', 'planner'),
    mate('researcher', 'Maya', 'researcher'),
    mate('memory-manager', 'Priya', 'memory manager'),
  ];
  it.each([
    [null, 'Maya'],
    ['tomas', 'Tomás'],
    ['TOMÁS', 'Tomás'],
    [' maya ', 'Maya'],
    ['Planner', 'Tomás'],
    ['memory manager', 'Priya'],
    ['memory-manager', 'Priya'],
    ['nobody', undefined],
    ['', undefined],
  ])('%s is %s', (wanted, name) => {
    expect(findTeammate(team, wanted)?.profile.name).toBe(name);
  });
  it('goes to the researcher when Maya is gone, and to anybody when there is none', () => {
    expect(findTeammate([mate('x', 'Zoé', 'researcher'), mate('y', 'Al', 'planner')], null)?.id).toBe('x');
    expect(findTeammate([mate('y', 'Al', 'planner')], null)?.id).toBe('y');
    expect(findTeammate([], null)).toBeNull();
  });
});

describe('answers', () => {
  it.each([
    ['', { optionId: 'b', text: '' }],
    ['1', { optionId: 'a', text: '' }],
    [' second ', { optionId: 'b', text: '' }],
    ['3', null],
    ['0', null],
    ['neither of them', { optionId: null, text: 'neither of them' }],
  ])('%j means %j', (typed, expected) => {
    expect(readChoice(question, typed)).toEqual(expected);
  });

  it('takes the first option where none is recommended, and none where there are none', () => {
    expect(recommendedAnswer({ ...question, recommended: null })).toEqual({ optionId: 'a', text: '' });
    expect(recommendedAnswer({ ...question, options: [], recommended: null })).toBeNull();
  });

  it('shows what would be done, with its length', () => {
    const effect = {
      verb: 'Write',
      target: 'files/a.md',
      text: Array.from({ length: 50 }, (_, index) => `line ${index}`).join('\n'),
      before: null,
      cutBytes: 7,
    };
    const text = itemText({ ...question, kind: 'approve', effect, options: [], why: 'Your rule' });
    expect(text).toContain('Write files/a.md');
    expect(text).toContain('… 10 more lines');
    expect(text).toContain('… 7 more bytes');
    expect(text).toContain('Why you are asked: Your rule');
  });

  it('spells out what would drive the terminal or hide', () => {
    expect(visible('a\u001b[2Jb\u202ec\u200bd')).toBe('a\\u001b[2Jb\\u202ec\\u200bd');
  });
});
