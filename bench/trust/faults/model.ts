/** What an endpoint may do to a turn: the real SDK against the scripted server on loopback, on a clock that is moved. */
import { startScriptedModel } from '../../../e2e/support/scripted-model.ts';
import { turnEvents, type ScriptedTurn } from '../../../e2e/support/scripted-model-wire.ts';
import { anthropicModel } from '../../../agents/models/anthropic.ts';
import { maxFailuresPerRun, maxTries } from '../../../agents/runs/retry.ts';
import { fakeClock } from '../../../agents/testing.ts';
import type { FakeTool } from '../lib/fake-tools.ts';
import { openOffice } from '../lib/office.ts';
import { allowAll, endOf, makeMust, newTask, ofType, type Row, type Seen } from './row.ts';

/** Two calls in one turn: nothing of a broken answer may be carried out. */
const twoCalls: ScriptedTurn = {
  text: 'I do both.',
  calls: [
    { tool: 'send', args: { what: 'a letter' } },
    { tool: 'put', args: { what: 'a.md', text: 'A' } },
  ],
};
const done: ScriptedTurn = { calls: [{ tool: 'finish', args: { summary: 'All of it is done.', files: [] } }] };
const tools: FakeTool[] = [
  { name: 'send', effect: 'egress', idempotent: 'no', doubt: 'ask', perform: () => 'Sent.' },
  { name: 'put', writes: true, perform: () => 'Written.' },
];

/** Dice that never fall the same way twice in a row, and the same in each run of the check. */
function dice(): () => number {
  let state = 1;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

interface Expected {
  /** `completed`: it passes; else the run ends with one card. */
  ends: 'completed' | 'failed' | 'capped';
  /** How often each tool is carried out; left out = once when it passes, else never. */
  acts?: number;
  /** Requests in all; left out = any number within the budget. */
  requests?: number;
  /** The least time from a failure to the next try. */
  leastWaitMs?: number;
  /** What the card must say. */
  card?: RegExp;
}

function row(behaviour: string, about: string, expected: Expected, script = [twoCalls, done], isSlow = false): Row {
  return { name: `model ${behaviour}`, about, isSlow, run: () => against(behaviour, expected, script) };
}

async function against(behaviour: string, expected: Expected, script: ScriptedTurn[]): Promise<Seen> {
  const server = await startScriptedModel({ behaviour, script });
  const clock = fakeClock(Date.now());
  const model = anthropicModel({ apiKey: 'test', endpoint: server.url, clock });
  const office = await openOffice({ model, tools, isLive: true, clock, random: dice(), calmMs: 4 });
  try {
    await office.send(allowAll);
    await office.send(newTask());
    await office.goOn(office.isAtRest);
    const [task] = office.tasks();
    const records = office.records();
    const failures = ofType(records, 'turn.failed');
    const waits = failures.flatMap(({ atMs, data }) => (data.retryAtMs === null ? [] : [data.retryAtMs - atMs]));
    const triesOfTurn = Math.max(
      0,
      ...[...Map.groupBy(failures, (failure) => failure.data.turn).values()].map((all) => all.length),
    );
    const { wrong, must } = makeMust();
    const isDone = expected.ends === 'completed';
    must(endOf(task) === expected.ends, `it ended as ${endOf(task)}, not as ${expected.ends}`);
    for (const { name } of tools) {
      const times = office.sink.acts.filter((act) => act.tool === name).length;
      must(times === (expected.acts ?? (isDone ? 1 : 0)), `${name} was carried out ${times} times`);
    }
    must(triesOfTurn <= maxTries, `${triesOfTurn} tries of one turn failed`);
    must(waits.length <= maxFailuresPerRun, `${waits.length} tries were repeated in one run`);
    must(
      server.count() === failures.length + ofType(records, 'turn.completed').length,
      `the endpoint was asked ${server.count()} times`,
    );
    if (expected.requests !== undefined)
      must(server.count() === expected.requests, `${server.count()} requests, not ${expected.requests}`);
    // Without dice each wait would be the same share of what its try may wait at most.
    const shares = failures.flatMap(({ atMs, data }, index) => {
      const tries = failures.slice(0, index).filter((other) => other.data.turn === data.turn).length;
      return data.retryAtMs === null ? [] : [(data.retryAtMs - atMs) / 2 ** tries];
    });
    must(shares.length < 2 || new Set(shares).size > 1, 'the waits have no jitter');
    const least = Math.min(...waits);
    if (expected.leastWaitMs !== undefined) must(least >= expected.leastWaitMs, `it was tried again after ${least} ms`);
    const cards = task?.items ?? [];
    must(cards.length === 1, `${cards.length} cards`);
    const said = cards.map((card) => `${card.ask} ${card.detail}`).join('\n');
    if (expected.card) must(expected.card.test(said), `the card says: ${said}`);
    const seen = `${server.count()} requests, ${failures.length} failed, then ${endOf(task)}`;
    return { seen, wrong, figures: { modelRequests: server.count(), modelWaits: waits.length } };
  } finally {
    await office.stop();
    await server.stop();
  }
}

const passes: Expected = { ends: 'completed', requests: 4 };
const fails = (card: RegExp): Expected => ({ ends: 'failed', requests: maxTries, card });
const once = (card: RegExp): Expected => ({ ends: 'failed', requests: 1, card });

const eventsOf = (turn: ScriptedTurn): number =>
  turnEvents(turn, { body: { model: '', max_tokens: 0, messages: [] }, turn: 0, inputTokens: 1 }).length;
const [events, closingEvents] = [eventsOf(twoCalls), eventsOf(done)];

/** Each turn is broken off twice, the closing one too when it is longer than that. */
const twice = (after: number): Expected => ({ ends: 'completed', requests: after < closingEvents ? 6 : 4 });

/** Each event of a turn that holds two calls: the stream breaks behind it twice, then the turn is asked for again. */
const cuts: Row[] = Array.from({ length: events }, (_, after) =>
  row(
    `cut:${after}:2`,
    `the stream breaks after event ${after} of ${events}`,
    twice(after),
    undefined,
    after % 4 !== 2,
  ),
);
const errorEvents: Row[] = Array.from({ length: events - 2 }, (_, after) =>
  row(
    `error:${after + 2}:2`,
    `an error event after event ${after + 2} of ${events}`,
    twice(after + 2),
    undefined,
    after % 4 !== 2,
  ),
);
const garbage: Row[] = ['html', 'json', 'events', 'input', 'duplicate', 'empty'].map((kind) =>
  row(`garbage:${kind}`, `an answer that is none: ${kind}`, { ends: 'failed' }),
);

/** Each turn fails four times and then passes, until the run's budget is spent. */
const manyTurns = [
  ...Array.from({ length: 10 }, (_, turn): ScriptedTurn => ({
    calls: [{ tool: 'set_plan', args: { lines: [{ text: `Step ${turn}`, state: 'todo' }] } }],
  })),
  done,
];

export const modelRows: readonly Row[] = [
  row('429:1:7000', 'busy, and says when', { ...passes, leastWaitMs: 7_000 }),
  row('429:always:7000', 'busy for ever, and says when', { ...fails(/429/), leastWaitMs: 7_000 }),
  row('limits:0:30000', 'busy without a time, but with limits in the headers', { ends: 'completed' }),
  row('limits:1:60000', 'one request is left', { ends: 'completed' }),
  row('529:1', 'overloaded', { ...passes, leastWaitMs: 1_000 }),
  row('529:always', 'overloaded for ever', fails(/529/)),
  row('500:1', 'a fault of the endpoint', passes),
  row('500:always', 'a fault of the endpoint, for ever', fails(/500/)),
  row('503:always', 'not available, for ever', fails(/503/)),
  row('401', 'the key is refused', once(/key/)),
  row('404', 'no such model', once(/404/)),
  row('hangup', 'no answer at all', fails(/could not be reached/)),
  row('silent', 'the connection stands and nothing comes', fails(/sent nothing for 120 seconds/)),
  row('slow', 'it begins and stops in the middle', fails(/sent nothing for 120 seconds/), undefined, true),
  row('cut:6:always', 'the stream breaks in the middle, for ever', fails(/broke off|ended before/)),
  ...cuts,
  ...errorEvents,
  ...garbage,
  row('garbage:tool', 'a call of a tool there never was', { ends: 'completed', acts: 0 }),
  row('garbage:huge', 'arguments of 2 MB, and the bill for them', { ends: 'capped', requests: 1, card: /usdMicros/ }),
  row('503:4', 'each turn fails four times: the budget of the run', { ends: 'failed', requests: 26 }, manyTurns),
];
