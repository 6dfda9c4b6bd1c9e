/** Another process holds the journal's write lock for a while, again and again. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sealed } from '../../../agents/domain/sealed.ts';
import { openFile, type Connection } from '../../../agents/journal/connection.ts';
import { openSqliteJournal } from '../../../agents/journal/sqlite.ts';
import { endChild, lineOf, startChild } from '../../lib/child.ts';
import { openOffice } from '../lib/office.ts';
import { finish, scriptedModel } from '../lib/script.ts';
import { endOf, makeMust, newTask, type Row, type Seen } from './row.ts';

const holder = path.join(import.meta.dirname, 'lock-holder.ts');

/** `timeoutMs`: how long a write waits for the lock; the product waits 5 s, here all is scaled down. */
function row(name: string, about: string, timeoutMs: number, heldMs: number, freeMs: number, times: number): Row {
  return {
    name: `busy ${name}`,
    about,
    isSlow: true,
    async run(): Promise<Seen> {
      const folder = await mkdtemp(path.join(tmpdir(), 'muster-busy-'));
      const file = path.join(folder, 'journal.db');
      const connections: Connection[] = [];
      const journal = openSqliteJournal({
        file,
        sealed,
        open: (name_, options) => {
          const db = openFile(name_, options);
          connections.push(db);
          return db;
        },
      });
      const say = ({ turn }: { turn: number }) => ({
        calls: [
          turn < 8
            ? (['set_plan', { lines: [{ text: `Step ${turn}`, state: 'todo' }] }] satisfies [string, unknown])
            : finish('All of it is done.'),
        ],
      });
      // Real time passes between two turns, so that holds fall into the middle of the work.
      const before = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));
      const office = await openOffice({ model: scriptedModel({ say, before }), tools: [], journal, calmMs: 15 });
      connections.at(-1)?.pragma(`busy_timeout = ${timeoutMs}`);
      const child = startChild(holder, [file, String(heldMs), String(freeMs), String(times)]);
      const ended = once(child, 'exit');
      try {
        await lineOf(child, /^held$/);
        let longestMs = 0;
        let lastMs = performance.now();
        const beat = setInterval(() => {
          longestMs = Math.max(longestMs, performance.now() - lastMs);
          lastMs = performance.now();
        }, 5);
        // A command that was refused is sent again, as a person would.
        while (
          !(await office.workforce.dispatch('create', newTask()).then(
            ({ ok }) => ok,
            () => false,
          ))
        )
          continue;
        await office.goOn(office.isAtRest, 2_000);
        clearInterval(beat);
        await ended;
        const { wrong, must } = makeMust();
        const [task] = office.tasks();
        must(endOf(task) === 'completed', `it ended as ${endOf(task)}`);
        must(longestMs <= timeoutMs + 400, `it stood still for ${Math.round(longestMs)} ms`);
        const records = office.records();
        must(
          records.every((record, index) => record.seq === index + 1),
          'events are missing',
        );
        must(task?.turns?.length === 10, `${task?.turns?.length} turns are kept`);
        await office.stop();
        const again = openSqliteJournal({ file, sealed });
        must(again.lastSeq() === records.length, `${records.length - again.lastSeq()} events were lost`);
        await again.stop();
        return { seen: `all ${records.length} events kept, at most ${Math.round(longestMs)} ms of standstill`, wrong };
      } finally {
        await endChild(child);
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

export const busyRows: readonly Row[] = [
  row('short', 'another process holds the lock for less than a write waits', 1_000, 250, 40, 6),
  row('long', 'another process holds the lock for longer than a write waits', 200, 900, 150, 4),
];
