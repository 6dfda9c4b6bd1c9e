/** Fills an index and tells how far it is, until it is killed. `node half.mjs <data folder>` */
import { startIndexer } from '../../../agents/memory/indexer.ts';
import { openLanceIndex } from '../../../agents/memory/lance.ts';
import { foldMemory } from '../../../agents/streams.ts';
import { indexFolder, openBoardJournal } from './board.ts';

const data = process.argv[2] ?? '';
const journal = openBoardJournal(data);
const index = await openLanceIndex(indexFolder(data));
const log = (line: string): void => void process.stderr.write(`${line}\n`);
let batches = 0;
const told = {
  appliedSeq: () => index.appliedSeq(),
  clear: () => index.clear(),
  async apply(...[rows, appliedSeq]: Parameters<typeof index.apply>) {
    // Said when the rows are on their way and nobody knows yet how far they come.
    process.stdout.write(`batch ${(batches += 1)}\n`);
    await index.apply(rows, appliedSeq);
  },
};
const indexer = startIndexer({ journal, streams: foldMemory(journal), index: told, log, maxBatch: 250 });
await indexer.caughtUp(journal.lastSeq());
process.stdout.write('whole\n');
