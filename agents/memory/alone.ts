/** The team's memory without the engine: what the command line asks of it starts no task and takes up nothing that waits for the engine. */
import type { Answer } from '../domain/commands.ts';
import type { MemoryFile, ParsedMemory } from '../domain/memory-views.ts';
import { openStreams } from '../streams.ts';
import { startComparing } from './comparing.ts';
import { exportMemory, parseMemory } from './exchanging.ts';
import type { LearnDeps } from './learn.ts';
import { dispatchMemory, type MemoryCommand } from './person.ts';

export interface MemoryAlone {
  export(format: 'markdown' | 'json'): Promise<Answer<MemoryFile>>;
  parse(file: MemoryFile): Answer<ParsedMemory>;
  dispatch(
    commandId: string,
    command: Extract<MemoryCommand, { type: 'memory.import' }>,
  ): Promise<Answer<{ seq: number }>>;
  /** Reads what is new beside what is known, then closes the journal. */
  stop(): Promise<void>;
}

/** Contract: hold the folder's lock. The index is left as it is; it catches up at the engine's next start. */
export function openMemoryAlone(
  ports: Omit<LearnDeps, 'streams'> & {
    log: (line: string) => void;
  },
): MemoryAlone {
  const { journal } = ports;
  const streams = openStreams(journal, (records) =>
    comparing.notify(records.flatMap((record) => (record.type === 'memory.asserted' ? [record.data.memoryId] : []))),
  );
  const deps = { ...ports, streams };
  const comparing = startComparing(deps);
  return {
    export: (format) => exportMemory(deps, format),
    parse: (file) => parseMemory(deps, file),
    dispatch: (commandId, command) => dispatchMemory(deps, commandId, command),
    async stop() {
      await comparing.idle();
      await comparing.stop();
      streams.saveSnapshot();
      await journal.stop();
    },
  };
}
