/**
 * Muster's streams as a contender of the throughput bench: each event is decided, sealed, journaled, folded and published, and `due`
 * says what comes next. `node … <load as JSON>`; prints one JSON line.
 */
import { sealed } from '../../agents/domain/sealed.ts';
import { openFile, type Connection } from '../../agents/journal/connection.ts';
import { openSqliteJournal } from '../../agents/journal/sqlite.ts';
import { openStreams } from '../../agents/streams.ts';
import { streamRunner } from './stream-run.ts';
import { carry, inParallel, loadAsked, resultBytes } from './throughput-load.mjs';

const load = loadAsked();
const stepMs: number[] = [];
let connection: Connection | null = null;
const journal = openSqliteJournal({
  file: load.file,
  sealed,
  open: (file, options) => (connection = openFile(file, options)),
});
let published = 0;
const streams = openStreams(journal, (records) => void (published += records.length));
const carryRun = streamRunner({ streams, ...load, onStep: (ms) => void stepMs.push(ms) });

await carry(load, {
  stepMs,
  carryRuns: (first, count) => inParallel(first, count, load.concurrency, carryRun),
  stored() {
    let found = 0;
    for (const record of journal.readAll(0))
      if (record.type === 'call.succeeded' && record.data.content.length >= resultBytes) found += 1;
    if (published !== journal.lastSeq()) throw new Error(`${published} of ${journal.lastSeq()} events were published`);
    return found;
  },
  synchronous: () => connection?.pragma('synchronous', { simple: true }),
});
await journal.stop();
