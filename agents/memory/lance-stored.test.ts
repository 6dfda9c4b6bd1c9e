/** The same suite, with each row stored before it is asked for: the table answers, not what waits to be stored. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openLanceIndex } from './lance.ts';
import { memorySuite } from './memory.suite.ts';
import type { MemoryIndex } from './memory.ts';

const folder = mkdtempSync(join(tmpdir(), 'muster-memory-stored-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

memorySuite('lance, stored', async (embedding) =>
  storing(await openLanceIndex(join(folder, String((made += 1))), embedding && { embedding })),
);

function storing(index: MemoryIndex): MemoryIndex {
  return {
    apply: async (rows, seq) => {
      await index.apply(rows, seq);
      await index.settled();
    },
    appliedSeq: () => index.appliedSeq(),
    recall: (query) => index.recall(query),
    count: () => index.count(),
    clear: () => index.clear(),
    purge: (ids) => index.purge(ids),
    embedWith: (embedding) => index.embedWith(embedding),
    progress: () => index.progress(),
    settled: () => index.settled(),
    stop: () => index.stop(),
  };
}
