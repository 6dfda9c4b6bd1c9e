/** One data folder from its first start to the end of its work, killed again and again on the way. */
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkMemory } from './memory-check.ts';
import { startLife, type Life } from './life.ts';
import { lookAt, type Look } from './look.ts';
import type { Bug, FromOffice } from './messages.ts';
import { momentsOf, seeded, type Moment } from './moments.ts';
import * as oracle from './oracle.ts';
import { makePerson } from './person.ts';
import { openSink } from './sink.ts';
import { document, effectsOf, letterOf } from './work.ts';
import { readFile } from 'node:fs/promises';

export interface TortureOptions {
  program: string;
  /** An empty folder of its own. */
  folder: string;
  name: string;
  seed: number;
  kills: number;
  bug: Bug | null;
  onKill: () => void;
}

/** What must stay empty, by kind: one line a finding. */
export type Findings = Record<(typeof kinds)[number], string[]>;
const kinds = [
  'lostCommands',
  'lostEvents',
  'duplicateEffects',
  'missingEffects',
  'effectsWithoutIntent',
  'notSurfaced',
  'lostItems',
  'selfAnswered',
  'stuck',
  'integrity',
  'memory',
  'complaints',
] as const;

export interface Tortured {
  findings: Findings;
  readyMs: number[];
  kills: number;
  killsBeforeReady: number;
  tasks: number;
  commands: number;
  events: number;
  effects: number;
  openItemsAtKills: number;
  inDoubt: number;
  askedAsDoubt: number;
  settledHappened: number;
  settledRunAgain: number;
}

const underWay = 12;
/** A life whose moment does not come. */
const mostLifeMs = 4_000;
/** Work that does not move for so long, with nobody killing it, is stuck. */
const stuckMs = 30_000;

export async function torture(options: TortureOptions): Promise<Tortured> {
  const { folder, kills, bug } = options;
  const data = path.join(folder, 'data');
  const files = path.join(folder, 'files');
  mkdirSync(files, { recursive: true });
  writeFileSync(path.join(files, 'contract.md'), document());
  const log = openSync(path.join(folder, 'office.log'), 'a');
  const random = seeded(options.seed);
  const findings = Object.fromEntries(kinds.map((kind) => [kind, [] as string[]])) as Findings;
  const sink = await openSink();
  let moved = (): void => undefined;
  const person = makePerson({
    name: options.name,
    underWay,
    files,
    random,
    happened: sink.has,
    onMove: () => moved(),
  });
  const readyMs: number[] = [];
  let last: Look = { integrity: 'ok', rows: [], commands: new Set() };
  const total = { killsBeforeReady: 0, openItemsAtKills: 0, inDoubt: 0 };
  /** Calls that only a person may settle, by the row they were in doubt after. */
  const mustSurface: { since: number; calls: string[] }[] = [];

  const live = (moment: Moment | null): Life => {
    const open = oracle.openItems(last.rows);
    const hear = (message: FromOffice): void => {
      if (message.kind === 'ready') {
        const board = message.snapshot.tasks.flatMap((task) => task.items);
        findings.lostItems.push(...oracle.lostItems(open, board));
        person.meet(message.snapshot, (commandId, command) => life.say({ kind: 'command', commandId, command }));
      } else if (message.kind === 'events') person.see(message.events);
      else person.hear(message.commandId, message.answer);
    };
    const office = { data, files, sinkUrl: sink.url, afterSeq: person.lastSeq, bug };
    const life = startLife({ program: options.program, office, moment, mostMs: mostLifeMs, log, hear });
    sink.onPhase = (phase) => life.sign(phase);
    return life;
  };

  const judge = (): void => {
    const look = lookAt(data, path.join(folder, 'look'));
    if (look.integrity !== 'ok') findings.integrity.push(look.integrity);
    findings.lostEvents.push(
      ...oracle.gaps(look.rows),
      ...oracle.lostEvents(last.rows, look.rows),
      ...oracle.unkeptEvents(person.seen, look.rows),
    );
    findings.lostCommands.push(...oracle.lostCommands(person.acked, look.commands));
    last = look;
  };

  try {
    for (const moment of momentsOf(random, kills)) {
      const { how, readyMs: took } = await live(moment).ended;
      await sink.quiet();
      person.lose();
      if (how !== 'killed') findings.stuck.push(`the process ended by itself (${how})`);
      if (took === null) total.killsBeforeReady += 1;
      else readyMs.push(took);
      judge();
      const begun = oracle.begunCalls(last.rows);
      total.inDoubt += begun.size;
      total.openItemsAtKills += oracle.openItems(last.rows).size;
      const posts = new Set(sink.deliveries.filter(({ tool }) => tool === 'post').map(({ key }) => key));
      mustSurface.push({
        since: last.rows.length,
        calls: [...begun].filter(([, key]) => posts.has(key)).map(([callId]) => callId),
      });
      options.onKill();
    }

    person.close();
    const life = live(null);
    const isDone = await new Promise<boolean>((resolve) => {
      let timer: NodeJS.Timeout | null = null;
      moved = () => {
        if (timer) clearTimeout(timer);
        timer = setTimeout(() => resolve(person.isAtRest()), person.isAtRest() ? 0 : stuckMs);
      };
      moved();
      void life.ended.then(() => resolve(false));
    });
    if (!isDone) findings.stuck.push(...stuckTasks(person.board.values()));
    life.say({ kind: 'stop' });
    const { how, readyMs: took } = await life.ended;
    if (how !== 'stopped') findings.stuck.push(`the process did not stop as it was told (${how})`);
    if (took !== null) readyMs.push(took);
    await sink.quiet();
    judge();
    for (const { since, calls } of mustSurface)
      findings.notSurfaced.push(...oracle.notSurfaced(since, calls, last.rows));
    findings.selfAnswered.push(...oracle.selfAnswered(last.rows, person.said));
    findings.effectsWithoutIntent.push(...oracle.effectsWithoutIntent(sink.deliveries, last.rows));
    findings.duplicateEffects.push(...oracle.duplicateEffects(sink.deliveries, new Set(['put'])));
    const orders = Array.from({ length: person.orders }, (_, index) => index + 1);
    const expected = orders.flatMap((order) => effectsOf(order).map(({ effect }) => effect));
    findings.missingEffects.push(
      ...oracle.missingEffects(expected, sink.deliveries),
      ...(await letters(files, orders)),
    );
    findings.memory.push(...(await checkMemory(data, person.orders)));
    findings.complaints.push(...person.complaints);
    return {
      findings,
      readyMs,
      kills,
      ...total,
      tasks: person.orders,
      commands: person.acked.size,
      events: last.rows.length,
      effects: expected.length,
      askedAsDoubt: last.rows.filter(({ type }) => type === 'call.doubted').length,
      settledHappened: person.settled.happened,
      settledRunAgain: person.settled.runAgain,
    };
  } finally {
    await sink.stop();
    closeSync(log);
  }
}

function stuckTasks(tasks: Iterable<{ id: string; status: string; archived: boolean; origin: string }>): string[] {
  const left = [...tasks].filter((task) => !task.archived && task.origin === 'person');
  return left.length > 0 ? left.map((task) => `${task.id} is stuck as ${task.status}`) : ['the work did not end'];
}

/** The letters the orders were to leave in the person's folder. */
async function letters(files: string, orders: readonly number[]): Promise<string[]> {
  const findings: string[] = [];
  for (const order of orders) {
    const letter = letterOf(order);
    const found = await readFile(path.join(files, letter.path), 'utf8').catch(() => null);
    if (found !== letter.content) findings.push(`${letter.path} is ${found === null ? 'missing' : 'not as written'}`);
  }
  return findings;
}
