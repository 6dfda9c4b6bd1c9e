/** The team's memory without the work: what the command line asks of it starts no task. */
import type { EventRecord } from '../domain/events.ts';
import type { Journal } from '../journal/journal.ts';
import type { Clock, MakeId } from '../lib/clock.ts';
import { openStreams, type Streams } from '../streams.ts';
import type { MemoryIndex } from './memory.ts';
import { makeTeamMemory, type TeamMemory } from './team-memory.ts';

export interface MemoryAlone {
  memory: TeamMemory;
  streams: Streams;
  /** Ends what is in flight, then closes the index and the journal. */
  stop(): Promise<void>;
}

/** Contract: hold the folder's lock. `index: null` = it is left as it is, and catches up at the next start. */
export function openMemoryAlone(ports: {
  journal: Journal;
  index: MemoryIndex | null;
  clock: Clock;
  makeId: MakeId;
  log: (line: string) => void;
}): MemoryAlone {
  const { journal } = ports;
  const streams = openStreams(journal, (records: readonly EventRecord[]) => memory.notify(records));
  const memory = makeTeamMemory({ ...ports, streams });
  return {
    memory,
    streams,
    async stop() {
      await memory.idle();
      await memory.stop();
      streams.saveSnapshot();
      await journal.stop();
    },
  };
}
