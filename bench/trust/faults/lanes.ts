/** One service hangs, dies or floods: the others keep their pace, and it is asked again once it is well. */
import { ModelError, type Model } from '../../../agents/models/model.ts';
import { isAtRest } from '../../../agents/domain/state.ts';
import { standardLimits } from '../../../agents/runs/flow.ts';
import { ToolError } from '../../../agents/tools/tool.ts';
import { fakeClock, type FakeClock } from '../../../agents/testing.ts';
import type { FakeTool } from '../lib/fake-tools.ts';
import { openOffice } from '../lib/office.ts';
import { finish, scriptedModel, type Said } from '../lib/script.ts';
import { round } from '../../lib/stats.ts';
import { allowAll, endOf, makeMust, newTask, type Row, type Seen } from './row.ts';

const lanes = ['a', 'b', 'c', 'd', 'e'] as const;
const callsPerTask = 12;

function sleep(clock: FakeClock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, resolve);
    signal.addEventListener('abort', () => (cancel(), reject(signal.reason as Error)), { once: true });
  });
}

type Sickness = 'none' | 'hangs' | 'dies' | 'floods';

interface Pace {
  /** Calls a second of the well lanes, until the last of their tasks is done. */
  perSecond: number;
  rested: boolean;
  isWell: boolean;
  ended: string[];
}

/** Tasks of four well lanes beside tasks of lane `a`. `isHealed` after so long. */
async function pace(sickness: Sickness, tasksPerLane: number, healsAfterMs = Infinity): Promise<Pace> {
  const clock = fakeClock(Date.UTC(2026, 0, 5, 9));
  const isSick = (): boolean => sickness !== 'none' && clock.uptime() < healsAfterMs;
  const tools = lanes.map((name): FakeTool => ({
    name,
    async perform({ what }, { signal }) {
      if (name === 'a' && isSick()) {
        if (sickness === 'hangs') await sleep(clock, Infinity, signal);
        if (sickness === 'dies') throw new ToolError('Connection refused.', { retryable: true });
      }
      await sleep(clock, 1_000, signal);
      return `${what} is read.`;
    },
  }));
  const say = ({ brief, turn }: { brief: string; turn: number }): Said => {
    const lane = /lane (\w)/.exec(brief)?.[1] ?? '';
    if (turn >= callsPerTask) return { calls: [finish('All of it is done.')] };
    // Who is told that it is left alone comes back a little later.
    if (lane === 'a' && sickness === 'dies' && turn % 2 === 1)
      return { calls: [['wait', { minutes: 1, why: 'the tool' }]] };
    const floods = lane === 'a' && sickness === 'floods' && turn === 0 ? 100 : 1;
    return {
      calls: Array.from({ length: floods }, (_, call): [string, unknown] => [
        lane,
        { what: `${brief} page`, page: turn * 1_000 + call },
      ]),
    };
  };
  const office = await openOffice({ model: scriptedModel({ say }), tools, clock, limits: { runsPerTeammate: 100 } });
  let rested = false;
  const abort = new AbortController();
  const watch = async (): Promise<void> => {
    for await (const part of office.workforce.subscribe(null, abort.signal))
      if (part.kind === 'health') {
        rested ||= part.health.resting.length > 0;
        isWell = part.health.resting.length === 0;
      }
  };
  let isWell = true;
  void watch().catch(() => undefined);
  await office.send(allowAll);
  for (const lane of lanes)
    for (let task = 1; task <= tasksPerLane; task += 1)
      await office.send(newTask(`t_${lane}${task}`, { brief: `lane ${lane}, task ${task}`, caps: { calls: 1_000 } }));
  const well = (id: string): boolean => !id.startsWith('t_a');
  const fromMs = clock.uptime();
  await office.goOn(() => office.workforce.snapshot().tasks.every((task) => !well(task.id) || isAtRest(task)));
  const seconds = (clock.uptime() - fromMs) / 1000;
  await office.goOn(office.isAtRest);
  const ended = office
    .tasks()
    .filter((task) => well(task.id))
    .map(endOf);
  await office.settled();
  abort.abort();
  await office.stop();
  return { perSecond: ((lanes.length - 1) * tasksPerLane * callsPerTask) / seconds, rested, isWell, ended };
}

function laneRow(sickness: Exclude<Sickness, 'none'>, about: string, tasksPerLane: number, healsAfterMs?: number): Row {
  return {
    name: `lane ${sickness} ${tasksPerLane}`,
    about: `${about}; ${tasksPerLane} tasks for each of five tools`,
    isSlow: tasksPerLane > 2,
    async run(): Promise<Seen> {
      const alone = await pace('none', tasksPerLane);
      const beside = await pace(sickness, tasksPerLane, healsAfterMs);
      const ratio = beside.perSecond / alone.perSecond;
      // When all places are asked for, one lane may have as many as its bulkhead allows, and the others the rest.
      const isFull = lanes.length * tasksPerLane > standardLimits.toolCalls;
      const least = isFull ? 1 - standardLimits.callsPerTool / standardLimits.toolCalls : 0.9;
      const { wrong, must } = makeMust();
      must(ratio >= least, `the others ran at ${round(ratio)} of their pace`);
      must(
        beside.ended.every((end) => end === 'completed'),
        'not all others came to their end',
      );
      if (sickness !== 'floods') must(beside.rested, 'it was never left alone');
      if (healsAfterMs !== undefined) must(beside.isWell, 'it was not asked again');
      return {
        seen: `the others at ${round(ratio)} of their pace${beside.rested ? ', it was left alone' : ''}`,
        wrong,
      };
    },
  };
}

/** A live endpoint that never answers, with more runs than it has places, beside practice runs. */
const modelRow: Row = {
  name: 'lane live endpoint',
  about: 'twenty live runs hang; practice runs go on',
  async run(): Promise<Seen> {
    const practicePace = async (liveRuns: number): Promise<number> => {
      const clock = fakeClock(Date.UTC(2026, 0, 5, 9));
      const live: Model = {
        lane: 'live',
        // eslint-disable-next-line require-yield
        async *complete(_request, signal) {
          await sleep(clock, 120_000, signal);
          throw new ModelError('model.cut', 'The model service sent nothing.', { retryable: true });
        },
      };
      const practice = scriptedModel({
        lane: 'practice',
        say: ({ turn }) => ({
          calls: [
            turn < 10
              ? ['set_plan', { lines: [{ text: `Step ${turn}`, state: 'todo' }] }]
              : finish('All of it is done.'),
          ],
        }),
        before: (signal) => sleep(clock, 1_000, signal),
      });
      const office = await openOffice({
        model: practice,
        models: (isPractice) => (isPractice ? practice : live),
        tools: [],
        clock,
        isLive: true,
        limits: { runsPerTeammate: 100 },
      });
      for (let task = 1; task <= liveRuns; task += 1) await office.send(newTask(`t_live${task}`));
      await office.settled();
      await office.send({ type: 'settings.change', settings: { practice: true } });
      const fromMs = clock.uptime();
      for (let task = 1; task <= 16; task += 1) await office.send(newTask(`t_own${task}`));
      await office.goOn(() =>
        office.workforce.snapshot().tasks.every((task) => !task.id.startsWith('t_own') || isAtRest(task)),
      );
      const seconds = (clock.uptime() - fromMs) / 1000;
      await office.stop();
      return 160 / seconds;
    };
    const ratio = (await practicePace(20)) / (await practicePace(0));
    const { wrong, must } = makeMust();
    must(ratio >= 0.9, `practice ran at ${round(ratio)} of its pace`);
    return { seen: `practice at ${round(ratio)} of its pace`, wrong };
  },
};

/** Two hundred runs wait for a person: new work starts at once. */
function peopleRow(kind: 'question' | 'approval'): Row {
  return {
    name: `people ${kind}`,
    about: `200 runs of one teammate wait for an answer to their ${kind}; then one more is given`,
    async run(): Promise<Seen> {
      const send: FakeTool = { name: 'send', effect: 'egress', idempotent: 'no', doubt: 'ask', perform: () => 'Sent.' };
      const say = ({ brief, turn }: { brief: string; turn: number }): Said => {
        if (turn > 0 || brief.includes('t_new')) return { calls: [finish('All of it is done.')] };
        const asks: [string, unknown] =
          kind === 'approval'
            ? ['send', { what: brief }]
            : ['ask_person', { question: 'Which one?', options: ['This', 'That'] }];
        return { calls: [asks] };
      };
      const office = await openOffice({ model: scriptedModel({ say }), tools: [send] });
      for (let task = 1; task <= 200; task += 1) await office.send(newTask(`t_${task}`));
      await office.goOn(() => office.workforce.snapshot().tasks.every((task) => task.items.length === 1), 10);
      const waiting = office.workforce.snapshot().tasks.filter((task) => task.items.length === 1).length;
      const fromMs = office.clock.uptime();
      await office.send(newTask('t_new'));
      await office.settled();
      const after = office.clock.uptime() - fromMs;
      const { wrong, must } = makeMust();
      const ended = endOf(office.tasks().find((task) => task.id === 't_new'));
      must(waiting === 200, `${waiting} wait`);
      must(ended === 'completed' && after === 0, `the new one is ${ended} after ${after} ms`);
      await office.stop();
      return { seen: `${waiting} wait, the new one done after ${after} ms`, wrong };
    },
  };
}

export const laneRows: readonly Row[] = [
  laneRow('hangs', 'one tool never answers', 2),
  laneRow('hangs', 'one tool never answers', 4),
  laneRow('dies', 'one tool refuses at once, and is well after a minute', 2, 60_000),
  laneRow('dies', 'one tool refuses at once', 4),
  laneRow('floods', 'one tool is called 100 times at once', 2),
  laneRow('floods', 'one tool is called 100 times at once', 4),
  modelRow,
  peopleRow('question'),
  peopleRow('approval'),
];
