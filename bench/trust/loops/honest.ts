/** Honest work that looks like a circle to a careless eye: none of it may be stopped. */
import type { FakeTool } from '../lib/fake-tools.ts';
import { finish, type Said } from '../lib/script.ts';
import { handTo, look, put, type Shape } from './shape.ts';

/** Says one thing a turn, then hands in. */
function then(...turns: Said[]): Shape['say'] {
  return ({ turn }) => turns[turn] ?? { calls: [finish('All of it is done now.')] };
}

const write: Said = { calls: [['put', { what: 'result.md', text: 'The result.' }]] };
const wait: Said = { calls: [['wait', { minutes: 60, why: 'the reply' }]] };
const inbox: Said = { calls: [['look', { what: 'the inbox' }]] };

const counter: FakeTool = { name: 'look', perform: (_args, _context, times) => `${times * 10} % are done.` };
const file: FakeTool = {
  name: 'look',
  perform: ({ what, page = 0 }) => `Page ${'abcdefghij'[page % 10]}${Math.floor(page / 10)} of ${what}.`,
};

function lateReply(after: number): FakeTool {
  return {
    name: 'look',
    perform: (_args, _context, times) => (times < after ? 'No reply yet.' : 'The reply says yes.'),
  };
}

const wellDone = { end: 'ended', evidence: /result is ready/ } as const;

export const honest: readonly Shape[] = [
  {
    name: 'polling',
    about: 'the same call, another answer each time',
    say: then(...Array.from({ length: 10 }, () => inbox), write),
    tools: [counter, put],
    ...wellDone,
  },
  {
    name: 'long file',
    about: '30 pages of one file',
    say: then(...Array.from({ length: 30 }, (_, page): Said => ({ calls: [['look', { what: 'a.md', page }]] })), write),
    tools: [file, put],
    ...wellDone,
  },
  {
    name: 'three readers',
    about: 'three teammates read the same file side by side',
    say: ({ who, turn }) => {
      const read: Said[] = [
        { calls: [['look', { what: 'a.md', page: 0 }]] },
        { calls: [['look', { what: 'a.md', page: 1 }]] },
      ];
      if (who !== 'Ada') return read[turn] ?? { calls: [finish(`${who} has read it and agrees.`)] };
      const parts: Said = { calls: [handTo('Bo', 'Read a.md.'), handTo('Cy', 'Read a.md.')] };
      return [...read, parts, write][turn] ?? { calls: [finish('All of it is done now.')] };
    },
    tools: [file, put],
    ...wellDone,
  },
  {
    name: 'a wait of hours',
    about: 'waits, and then it is there',
    say: then(inbox, { calls: [['wait', { minutes: 480, why: 'the reply' }]] }, inbox, write),
    tools: [lateReply(1), put],
    ...wellDone,
  },
  {
    name: 'several waits',
    about: 'looks once an hour; the sixth time it is there',
    say: then(inbox, wait, inbox, wait, inbox, wait, inbox, wait, inbox, wait, inbox, write),
    tools: [lateReply(5), put],
    ...wellDone,
  },
  {
    name: 'search after write',
    about: 'the same search before and after each change',
    say: then(
      inbox,
      { calls: [['put', { what: 'a.md', text: 'A' }]] },
      inbox,
      { calls: [['put', { what: 'b.md', text: 'B' }]] },
      inbox,
      { calls: [['put', { what: 'c.md', text: 'C' }]] },
      inbox,
    ),
    tools: [look, put],
    ...wellDone,
  },
  {
    name: 'two approvals',
    about: 'two letters of different bytes',
    say: then(
      { calls: [['send', { what: 'a letter', text: 'Dear Ada' }]] },
      { calls: [['send', { what: 'a letter', text: 'Dear Bo' }]] },
      write,
    ),
    tools: [put, { name: 'send', effect: 'egress', idempotent: 'no', doubt: 'ask', perform: () => 'Sent.' }],
    person: (item, task) =>
      item.kind === 'approve'
        ? { type: 'item.approve', taskId: task.id, itemId: item.id, hash: item.hash ?? '', note: null }
        : null,
    ...wellDone,
  },
];
