/** The n-th write or read fails and the next ones with it, then the disk heals: the real SQLite journal and blob store. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { sealed } from '../../../agents/domain/sealed.ts';
import { openBlobs, type WriteFile } from '../../../agents/journal/blobs.ts';
import { openFile, type OpenFile } from '../../../agents/journal/connection.ts';
import { openSqliteJournal } from '../../../agents/journal/sqlite.ts';
import { foldTask } from '../../../agents/streams.ts';
import type { FakeTool } from '../lib/fake-tools.ts';
import { openOffice } from '../lib/office.ts';
import { finish, scriptedModel, type Said } from '../lib/script.ts';
import { allowAll, makeMust, newTask, type Row, type Seen } from './row.ts';

/** How long the trouble lasts, in reads and writes. */
const span = 4;

/** Says before each read or write whether it fails. */
interface Plan {
  /** @throws the fault */
  op(): void;
  ops: number;
  struck: number;
}

function makePlan(at: number, fault: () => Error): Plan {
  const plan: Plan = {
    ops: 0,
    struck: 0,
    op() {
      plan.ops += 1;
      if (plan.ops < at || plan.ops >= at + span) return;
      plan.struck += 1;
      throw fault();
    },
  };
  return plan;
}

/** Each statement asks the plan before it is run; statements that end a broken transaction are let through. */
function faultyOpen(plan: () => Plan | null): OpenFile {
  return (file, options) => {
    const db = openFile(file, options);
    const prepare = db.prepare.bind(db);
    db.prepare = ((sql: string) => {
      const statement = prepare(sql);
      if (sql === 'ROLLBACK') return statement;
      for (const name of ['run', 'get', 'all'] as const) {
        const real = statement[name].bind(statement) as (...args: unknown[]) => unknown;
        Object.assign(statement, {
          [name]: (...args: unknown[]): unknown => {
            plan()?.op();
            return real(...args);
          },
        });
      }
      return statement;
    }) as typeof db.prepare;
    return db;
  };
}

/** A result too long for an event, so that it goes to a blob. */
const long = 'A line of text. '.repeat(1_000);
const script: Said[] = [
  { calls: [['look', { what: 'the inbox' }]] },
  { calls: [['send', { what: 'a letter' }]] },
  { calls: [['put', { what: 'a.md', text: 'A' }]] },
];

interface End {
  state: string;
  acts: string[];
  sawTrouble: boolean;
  isWell: boolean;
  wrong: string[];
  ops: number;
  struck: number;
}

async function run(where: 'journal' | 'blobs', at: number, fault: () => Error): Promise<End> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-disk-'));
  const file = path.join(folder, 'journal.db');
  let plan: Plan | null = null;
  const planned = makePlan(at, fault);
  const write: WriteFile = async (name, bytes) => {
    if (where === 'blobs') plan?.op();
    await writeFile(name, bytes, { flag: 'wx' });
  };
  const journal = openSqliteJournal({ file, sealed, open: where === 'journal' ? faultyOpen(() => plan) : openFile });
  const sent = new Set<string>();
  /** How often the engine asked the world what had become of a call. */
  let questions = 0;
  const tools: FakeTool[] = [
    { name: 'look', perform: () => long },
    {
      name: 'send',
      effect: 'egress',
      idempotent: 'no',
      doubt: 'query',
      perform: (_args, { key }) => (sent.add(key), 'Sent.'),
      query(_args, { key }) {
        questions += 1;
        return sent.has(key) ? { content: 'Sent.', summary: 'send: a letter' } : 'did-not-happen';
      },
    },
    {
      name: 'put',
      writes: true,
      doubt: 'query',
      perform: () => 'Written.',
      query() {
        questions += 1;
        const isThere = [...office.sink.files.values()].includes('A');
        return isThere ? { content: 'Written.', summary: 'Wrote a.md' } : 'did-not-happen';
      },
    },
  ];
  const say = ({ turn }: { turn: number }): Said => script[turn] ?? { calls: [finish('All of it is done.')] };
  const office = await openOffice({
    model: scriptedModel({ say }),
    tools,
    journal,
    blobs: await openBlobs(path.join(folder, 'blobs'), { write }),
  });
  try {
    await office.send(allowAll);
    const watch = watchHealth(office.workforce);
    plan = planned;
    // A command that was refused is sent again, as a person would.
    let isRefused = false;
    while (
      !(await office.workforce.dispatch('create', newTask()).then(
        ({ ok }) => ok,
        () => false,
      ))
    )
      isRefused = true;
    const isOver = await office.goOn(office.isAtRest, 300);
    plan = null;
    await office.settled();
    const health = watch.stop();
    const { wrong, must } = makeMust();
    must(isOver, 'it did not come to rest by itself');
    const isHandled = isRefused || questions > 0 || office.records().some((record) => record.type === 'call.retrying');
    must(planned.struck === 0 || health.sawTrouble || isHandled, 'nobody was told of the trouble');
    const acts = office.sink.acts.map((act) => act.tool);
    must(
      acts.filter((tool) => tool === 'send').length === 1,
      `sent ${acts.filter((tool) => tool === 'send').length} times`,
    );
    const shown = office.tasks().find((task) => task.id === 't_1');
    await office.stop();
    const again = openSqliteJournal({ file, sealed });
    must(JSON.stringify(foldTask(again, 't_1')) === JSON.stringify(shown), 'the board was not what the disk says');
    await again.stop();
    const db = openFile(file, { readonly: true, fileMustExist: true });
    must(db.pragma('integrity_check', { simple: true }) === 'ok', 'the file is damaged');
    db.close();
    const calls = shown?.turns?.flatMap((turn) =>
      turn.calls.map((call) => `${call.tool} ${call.state} ${call.content?.slice(0, 40)}`),
    );
    const state = JSON.stringify([shown?.status, shown?.summary, shown?.verdict, shown?.items.length, calls]);
    return { state, acts, ...health, wrong, ops: planned.ops, struck: planned.struck };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads the health as a person's board does. */
function watchHealth(workforce: Awaited<ReturnType<typeof openOffice>>['workforce']): {
  stop(): { sawTrouble: boolean; isWell: boolean };
} {
  const abort = new AbortController();
  let [sawTrouble, isWell] = [false, true];
  const read = async (): Promise<void> => {
    for await (const part of workforce.subscribe(null, abort.signal)) {
      if (part.kind !== 'health') continue;
      isWell = part.health.trouble === null;
      sawTrouble ||= !isWell;
    }
  };
  void read().catch(() => undefined);
  return { stop: () => (abort.abort(), { sawTrouble, isWell }) };
}

function sqliteFault(code: string): () => Error {
  return () => new Database.SqliteError(`simulated ${code}`, code);
}

function systemFault(code: string): () => Error {
  return () => Object.assign(new Error(`${code}: simulated, write`), { code, syscall: 'write' });
}

function row(where: 'journal' | 'blobs', code: string, fault: () => Error, step: number): Row {
  return {
    name: `disk ${where} ${code}`,
    about: `from the n-th on ${span} reads and writes fail, for each ${step === 1 ? 'n' : `${step}rd n`}`,
    isSlow: true,
    async run(): Promise<Seen> {
      const whole = await run(where, Infinity, fault);
      const wrong = whole.wrong.map((what) => `without a fault: ${what}`);
      let points = 0;
      let told = 0;
      for (let at = 1; at <= whole.ops; at += step) {
        const end = await run(where, at, fault);
        points += 1;
        if (end.sawTrouble) told += 1;
        const found = [...end.wrong];
        if (end.state !== whole.state) found.push(`it ended otherwise: ${end.state}`);
        if (!end.isWell) found.push('the trouble is still shown');
        wrong.push(...found.map((what) => `n = ${at}: ${what}`));
      }
      if (points === 0) wrong.push('nothing was read or written, so nothing was proved');
      return {
        seen: `${points} points, trouble shown at ${told}`,
        wrong,
        figures: { diskPoints: points, diskTold: told },
      };
    },
  };
}

export const diskRows: readonly Row[] = [
  row('journal', 'SQLITE_IOERR_WRITE', sqliteFault('SQLITE_IOERR_WRITE'), 1),
  row('journal', 'SQLITE_FULL', sqliteFault('SQLITE_FULL'), 3),
  row('journal', 'SQLITE_CANTOPEN', sqliteFault('SQLITE_CANTOPEN'), 3),
  ...['EIO', 'ENOSPC', 'EACCES', 'EMFILE'].map((code) => row('blobs', code, systemFault(code), 1)),
];
