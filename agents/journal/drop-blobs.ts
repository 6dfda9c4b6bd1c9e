/** Removes at once what only forgotten tasks name; the daily sweep would leave it for another day. */
import { setImmediate } from 'node:timers/promises';
import { blobsNamedBy } from '../domain/event-blobs.ts';
import type { BlobStore, Journal } from './journal.ts';

/**
 * The blobs that these tasks name and nobody else, each with the time of the newest event that does. `allTaskIds`: all there are, for no
 * other stream names one. Reads them all when the forgotten ones name any, between which other work goes on.
 */
export async function blobsOnlyOf(
  journal: Pick<Journal, 'readStream'>,
  taskIds: readonly string[],
  allTaskIds: Iterable<string>,
): Promise<Map<string, number>> {
  const only = new Map<string, number>();
  for (const taskId of taskIds)
    for (const record of journal.readStream(`task/${taskId}`))
      for (const hash of blobsNamedBy(record)) only.set(hash, Math.max(record.atMs, only.get(hash) ?? 0));
  const own = new Set(taskIds);
  for (const taskId of allTaskIds) {
    if (only.size === 0) break;
    if (own.has(taskId)) continue;
    await setImmediate();
    for (const record of journal.readStream(`task/${taskId}`))
      for (const hash of blobsNamedBy(record)) only.delete(hash);
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
