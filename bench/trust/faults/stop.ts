/** A person stops a task in the middle of something: it is stopping until that has really ended, and says what may have happened. */
import { tmpdir } from 'node:os';
import { systemClock } from '../../../agents/lib/clock.ts';
import { startGroup } from '../../../agents/lib/process-group.ts';
import type { FakeTool } from '../lib/fake-tools.ts';
import { openOffice, type Office } from '../lib/office.ts';
import { finish, scriptedModel, type Said } from '../lib/script.ts';
import { allowAll, endOf, isAlive, makeMust, newTask, ofType, type Row, type Seen } from './row.ts';

const done: Said = { calls: [finish('All of it is done.')] };

/** Stops in the middle of a turn. */
const streaming: Row = {
  name: 'stop while it writes',
  about: 'the model is in the middle of an answer, and takes a moment to end',
  async run(): Promise<Seen> {
    let letGo = (): void => undefined;
    const model = scriptedModel({
      say: () => done,
      before: (signal) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => (letGo = () => reject(signal.reason as Error)), { once: true }),
        ),
    });
    const office = await openOffice({ model, tools: [] });
    await office.send(newTask());
    await office.settled();
    await office.send({ type: 'task.stop', taskId: 't_1' });
    await office.settled();
    const { wrong, must } = makeMust();
    must(office.tasks()[0]?.status === 'stopping', `it is ${office.tasks()[0]?.status} while the model still writes`);
    letGo();
    await office.settled();
    must(office.tasks()[0]?.status === 'stopped', `it is ${office.tasks()[0]?.status} once the model has ended`);
    must(ofType(office.records(), 'turn.completed').length === 0, 'an answer was kept');
    await office.stop();
    return { seen: 'stopping, then stopped', wrong };
  },
};

/** The tool runs a process that starts another one and does not listen to a tidy end. */
const child = `
  const { spawn } = require('node:child_process');
  process.on('SIGTERM', () => undefined);
  const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  console.log(process.pid, other.pid);
  setInterval(() => undefined, 1000);
`;

const processRow: Row = {
  name: 'stop while a process runs',
  about: 'a tool runs a process with a child of its own, deaf to a tidy end',
  isSlow: true,
  async run(): Promise<Seen> {
    let pids: number[] = [];
    let started = (): void => undefined;
    const isStarted = new Promise<void>((resolve) => (started = resolve));
    const tool: FakeTool = {
      name: 'run',
      effect: 'egress',
      idempotent: 'no',
      doubt: 'ask',
      timeoutMs: 3_600_000,
      async perform(_args, { signal }) {
        const group = startGroup(process.execPath, ['-e', child], {
          cwd: tmpdir(),
          env: {},
          signal,
          killAfterMs: 300,
          maxBytes: 1_000,
          clock: systemClock,
          onOutput: (bytes) => {
            pids = Buffer.from(bytes).toString().trim().split(' ').map(Number);
            started();
          },
        });
        await group.ended;
        signal.throwIfAborted();
        return 'It ran.';
      },
    };
    const say = ({ turn }: { turn: number }): Said => (turn === 0 ? { calls: [['run', { what: 'a program' }]] } : done);
    const office = await openOffice({ model: scriptedModel({ say }), tools: [tool] });
    await office.send(allowAll);
    await office.send(newTask());
    await isStarted;
    await office.send({ type: 'task.stop', taskId: 't_1' });
    await office.settled();
    const { wrong, must } = makeMust();
    must(pids.length === 2 && pids.every(isAlive), 'the processes did not run');
    must(office.tasks()[0]?.status === 'stopping', `it is ${office.tasks()[0]?.status} while the process runs`);
    const aliveAtEnd = await aliveWhenStopped(office, () => pids);
    const stopped = office.tasks()[0]?.stopped;
    must(aliveAtEnd === 0, `${aliveAtEnd} processes outlived the stop`);
    must(office.tasks()[0]?.status === 'stopped', `it is ${office.tasks()[0]?.status}`);
    must(
      stopped?.uncertain.some((line) => line.includes('run a program')) ?? false,
      `it says: ${stopped?.uncertain.join('; ')}`,
    );
    const cards = office.tasks()[0]?.items.length;
    must(cards === 1, `${cards} cards`);
    await office.stop();
    return { seen: `stopping until both processes had ended, then: ${stopped?.uncertain[0]?.slice(0, 60)}…`, wrong };
  },
};

async function aliveWhenStopped(office: Office, pids: () => number[]): Promise<number> {
  const abort = new AbortController();
  for await (const _ of office.workforce.subscribe(null, abort.signal)) {
    if (office.tasks()[0]?.status === 'stopping') continue;
    abort.abort();
    break;
  }
  return pids().filter(isAlive).length;
}

/** Two calls of one turn are under way, one of them done, when the person stops. */
const halfDone: Row = {
  name: 'stop half done',
  about: 'one step of a turn is done, the next one under way and deaf',
  async run(): Promise<Seen> {
    const tools: FakeTool[] = [
      { name: 'put', writes: true, perform: () => 'Written.' },
      { name: 'send', effect: 'egress', idempotent: 'no', doubt: 'ask', perform: () => new Promise(() => undefined) },
    ];
    const say = ({ turn }: { turn: number }): Said =>
      turn === 0
        ? {
            calls: [
              ['put', { what: 'a.md', text: 'A' }],
              ['send', { what: 'a letter' }],
              ['put', { what: 'b.md', text: 'B' }],
            ],
          }
        : done;
    const office = await openOffice({ model: scriptedModel({ say }), tools });
    await office.send(allowAll);
    await office.send(newTask());
    await office.settled();
    await office.send({ type: 'task.stop', taskId: 't_1' });
    await office.goOn(office.isAtRest, 10);
    const [task] = office.tasks();
    const { wrong, must } = makeMust();
    must(endOf(task) === 'stopped', `it is ${endOf(task)}`);
    must(task?.stopped?.done.includes('Wrote a.md') ?? false, `done: ${task?.stopped?.done.join('; ')}`);
    must(task?.stopped?.uncertain.length === 1, `${task?.stopped?.uncertain.length} steps in doubt`);
    must(office.sink.acts.length === 2, `${office.sink.acts.length} acts`);
    await office.stop();
    return { seen: `${task?.stopped?.done.join()}, ${task?.stopped?.uncertain.length} in doubt`, wrong };
  },
};

export const stopRows: readonly Row[] = [streaming, halfDone, processRow];
