/** The shapes of work that goes in circles: each must be stopped without a person, cheaply, and told of once. */
import { ToolError } from '../../../agents/tools/tool.ts';
import type { FakeTool } from '../lib/fake-tools.ts';
import { finish } from '../lib/script.ts';
import { handTo, type Shape } from './shape.ts';

const again: Shape['say'] = () => ({ calls: [['look', { what: 'the inbox' }]] });

/** The same in other clothes: time stamps, white space, the order of keys, request ids. */
const varied: Shape['say'] = ({ turn }) => {
  const at = new Date(Date.UTC(2026, 0, 5, 9, turn)).toISOString();
  const what = `the${' '.repeat(1 + (turn % 3))}inbox`;
  const requestId = `${String(turn).padStart(8, '0')}-1111-4111-8111-111111111111`;
  return { calls: [['look', turn % 2 === 0 ? { what, at, requestId } : { requestId, at, what }]] };
};

/** What a call is about, without what varies by itself. */
const whatOf: NonNullable<Shape['sameAs']> = (tool, args) => `${tool} ${wordsOf(args)}`;

function wordsOf(args: unknown): string {
  const what = typeof args === 'object' && args !== null && 'what' in args ? String(args.what) : JSON.stringify(args);
  return what.replaceAll(/\s+/g, ' ');
}

/** Hands the work to the next one, in the same words each time, for ever. */
function passOn(...teammates: string[]): Shape['say'] {
  return ({ who }) => {
    const next = teammates[(teammates.indexOf(who) + 1) % teammates.length] ?? who;
    return { calls: [handTo(next, 'Say what you think of it.')] };
  };
}

const broken: FakeTool = {
  name: 'look',
  perform: () => {
    throw new ToolError('There is no such page.');
  },
};

const fresh: FakeTool = { name: 'look', perform: ({ what }, _context, times) => `In ${what} stands number ${times}.` };

const endless =
  (args: object = {}): Shape['say'] =>
  (asked) => ({
    calls: [['look', { what: `page ${words(asked.turn)}`, ...args }]],
  });

/** A number no fingerprint takes for a counter. */
function words(count: number): string {
  return [...String(count)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
}

/** Lets work go on at every soft cap, so that the hard one is met. */
const goesOn: Shape['person'] = (item, task) =>
  task.hold?.why === 'softCap' ? { type: 'item.release', taskId: task.id, itemId: item.id, how: 'go-on' } : null;

export const circles: readonly Shape[] = [
  {
    name: 'identical',
    about: 'the same call for ever',
    say: again,
    end: 'held',
    evidence: /look.*the inbox/,
  },
  {
    name: 'varied',
    about: 'the same call with new time stamps, white space, key order and request ids',
    say: varied,
    sameAs: whatOf,
    end: 'held',
    evidence: /look.*inbox/,
  },
  {
    name: 'flood',
    about: 'the same call 200 times in one turn',
    say: () => ({ calls: Array.from({ length: 200 }, (): [string, unknown] => ['look', { what: 'the inbox' }]) }),
    caps: { calls: 1_000 },
    end: 'held',
    evidence: /look.*the inbox/,
  },
  {
    name: 'ping-pong',
    about: 'two teammates hand the work to each other',
    say: passOn('Ada', 'Bo'),
    end: 'held',
    evidence: /delegate.*Say what you think/,
  },
  {
    name: 'ping-pong in new words',
    about: 'one asks the other again and again in other words, and learns nothing',
    say: ({ who, turn }) =>
      who === 'Ada'
        ? { calls: [handTo('Bo', `Think again, ${words(turn)}.`)] }
        : { calls: [finish('I cannot say it.')] },
    end: 'held',
    evidence: /delegate.*Think again/,
  },
  {
    name: 'ping-pong three deep',
    about: 'each part hands on before it answers that it knows nothing',
    say: ({ who, turn, brief }) => {
      if (who === 'Ada') return { calls: [handTo('Bo', `Ask Cy, ${words(turn)}.`)] };
      if (who === 'Cy' && turn < 3) return { calls: [['set_plan', { lines: [{ text: words(turn), state: 'todo' }] }]] };
      if (who === 'Cy') return { calls: [finish('I cannot say it.')] };
      return { calls: [turn === 0 ? handTo('Cy', brief) : finish('Cy cannot say it.')] };
    },
    end: 'held',
    evidence: /\d+ × /,
  },
  {
    name: 'parts that come to nothing',
    about: 'each part turns round idly and ends empty, and the next one is handed on',
    say: ({ who, turn }) => {
      if (who === 'Ada') return { calls: [handTo('Bo', `Try ${words(turn)}.`)] };
      return turn < 9 ? { calls: [['set_plan', { lines: [{ text: words(turn), state: 'todo' }] }]] } : { text: ' ' };
    },
    end: 'held',
    evidence: /delegate|set_plan/,
  },
  {
    name: 'three-way',
    about: 'three teammates hand the work round',
    say: passOn('Ada', 'Bo', 'Cy'),
    end: 'held',
    evidence: /delegate.*Say what you think/,
  },
  {
    name: 'wake loop',
    about: 'waits an hour, looks, sees the same, for ever',
    say: ({ turn }) => ({
      calls: [turn % 2 === 0 ? ['wait', { minutes: 60, why: 'a reply' }] : ['look', { what: 'the inbox' }]],
    }),
    end: 'held',
    evidence: /look.*the inbox/,
  },
  {
    name: 'permanent error',
    about: 'a tool that fails the same way each time',
    say: again,
    tools: [broken],
    end: 'held',
    evidence: /5 × look.*no such page/,
  },
  {
    name: 'unknown tool',
    about: 'a tool there never was',
    say: () => ({ calls: [['teleport', { to: 'Rome' }]] }),
    end: 'held',
    evidence: /teleport/,
  },
  {
    name: 'unknown tools',
    about: 'another tool that never was, each time',
    say: ({ turn }) => ({ calls: [[`teleport_${words(turn)}`, {}]] }),
    end: 'held',
    evidence: /teleport/,
  },
  {
    name: 'invalid arguments',
    about: 'arguments no tool takes',
    say: () => ({ calls: [['look', { where: 7 }]] }),
    end: 'held',
    evidence: /look.*where/,
  },
  {
    name: 'recursion',
    about: 'each part hands on a new part',
    say: ({ turn, brief }) => ({ calls: [handTo('Bo', `${brief} ${words(turn)}`)] }),
    end: 'held',
    evidence: /delegate/,
  },
  {
    name: 'fan-out',
    about: '200 parts at once',
    say: ({ who, turn }) => {
      if (who !== 'Ada') return { calls: [finish('I have done my part.')] };
      if (turn > 0) return { calls: [finish('All of it is done.')] };
      return { calls: Array.from({ length: 200 }, (_, part) => handTo('Bo', `Part ${words(part)}.`)) };
    },
    caps: { calls: 1_000 },
    turnMs: 5_000,
    end: 'ended',
    evidence: /result is ready|produced nothing/,
  },
  {
    name: 'same file',
    about: 'writes the same bytes again and again',
    say: () => ({ calls: [['put', { what: 'a.md', text: 'A' }]] }),
    end: 'held',
    evidence: /put.*a\.md/,
  },
  {
    name: 'toggled file',
    about: 'a file between two contents',
    say: ({ turn }) => ({ calls: [['put', { what: 'a.md', text: turn % 2 === 0 ? 'A' : 'B' }]] }),
    end: 'held',
    evidence: /put.*a\.md/,
  },
  {
    name: 'growing plan',
    about: 'a longer plan each turn, and nothing done',
    say: ({ turn }) => ({
      calls: [
        [
          'set_plan',
          {
            lines: Array.from({ length: Math.min(40, turn + 1) }, (_, line) => ({
              text: `Step ${words(line)} of ${words(turn)}`,
              state: 'todo',
            })),
          },
        ],
      ],
    }),
    end: 'held',
    evidence: /set_plan/,
  },
  {
    name: 'growing arguments',
    about: 'the same question with more words around it each turn',
    say: ({ turn }) => ({ calls: [['look', { what: 'the inbox', text: 'please '.repeat(turn * 20) }]] }),
    end: 'held',
    evidence: /look.*the inbox/,
  },
  {
    name: 'only words',
    about: 'text and no calls: the result gate hands it back once',
    say: ({ turn }) => ({ text: `I shall begin at once. ${words(turn)}` }),
    end: 'ended',
    evidence: /produced nothing/,
  },
  {
    name: 'endless text',
    about: 'each answer is cut by its length and goes on',
    say: ({ turn }) => ({ text: `And so on, ${words(turn)}`, stopReason: 'max_tokens' }),
    end: 'held',
    evidence: /nothing new/,
  },
  {
    name: 'capped turns',
    about: 'ever new and of no use: 60 turns',
    say: endless(),
    tools: [fresh],
    person: goesOn,
    end: 'capped',
    evidence: /turns/,
  },
  {
    name: 'capped calls',
    about: 'ever new and of no use: 200 calls',
    say: ({ turn }) => ({
      calls: Array.from({ length: 30 }, (_, call): [string, unknown] => [
        'look',
        { what: `page ${words(turn * 30 + call)}` },
      ]),
    }),
    tools: [fresh],
    person: goesOn,
    end: 'capped',
    evidence: /calls/,
  },
  {
    name: 'capped money',
    about: 'ever new and of no use: 2 dollars',
    say: (asked) => ({ ...endless()(asked), usage: { input: 20_000, output: 8_000 } }),
    tools: [fresh],
    money: 'priced',
    person: goesOn,
    end: 'capped',
    evidence: /usdMicros/,
  },
  {
    name: 'capped money of parts',
    about: 'eight parts at once spend what belongs to the whole',
    say: (asked) => {
      const { who, turn } = asked;
      if (who === 'Ada' && turn === 0)
        return {
          calls: Array.from({ length: 8 }, (_, part) => handTo(part % 2 === 0 ? 'Bo' : 'Cy', `Part ${words(part)}.`)),
        };
      return { ...endless({ text: asked.brief })(asked), usage: { input: 3_000, output: 8_000 } };
    },
    turnMs: 5_000,
    tools: [fresh],
    money: 'priced',
    person: goesOn,
    end: 'capped',
    evidence: /usdMicros/,
  },
  {
    name: 'capped tokens',
    about: 'ever new and of no use at an unknown price: 2,000,000 tokens',
    say: (asked) => ({ ...endless()(asked), usage: { input: 80_000, output: 8_000 } }),
    tools: [fresh],
    money: 'unpriced',
    person: goesOn,
    end: 'capped',
    evidence: /tokens/,
  },
  {
    name: 'capped time',
    about: 'ever new and of no use: 60 minutes at work',
    say: endless(),
    tools: [fresh],
    turnMs: 100_000,
    person: goesOn,
    end: 'capped',
    evidence: /activeMs/,
  },
  {
    name: 'declined again',
    about: 'proposes what the person has declined',
    say: () => ({ calls: [['send', { what: 'a letter' }]] }),
    tools: [{ name: 'send', effect: 'egress', idempotent: 'no', doubt: 'ask', perform: () => 'Sent.' }],
    person: (item, task) =>
      item.kind === 'approve' ? { type: 'item.decline', taskId: task.id, itemId: item.id, note: null } : null,
    end: 'held',
    evidence: /send.*a letter/,
  },
  {
    name: 'memory',
    about: 'remembers and recalls the same thing',
    say: ({ turn }) => ({
      calls: [
        turn % 2 === 0
          ? ['remember', { subject: 'Ada', text: 'Ada likes tea.', kind: 'fact' }]
          : ['recall', { query: 'What does Ada like?' }],
      ],
    }),
    end: 'held',
    evidence: /remember|recall/,
  },
];
