/** Plays one shape on the real engine until nothing moves without a person, and judges what it came to. */
import type { TaskState } from '../../../agents/domain/task.ts';
import { defaultCaps } from '../../../agents/domain/default-caps.ts';
import type { Clock } from '../../../agents/lib/clock.ts';
import { costUsdMicros, priceOf } from '../../../agents/models/prices.ts';
import { openOffice, restsWithoutPerson, type Office } from '../lib/office.ts';
import { scriptedModel } from '../lib/script.ts';
import { bugs } from './bugs.ts';
import { measure, type Measured } from './measure.ts';
import { look, put, type Shape } from './shape.ts';

export interface Played extends Measured {
  shape: Shape;
  /** One sentence for each promise that was broken. */
  wrong: string[];
  tasks: TaskState[];
  turns: number;
  /** What the model's owner would ask for. */
  billedUsdMicros: number;
  /** Beyond the cap, in worst calls. */
  overspentCalls: number;
  trace: string[];
}

const pricedModel = 'claude-sonnet-5-5';
const unpricedModel = 'a-model-nobody-knows';
/** Far more than any shape needs. */
const maxTimers = 60_000;
/** Answers a person gives before going home. */
const maxAnswers = 40;

export async function play(shape: Shape, bug = 'none'): Promise<Played> {
  const ledger = { turns: 0, billed: 0, dearest: 0 };
  let clock: Clock | null = null;
  const modelName = shape.money === 'unpriced' ? unpricedModel : pricedModel;
  const office = await openOffice({
    model: scriptedModel({
      say: shape.say,
      before: (signal) => (shape.turnMs === undefined ? Promise.resolve() : passed(clock, shape.turnMs, signal)),
      bill(usage) {
        const price = shape.money === 'priced' ? priceOf(modelName, {}) : null;
        const cost = price ? costUsdMicros(usage, price) : 0;
        ledger.turns += 1;
        ledger.billed += cost;
        ledger.dearest = Math.max(ledger.dearest, cost);
      },
    }),
    tools: shape.tools ?? [look, put],
    isLive: shape.money !== undefined,
    limits: { runsPerTeammate: 8 },
    ...(bugs[bug] && { spoil: bugs[bug] }),
  });
  ({ clock } = office);
  await office.send({ type: 'settings.change', settings: { model: modelName, dayTokens: 1_000_000_000 } });
  await office.send({
    type: 'task.create',
    taskId: 't_1',
    title: null,
    brief: 'Do it.',
    folder: null,
    checks: null,
    caps: shape.caps ?? null,
    teammateId: 'tm_ada',
    origin: 'person',
  });
  const isStopped = await untilRest(office, shape);
  const [tasks, records] = [office.tasks(), office.records()];
  const measured = measure(records, tasks, office.sink, shape);
  const cap = shape.caps?.usdMicros ?? defaultCaps.usdMicros ?? 0;
  const overspentCalls = ledger.dearest === 0 ? 0 : Math.max(0, (ledger.billed - cap) / ledger.dearest);
  await office.stop();
  const played = { shape, ...measured, tasks, turns: ledger.turns, billedUsdMicros: ledger.billed, overspentCalls };
  return {
    ...played,
    wrong: isStopped ? judge(played) : ['it did not stop'],
    trace: records
      .filter(({ stream }) => stream.startsWith('task/'))
      .map(({ atMs, stream, type, data }) => `${atMs} ${stream} ${type} ${JSON.stringify(data).slice(0, 300)}`),
  };
}

/** Lets time pass; where the shape has a person, lets them answer and time pass again. */
async function untilRest(office: Office, { person }: Shape): Promise<boolean> {
  for (let answers = 0; answers <= maxAnswers; answers += 1) {
    if (!(await office.goOn(() => restsWithoutPerson(office.tasks()), maxTimers))) return false;
    const said = office
      .tasks()
      .flatMap((task) => task.items.map((item) => person?.(item, task) ?? null))
      .find((command) => command !== null);
    if (!said) return true;
    await office.send(said);
    await office.settled();
  }
  return false;
}

function judge(played: Omit<Played, 'wrong' | 'trace'>): string[] {
  const { shape, identical, performed, idleTurns, depth, children, items, overspentCalls, tasks } = played;
  const caps = { ...defaultCaps, ...shape.caps };
  const wrong: string[] = [];
  const must = (isSo: boolean, sentence: string): void => void (isSo || wrong.push(sentence));
  const end = endOf(tasks);
  must(end === shape.end, `it ended as ${end}, not as ${shape.end}`);
  must(identical <= 5, `the same call was taken up ${identical} times`);
  must(performed <= 2, `the same call was carried out ${performed} times`);
  must(idleTurns <= 25, `${idleTurns} turns without news`);
  must(overspentCalls <= 1, `${overspentCalls} calls beyond the cap`);
  must(depth <= caps.depth, `${depth} deep`);
  must(children <= caps.children, `${children} parts at once`);
  must(items.length === 1, `${items.length} cards for the person`);
  const card = items.map((item) => `${item.ask} ${item.detail}`).join('\n');
  if (shape.evidence) must(shape.evidence.test(card), `the card does not name it: ${card}`);
  return wrong;
}

function endOf(tasks: readonly TaskState[]): Shape['end'] | 'running' {
  const root = tasks.find((task) => task.id === 't_1');
  if (tasks.some((task) => task.hold?.why === 'loop')) return 'held';
  if (root?.run?.how === 'capped') return 'capped';
  return root && ['review', 'done', 'failed', 'stopped'].includes(root.status) ? 'ended' : 'running';
}

function passed(clock: Clock | null, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    clock?.after(ms, resolve);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
