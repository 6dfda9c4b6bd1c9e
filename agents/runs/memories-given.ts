/** Which memories a result may cite: those its makers were shown. */
import type { Turn } from '../domain/task.ts';

/** Where transcripts are read. */
export interface Transcripts {
  /** The turns of all attempts at a task, also of one that is at rest. */
  transcriptOf(taskId: string): readonly Turn[];
  partsOf(taskId: string): readonly string[];
}

/**
 * Ids of the memories a task was given, with its turns or by its own recalls. What a part was given counts for the whole, whose
 * result its files are a part of; earlier attempts count as well, for a new one goes on with the files they left.
 */
export function memoriesGiven(taskId: string, { transcriptOf, partsOf }: Transcripts): Set<string> {
  const own = transcriptOf(taskId).flatMap((turn) => [...turn.recalledIds, ...turn.calls.flatMap(recalledBy)]);
  const below = partsOf(taskId).flatMap((id) => [...memoriesGiven(id, { transcriptOf, partsOf })]);
  return new Set([...own, ...below]);
}

function recalledBy({ tool, labels }: Turn['calls'][number]): string[] {
  if (tool !== 'recall') return [];
  return (labels?.from ?? []).flatMap((source) => (source.startsWith('memory/') ? source.slice('memory/'.length) : []));
}
