/** Removes at once what only forgotten tasks name; the daily sweep would leave it for another day. */
import { setImmediate } from 'node:timers/promises';
import { blobsNamedBy } from '../domain/event-blobs.ts';
import type { BlobStore, Journal } from './journal.ts';

const pageRecords = 200;

/**
 * The blobs that these tasks name and nobody else, each with the time of the newest event that does.
 * Reads the whole journal when they name any, in pages between which other work goes on.
 */
export async function blobsOnlyOf(
  journal: Pick<Journal, 'readAll' | 'readStream'>,
  taskIds: readonly string[],
): Promise<Map<string, number>> {
  const only = new Map<string, number>();
  for (const taskId of taskIds)
    for (const record of journal.readStream(`task/${taskId}`))
      for (const hash of blobsNamedBy(record)) only.set(hash, Math.max(record.atMs, only.get(hash) ?? 0));
  const own = new Set(taskIds.map((taskId) => `task/${taskId}`));
  for (let seq = 0; only.size > 0;) {
    const records = [...journal.readAll(seq, pageRecords)];
    for (const record of records)
      if (!own.has(record.stream)) for (const hash of blobsNamedBy(record)) only.delete(hash);
    if (records.length < pageRecords) break;
    seq = records.at(-1)?.seq ?? seq;
    await setImmediate();
  }
  return only;
}

/**
 * Removes blobs and returns those that stay: stored again since the event that named them, so another task may be about to name them.
 * The daily sweep takes them if none does.
 */
export async function dropBlobs(blobs: BlobStore, named: ReadonlyMap<string, number>): Promise<string[]> {
  const stay: string[] = [];
  for (const [hash, namedAtMs] of named)
    if (!(await blobs.removeOlder(hash, namedAtMs + 1)) && (await blobs.get(hash)) !== null) stay.push(hash);
  return stay;
}
