/** The clock jumps, the computer sleeps, a step falls silent. */
import { makeMemoryDisk, openMemoryJournal } from '../../../agents/journal/memory-journal.ts';
import { ModelError } from '../../../agents/models/model.ts';
import { maxRetryAfterMs } from '../../../agents/runs/retry.ts';
import { fakeClock } from '../../../agents/testing.ts';
import type { FakeTool } from '../lib/fake-tools.ts';
import { openOffice, type Office } from '../lib/office.ts';
import { finish, scriptedModel, type Said } from '../lib/script.ts';
import { allowAll, endOf, makeMust, newTask, ofType, type Row, type Seen } from './row.ts';

const [minute, hour] = [60_000, 3_600_000];
const done: Said = { calls: [finish('All of it is done.')] };
const noTools: FakeTool[] = [];

/** Never answers; an abort ends it. */
function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/** Lets so much time pass in steps, as it does for a computer that is awake. */
async function pass(office: Office, ms: number): Promise<void> {
  const untilMs = office.clock.uptime() + ms;
  while (office.clock.uptime() < untilMs) {
    await office.settled();
    const before = office.clock.uptime();
    if (!office.clock.advanceToNext() || office.clock.uptime() > untilMs) break;
    if (office.clock.uptime() === before) await office.settled();
  }
  await office.settled();
}

function waitRow(name: string, about: string, move: (office: Office) => Promise<void>, afterMs: [number, number]): Row {
  return {
    name: `clock ${name}`,
    about,
    async run(): Promise<Seen> {
      const say = ({ turn }: { turn: number }): Said =>
        turn === 0 ? { calls: [['wait', { minutes: 60, why: 'the reply' }]] } : done;
      const office = await openOffice({ model: scriptedModel({ say }), tools: noTools });
      await office.send(newTask());
      await pass(office, 5 * minute);
      await move(office);
      await office.settled();
      const fromMs = office.clock.uptime();
      await office.goOn(office.isAtRest);
      const waited = office.clock.uptime() - fromMs;
      const woken = ofType(office.records(), 'call.succeeded').filter(
        (record) => record.data.summary === 'Looking again',
      );
      const { wrong, must } = makeMust();
      must(endOf(office.tasks()[0]) === 'completed', `it ended as ${endOf(office.tasks()[0])}`);
      must(woken.length === 1, `woken ${woken.length} times`);
      must(waited >= afterMs[0] && waited <= afterMs[1], `woken after ${waited} ms more`);
      must(ofType(office.records(), 'run.stale').length === 0, 'something was called stale');
      await office.stop();
      return { seen: `woken once, ${Math.round(waited / 1000)} s later`, wrong };
    },
  };
}

/** Eight hours of sleep with ten tools and ten turns under way. */
const sleepRow: Row = {
  name: 'clock sleep at work',
  about: '8 h of sleep while ten steps that may not be repeated are under way',
  async run(): Promise<Seen> {
    const free: (() => void)[] = [];
    const send: FakeTool = {
      name: 'send',
      effect: 'egress',
      idempotent: 'no',
      doubt: 'ask',
      perform: (_args, { signal }) =>
        new Promise((resolve, reject) => {
          free.push(() => resolve('Sent.'));
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        }),
    };
    const say = ({ turn }: { turn: number }): Said => (turn === 0 ? { calls: [['send', { what: 'a letter' }]] } : done);
    const office = await openOffice({
      model: scriptedModel({ say }),
      tools: [send],
      limits: { runsPerTeammate: 10, callsPerTool: 16 },
    });
    await office.send(allowAll);
    for (let task = 1; task <= 10; task += 1) await office.send(newTask(`t_${task}`));
    await office.settled();
    office.clock.advance(8 * hour);
    await office.settled();
    for (const go of free) go();
    await office.goOn(office.isAtRest, 100);
    const records = office.records();
    const { wrong, must } = makeMust();
    const doubts = ofType(records, 'call.doubted').length;
    const stale = ofType(records, 'run.stale').length;
    must(free.length === 10, `${free.length} steps were under way`);
    must(doubts === 0, `${doubts} timeouts at once`);
    must(stale === 0, `${stale} steps called stale`);
    must(office.isAtRest(), 'not all came to an end');
    await office.stop();
    return { seen: `${doubts} timeouts, ${stale} stale`, wrong };
  },
};

/** The clock is set back while a try waits, and the process is started again. */
const retryRow: Row = {
  name: 'clock back, then a restart',
  about: 'the clock is set back 24 h while a try waits, and the process starts anew',
  async run(): Promise<Seen> {
    const disk = makeMemoryDisk();
    let tries = 0;
    const model = scriptedModel({
      say: () => done,
      before: async () => {
        tries += 1;
        if (tries === 1) throw new ModelError('model.busy', 'Busy.', { retryable: true });
      },
    });
    const clock = fakeClock(Date.UTC(2026, 0, 5, 9));
    const first = await openOffice({ model, tools: noTools, journal: openMemoryJournal(disk), clock });
    await first.send(newTask());
    await first.settled();
    await first.stop();
    clock.jump(-24 * hour);
    const office = await openOffice({ model, tools: noTools, journal: openMemoryJournal(disk), clock });
    const fromMs = clock.uptime();
    await office.goOn(office.isAtRest);
    const waited = clock.uptime() - fromMs;
    const { wrong, must } = makeMust();
    must(waited <= maxRetryAfterMs + 1_000, `the next try came after ${Math.round(waited / minute)} min`);
    must(endOf(office.tasks()[0]) === 'completed', `it ended as ${endOf(office.tasks()[0])}`);
    await office.stop();
    return { seen: `tried again after ${Math.round(waited / 1000)} s`, wrong };
  },
};

/** What was spent today stands in the way; tomorrow it does not. */
const dayRow: Row = {
  name: 'clock day cap',
  about: 'the money of the day is spent; then it is the next day',
  async run(): Promise<Seen> {
    const say = (): Said => ({ ...done, usage: { input: 1_000, output: 8_000 } });
    const office = await openOffice({ model: scriptedModel({ say }), tools: noTools, isLive: true });
    await office.send({ type: 'settings.change', settings: { dayUsdMicros: 200_000 } });
    for (const task of ['t_1', 't_2', 't_3']) {
      await office.send(newTask(task));
      await office.goOn(() => office.tasks().every((other) => other.items.length > 0), 20);
    }
    const before = office.tasks().map((task) => task.run?.cap ?? task.hold?.cap ?? endOf(task));
    office.clock.jump(24 * hour);
    await office.send(newTask('t_4'));
    await office.goOn(() => office.tasks().every((other) => other.items.length > 0), 20);
    const { wrong, must } = makeMust();
    must(before.includes('dayUsdMicros'), `the cap of the day stopped nothing: ${before.join(', ')}`);
    const next = office.tasks().find((task) => task.id === 't_4');
    must(endOf(next) === 'completed', `the next day’s work is ${endOf(next)}, held by ${next?.hold?.cap}`);
    await office.stop();
    return { seen: `${before.join(', ')}; next day ${endOf(next)}`, wrong };
  },
};

/** A silent step is shown after a minute, asked about after five, begun anew by the person, revived by a sign. */
const watchdogRow: Row = {
  name: 'watchdog',
  about: 'a turn falls silent, the person begins it anew, it falls silent and then speaks',
  async run(): Promise<Seen> {
    let asked = 0;
    let speak = (): void => undefined;
    const model = scriptedModel({
      say: () => done,
      before: (signal) => {
        asked += 1;
        if (asked > 2) return Promise.resolve();
        return Promise.race([silence(signal), new Promise<void>((resolve) => (speak = resolve))]);
      },
    });
    const office = await openOffice({ model, tools: noTools });
    await office.send(newTask());
    await office.settled();
    const [{ atMs: fromMs } = { atMs: 0 }] = ofType(office.records(), 'turn.begun');
    await office.goOn(() => ofType(office.records(), 'run.stale').some((record) => record.data.escalated), 100);
    const told = ofType(office.records(), 'run.stale').map((record) => record.atMs - fromMs);
    const cards = office.tasks()[0]?.items.length ?? 0;
    await office.send({ type: 'task.restartStep', taskId: 't_1' });
    await office.settled();
    const { wrong, must } = makeMust();
    must(asked === 2, `the model was asked ${asked} times after the step was begun anew`);
    must(
      told.length === 2 &&
        told.every((ms, index) => ms >= [60_000, 300_000][index]! && ms <= [70_000, 310_000][index]!),
      `told after ${told.join(' and ')} ms`,
    );
    must(cards === 1, `${cards} cards`);
    must(office.tasks()[0]?.stale === null && office.tasks()[0]?.items.length === 0, 'it is still called stale');
    await pass(office, 70_000);
    must(office.tasks()[0]?.stale !== null, 'the second silence was not seen');
    speak();
    await office.goOn(office.isAtRest, 10);
    must(office.tasks()[0]?.stale === null, 'a sign of life did not revive it');
    must(endOf(office.tasks()[0]) === 'completed', `it ended as ${endOf(office.tasks()[0])}`);
    await office.stop();
    return { seen: `stale after ${told[0]} ms, asked after ${told[1]} ms, begun anew`, wrong };
  },
};

const jump =
  (ms: number) =>
  async (office: Office): Promise<void> =>
    office.clock.jump(ms);

export const timeRows: readonly Row[] = [
  waitRow('forward', 'the clock is set 24 h forward while work waits an hour', jump(24 * hour), [0, minute]),
  waitRow('back', 'the clock is set 24 h back while work waits an hour', jump(-24 * hour), [50 * minute, 60 * minute]),
  waitRow(
    'sleep',
    'the computer sleeps for 8 h while work waits an hour',
    async (office) => office.clock.advance(8 * hour),
    [0, minute],
  ),
  sleepRow,
  retryRow,
  dayRow,
  watchdogRow,
];
