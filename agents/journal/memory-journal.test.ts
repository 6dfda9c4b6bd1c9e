import { journalSuite } from './journal.suite.ts';
import { makeMemoryDisk, openMemoryBlobs, openMemoryJournal } from './memory-journal.ts';
import { blobsSuite } from './blobs.suite.ts';

journalSuite('memory', () => {
  const disk = makeMemoryDisk();
  return { open: () => openMemoryJournal(disk), remove: () => {} };
});

blobsSuite('memory', () => {
  const kept = new Map<string, Uint8Array>();
  return { open: async () => openMemoryBlobs(kept), remove: () => {} };
});
