/** What a tool may do to a call, for each way in which tools may be repeated and doubts be settled. */
import { isAtRest } from '../../../agents/domain/state.ts';
import { maxTries } from '../../../agents/runs/retry.ts';
import { ToolError, type Descriptor, type ToolContext } from '../../../agents/tools/tool.ts';
import type { FakeTool } from '../lib/fake-tools.ts';
import { openOffice } from '../lib/office.ts';
import { finish, scriptedModel } from '../lib/script.ts';
import { allowAll, makeMust, newTask, ofType, type Row, type Seen } from './row.ts';

/** `happens` says that the world was changed. */
type Fault = (happens: () => void, signal: AbortSignal) => string | Promise<string>;

const faults: Readonly<Record<string, { about: string; strike: Fault }>> = {
  transient: {
    about: 'refused in passing, nothing done',
    strike: () => {
      throw new ToolError('Busy just now.', { retryable: true });
    },
  },
  permanent: {
    about: 'refused for good, nothing done',
    strike: () => {
      throw new ToolError('There is no such place.');
    },
  },
  unknown: {
    about: 'done, then an error nobody knows',
    strike: (happens) => {
      happens();
      throw new Error('socket hang up');
    },
  },
  lost: {
    about: 'done, and the adapter says that the reply was lost',
    strike: (happens) => {
      happens();
      throw new ToolError('The reply was lost.', { retryable: true, inDoubt: true });
    },
  },
  timeout: {
    about: 'done, then silence until the deadline',
    strike: (happens, signal) => {
      happens();
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    },
  },
  deaf: {
    about: 'done, then silence, deaf to the deadline',
    strike: (happens) => {
      happens();
      return new Promise(() => undefined);
    },
  },
};

type Nature = Pick<Descriptor, 'idempotent' | 'doubt'>;
const natures: Nature[] = (['yes', 'key', 'no'] as const).flatMap((idempotent) =>
  (['retry', 'query', 'ask'] as const).map((doubt) => ({ idempotent, doubt })),
);

interface Cell {
  effects: number;
  tries: number;
  doubts: number;
  state: string;
  wrong: string[];
}

/** The fault strikes the first `times` tries; what comes after is well. */
async function cell(strike: Fault, nature: Nature, times: number): Promise<Cell> {
  const happened = new Set<string>();
  let effects = 0;
  const keys = new Set<string>();
  const happens = (key: string): void => {
    // A tool that takes the key does the same thing once.
    if (nature.idempotent === 'key' && happened.has(key)) return;
    happened.add(key);
    effects += 1;
  };
  const send: FakeTool = {
    ...nature,
    name: 'send',
    effect: 'egress',
    perform(_args, context: ToolContext, tries) {
      keys.add(context.key);
      if (tries < times) return strike(() => happens(context.key), context.signal);
      happens(context.key);
      return 'Sent.';
    },
    query: (_args, { key }) => (happened.has(key) ? { content: 'Sent.', summary: 'Sent' } : 'did-not-happen'),
  };
  const say = ({ turn }: { turn: number }) => ({
    calls: [turn === 0 ? (['send', { what: 'a letter' }] satisfies [string, unknown]) : finish('All of it is done.')],
  });
  const office = await openOffice({ model: scriptedModel({ say }), tools: [send] });
  await office.send(allowAll);
  await office.send(newTask());
  const isOver = (): boolean => office.tasks().every((task) => isAtRest(task) || task.items.length > 0);
  await office.goOn(isOver);
  const [before] = office.tasks();
  const { wrong, must } = makeMust();
  const doubt = before?.items.find((item) => item.callId !== null);
  // Nobody may decide but the person; then the work goes on.
  if (doubt) {
    must(/send a letter/.test(doubt.detail), `the card says: ${doubt.detail}`);
    await office.send({ type: 'item.settle', taskId: 't_1', itemId: doubt.id, how: effects > 0 ? 'happened' : 'left' });
    await office.goOn(office.isAtRest);
  }
  const [task] = office.tasks();
  const records = office.records();
  const doubts = ofType(records, 'call.doubted').length;
  const state = task?.turns?.[0]?.calls[0]?.state ?? 'none';
  const tries = office.sink.acts.length;
  must(task?.run?.how === 'completed', `the run is ${task?.run?.how ?? task?.status}`);
  must(keys.size <= 1, 'it was tried under several keys');
  must(doubts <= 1, `${doubts} cards for one doubt`);
  must(tries <= maxTries, `${tries} tries`);
  if (nature.idempotent === 'no') {
    must(effects <= 1 && tries <= 1, `it happened ${effects} times in ${tries} tries`);
    must(effects === 0 || state === 'succeeded', `it happened and is ${state}`);
  } else if (nature.idempotent === 'key') must(effects <= 1, `it happened ${effects} times`);
  must(effects > 0 || state !== 'succeeded', 'it is told as done and never happened');
  await office.stop();
  return { effects, tries, doubts, state, wrong };
}

function row(name: string, about: string, strike: Fault, times: number): Row {
  return {
    name: `tool ${name}`,
    about,
    async run(): Promise<Seen> {
      const wrong: string[] = [];
      const ends: Record<string, number> = {};
      let doubts = 0;
      let tries = 0;
      for (const nature of natures) {
        const found = await cell(strike, nature, times);
        wrong.push(...found.wrong.map((what) => `idempotent ${nature.idempotent}, doubt ${nature.doubt}: ${what}`));
        ends[found.state] = (ends[found.state] ?? 0) + 1;
        doubts += found.doubts;
        tries += found.tries;
      }
      const counts = Object.entries(ends)
        .map(([state, count]) => `${count} ${state}`)
        .join(', ');
      return {
        seen: `${tries} tries, ${counts}, ${doubts} asked`,
        wrong,
        figures: { toolCells: natures.length, toolDoubts: doubts },
      };
    },
  };
}

export const toolRows: readonly Row[] = Object.entries(faults).flatMap(([name, { about, strike }]) => [
  row(`${name} once`, `${about}, once`, strike, 1),
  row(`${name} for ever`, `${about}, for ever`, strike, Infinity),
]);
