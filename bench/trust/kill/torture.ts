/** One data folder from its first start to the end of its work, killed again and again on the way. */
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFindings, type Findings } from './findings.ts';
import { startLife, type Life } from './life.ts';
import { lookAt, type Look } from './look.ts';
import { checkMemory } from './memory-check.ts';
import type { Bug, FromOffice } from './messages.ts';
import { makeRandom } from '../sim/random.ts';
import { momentAt, type Moment } from './moments.ts';
import * as oracle from './oracle.ts';
import { makePerson, type Person } from './person.ts';
import { openSink, type Sink } from './sink.ts';
import { document, effectsOf, isStopped, letterOf } from './work.ts';

export interface TortureOptions {
  program: string;
  /** An empty folder of its own. */
  folder: string;
  /** Sets this folder's commands apart from all others'. */
  name: string;
  seed: number;
  kills: number;
  bug: Bug | null;
  onKill: () => void;
}

export interface Tortured {
  findings: Findings;
  /** From the start of each process to the board it shows. */
  readyMs: number[];
  counts: Record<keyof Counts | Made, number>;
}

type Made =
  | 'tasks'
  | 'commands'
  | 'events'
  | 'effects'
  | 'inDoubtAsked'
  | 'settledHappened'
  | 'settledRunAgain'
  | 'settledLeft';

/** What was so, over all kills. */
interface Counts {
  kills: number;
  killsBeforeReady: number;
  /** Kills after a commit of which nobody had been told. */
  killsAfterCommit: number;
  quietStops: number;
  integrityChecks: number;
  openItemsAtKills: number;
  inDoubt: number;
}

/** A folder in the middle of its torture. */
interface Case {
  options: TortureOptions;
  data: string;
  files: string;
  log: number;
  sink: Sink;
  person: Person;
  findings: Findings;
  readyMs: number[];
  counts: Counts;
  last: Look;
  /** Calls in doubt after each death, and the newest event then. */
  doubts: { since: number; calls: string[] }[];
}

/** A life whose moment does not come. */
const mostLifeMs = 4_000;
/** How long a life works before it is told to stop, when it is to be killed in the middle of that. */
const workMs = 150;
/** Work that does not move for so long, with nobody killing it, is stuck. */
const stuckMs = 30_000;

export async function torture(options: TortureOptions): Promise<Tortured> {
  const { folder } = options;
  const files = path.join(folder, 'files');
  mkdirSync(files, { recursive: true });
  writeFileSync(path.join(files, 'contract.md'), document());
  const random = makeRandom(options.seed).next;
  const sink = await openSink();
  const one: Case = {
    options,
    data: path.join(folder, 'data'),
    files,
    log: openSync(path.join(folder, 'office.log'), 'a'),
    sink,
    person: makePerson({ name: options.name, files, random, happened: sink.has }),
    findings: makeFindings(),
    readyMs: [],
    counts: {
      kills: 0,
      killsBeforeReady: 0,
      killsAfterCommit: 0,
      quietStops: 0,
      integrityChecks: 0,
      openItemsAtKills: 0,
      inDoubt: 0,
    },
    last: { integrity: 'ok', rows: [], commands: new Set() },
    doubts: [],
  };
  try {
    while (one.counts.kills < options.kills) await liveAndDie(one, momentAt(random, one.counts.kills));
    await liveToTheEnd(one);
    await judgeEnd(one);
    const { person, last } = one;
    const inDoubtAsked = last.rows.filter(({ type }) => type === 'call.doubted').length;
    const made = { tasks: person.orders, commands: person.acked.size, events: last.rows.length, inDoubtAsked };
    const effects = new Set(one.sink.deliveries.map(({ effect }) => effect)).size;
    const { happened, left } = person.settled;
    const settled = { settledHappened: happened, settledRunAgain: person.settled['run-again'], settledLeft: left };
    return {
      findings: one.findings,
      readyMs: one.readyMs,
      counts: { ...one.counts, ...made, effects, ...settled },
    };
  } finally {
    await sink.stop();
    closeSync(one.log);
  }
}

function start(one: Case, moment: Moment | null): Life {
  const { options, data, files, sink, person, findings, log } = one;
  const open = oracle.openItems(one.last.rows);
  const hear = (message: FromOffice): void => {
    if (message.kind === 'answer') return person.hear(message.commandId, message.answer);
    if (message.kind === 'events') return person.see(message.events);
    const items = message.snapshot.tasks.flatMap((task) => task.items);
    findings.add('lostItems', oracle.lostItems(open, items));
    person.meet(message.snapshot, (commandId, command) => life.say({ kind: 'command', commandId, command }));
    if (moment?.sign === 'stopping') setTimeout(() => life.say({ kind: 'stop' }), workMs);
  };
  const office = { data, files, sinkUrl: sink.url, afterSeq: person.lastSeq, bug: options.bug };
  const life = startLife({ program: options.program, office, moment, mostMs: mostLifeMs, log, hear });
  sink.onPhase = (phase) => life.sign(phase);
  return life;
}

/** Waits until a life is over and all it did outside has arrived, then looks at what it left. */
async function bury(one: Case, life: Life): Promise<'killed' | 'stopped' | 'died'> {
  const { how, readyMs } = await life.ended;
  await one.sink.quiet();
  one.person.lose();
  if (readyMs !== null) one.readyMs.push(readyMs);
  if (how === 'killed' && readyMs === null) one.counts.killsBeforeReady += 1;
  const look = lookAt(one.data, path.join(one.options.folder, 'look'));
  one.counts.integrityChecks += 1;
  if (look.integrity !== 'ok') one.findings.add('integrityFailures', [look.integrity]);
  one.findings.add('lostEvents', [
    ...oracle.gaps(look.rows),
    ...oracle.lostEvents(one.last.rows, look.rows),
    ...oracle.unkeptEvents(one.person.seen, look.rows),
  ]);
  one.findings.add('lostCommands', oracle.lostCommands(one.person.acked, look.commands));
  one.last = look;
  return how;
}

async function liveAndDie(one: Case, moment: Moment): Promise<void> {
  const { counts } = one;
  const how = await bury(one, start(one, moment));
  const { rows } = one.last;
  const calls = [...oracle.begunCalls(rows).keys()];
  one.doubts.push({ since: rows.length, calls });
  counts.inDoubt += calls.length;
  if (how === 'stopped' && moment.sign === 'stopping') counts.quietStops += 1;
  else {
    if (how !== 'killed') one.findings.add('crashes', [`life ${counts.kills + 1} ended by itself (${how})`]);
    counts.kills += 1;
    if (rows.length > one.person.lastSeq) counts.killsAfterCommit += 1;
    counts.openItemsAtKills += oracle.openItems(rows).size;
    one.options.onKill();
  }
}

async function liveToTheEnd(one: Case): Promise<void> {
  const { person, findings } = one;
  person.close();
  const life = start(one, null);
  const isDone = await Promise.race([person.atRest(stuckMs), life.ended.then(() => false)]);
  if (!isDone) findings.add('stuckRuns', ['the work did not end', ...person.unfinished()]);
  life.say({ kind: 'stop' });
  const how = await bury(one, life);
  if (how !== 'stopped') findings.add('crashes', [`the process did not stop as it was told (${how})`]);
}

async function judgeEnd(one: Case): Promise<void> {
  const { findings, sink, person, files } = one;
  const { rows } = one.last;
  for (const { since, calls } of one.doubts) {
    const posts = calls.filter((callId) => person.posts.has(callId));
    findings.add('inDoubtNotSurfaced', oracle.notSurfaced(since, posts, rows));
  }
  findings.add('inDoubtNotSurfaced', oracle.unsettled(sink.deliveries, rows));
  findings.add('selfAnswered', oracle.selfAnswered(rows, person.said));
  findings.add('effectsWithoutIntent', oracle.effectsWithoutIntent(sink.deliveries, rows));
  findings.add('duplicateEffects', oracle.duplicateEffects(sink.deliveries, new Set(['put'])));
  findings.add('missingEffects', oracle.missingEffects(whole(person.orders).flatMap(effectsOf), sink.deliveries));
  findings.add('missingEffects', await wrongLetters(files, whole(person.orders)));
  findings.add('memoryFailures', await checkMemory(one.data, person.orders, person.toldMemories));
  findings.add('complaints', person.complaints);
}

/** Orders that were done to the end. */
function whole(orders: number): number[] {
  return Array.from({ length: orders }, (_, index) => index + 1).filter((order) => !isStopped(order));
}

/** The letters the orders were to leave in the person's folder. */
async function wrongLetters(files: string, orders: readonly number[]): Promise<string[]> {
  const lines: string[] = [];
  for (const order of orders) {
    const letter = letterOf(order);
    const found = await readFile(path.join(files, letter.path), 'utf8').catch(() => null);
    if (found !== letter.content) lines.push(`${letter.path} is ${found === null ? 'missing' : 'not as written'}`);
  }
  return lines;
}
