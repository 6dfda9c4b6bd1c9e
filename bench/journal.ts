/** Durable appends of intent and outcome: the journal as it is, against the same journal with one commit per event. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewEvent, StreamName } from '../agents/domain/events.ts';
import { sealed } from '../agents/domain/sealed.ts';
import type { Journal } from '../agents/journal/journal.ts';
import { openSqliteJournal } from '../agents/journal/sqlite.ts';
import { count, readArgs } from './lib/args.ts';
import type { Bench } from './lib/bench.ts';
import { median, rssMb, round, spread } from './lib/stats.ts';

const ratioBar = 5;
const contentBytes = 300;

interface Pass {
  pairsPerSecond: number;
  /** From the call of an append to its durable answer. */
  appendMs: number[];
  cpuSeconds: number;
}

/** One pair of real events; the outcome's 300 bytes of text are sealed. */
function pair(stream: number, index: number): [NewEvent, NewEvent] {
  const ids = { runId: `r_${stream}`, callId: `k_${stream}_${index}` };
  const content = `${stream} ${index} `.padEnd(
    contentBytes,
    'The renewal of the contract is due in the third quarter. ',
  );
  return [
    { type: 'call.begun', data: { ...ids, key: `${ids.runId}/${ids.callId}`, hash: 'f'.repeat(64), before: null } },
    {
      type: 'call.succeeded',
      data: {
        ...ids,
        content,
        blob: null,
        bytes: contentBytes,
        summary: 'Read contract.md',
        labels: { tainted: false, private: false, from: [] },
        change: null,
        durationMs: 3,
      },
    },
  ];
}

/** Lets one append be under way at a time, so that every event gets a commit of its own. */
function oneByOne(journal: Journal): Journal['append'] {
  let last: Promise<unknown> = Promise.resolve();
  return (...args) => {
    const next = last.then(() => journal.append(...args));
    last = next;
    return next;
  };
}

async function measure(folder: string, streams: number, pairs: number, isGrouped: boolean): Promise<Pass> {
  const file = join(folder, 'journal.db');
  const journal = openSqliteJournal({ file, sealed });
  const append: Journal['append'] = isGrouped ? (...args) => journal.append(...args) : oneByOne(journal);
  const appendMs: number[] = [];
  const work = async (number: number): Promise<void> => {
    const stream: StreamName = `task/t_${String(number).padStart(16, '0')}`;
    let version = 0;
    for (let index = 0; index < pairs; index += 1) {
      for (const event of pair(number, index)) {
        const from = performance.now();
        const result = await append(stream, version, [event], {
          actor: 'engine',
          atMs: 1_700_000_000_000 + index,
          commandId: null,
        });
        appendMs.push(performance.now() - from);
        if (!result.ok) throw new Error('the journal refused an append nobody raced');
        version += 1;
      }
    }
  };
  const cpu = process.cpuUsage();
  const from = performance.now();
  await Promise.all(Array.from({ length: streams }, (_, number) => work(number)));
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  if (journal.lastSeq() !== streams * pairs * 2) throw new Error('events are missing from the journal');
  await journal.stop();
  return { pairsPerSecond: (streams * pairs) / seconds, appendMs, cpuSeconds: (user + system) / 1_000_000 };
}

export const journalBench: Bench = {
  name: 'journal',
  about: 'durable pairs a second',
  async run(args, progress) {
    const flags = readArgs(args);
    const streams = count(flags, 'streams', 50);
    const pairs = count(flags, 'pairs', 300);
    const rounds = count(flags, 'rounds', 5);
    const root = mkdtempSync(join(flags.get('folder') ?? tmpdir(), 'muster-bench-'));
    const grouped: Pass[] = [];
    const single: Pass[] = [];
    let dbMb = 0;
    try {
      await measure(join(root, 'warm'), streams, Math.ceil(pairs / 10), true);
      // In turn, so that a busy moment of the machine falls on both.
      for (let round_ = 1; round_ <= rounds; round_ += 1) {
        const one = await measure(join(root, `single-${round_}`), streams, Math.ceil(pairs / 3), false);
        const many = await measure(join(root, `group-${round_}`), streams, pairs, true);
        single.push(one);
        grouped.push(many);
        dbMb = statSync(join(root, `group-${round_}`, 'journal.db')).size / 1024 / 1024;
        progress(
          `round ${round_} of ${rounds}: ${Math.round(many.pairsPerSecond)} pairs/s grouped, ${Math.round(one.pairsPerSecond)} with a commit per event`,
        );
      }
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
    const groupedPairsPerSecond = median(grouped.map((pass) => pass.pairsPerSecond));
    const singlePairsPerSecond = median(single.map((pass) => pass.pairsPerSecond));
    const ratio = median(
      grouped.map((pass, index) => pass.pairsPerSecond / (single[index]?.pairsPerSecond ?? Number.NaN)),
    );
    return {
      pass: ratio >= ratioBar,
      figures: {
        ratio: round(ratio),
        groupedPairsPerSecond: Math.round(groupedPairsPerSecond),
        singlePairsPerSecond: Math.round(singlePairsPerSecond),
        ...spread(
          'groupedAppend',
          grouped.flatMap((pass) => pass.appendMs),
        ),
        ...spread(
          'singleAppend',
          single.flatMap((pass) => pass.appendMs),
        ),
        streams,
        pairsPerStream: pairs,
        contentBytes,
        rounds,
        groupedCpuSeconds: round(median(grouped.map((pass) => pass.cpuSeconds))),
        dbMb: round(dbMb, 1),
        rssMb: rssMb(),
      },
      bar: { ratio: ratioBar },
    };
  },
};
