import { journalSuite } from './journal.suite.ts';
import { makeMemoryBlobs, makeMemoryDisk, openMemoryBlobs, openMemoryJournal } from './memory-journal.ts';
import { blobsSuite } from './blobs.suite.ts';

journalSuite('memory', () => {
  const disk = makeMemoryDisk();
  return { open: () => openMemoryJournal(disk), remove: () => {} };
});

blobsSuite('memory', () => {
  const kept = makeMemoryBlobs();
  return { open: async (clock) => openMemoryBlobs(kept, clock), remove: () => {} };
});
