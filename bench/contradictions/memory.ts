/** The product's own memory on a journal in this process: what a pair came to is read from its cards and events, never from a function beside it. */
import type { EventRecord } from '../../agents/domain/events.ts';
import { openMemoryJournal } from '../../agents/journal/memory-journal.ts';
import { makeTeamMemory, type MemoryNote, type TeamMemory } from '../../agents/memory/team-memory.ts';
import { openStreams, type Streams } from '../../agents/streams.ts';

export interface Office {
  memory: TeamMemory;
  streams: Streams;
  /** All that was committed, in order. */
  events: EventRecord[];
  /** Remembers and waits until it has been read beside what is known; resolves to the memory's id. */
  say(note: Said): Promise<string>;
}

/** A statement; what is left out is not known. */
export interface Said extends Pick<MemoryNote, 'subject' | 'text'> {
  question?: string | null;
  value?: string | null;
  cardinality?: MemoryNote['cardinality'];
  validFromMs?: number | null;
  /** A narrower place it holds in; null = it holds for the team. */
  scope?: string | null;
  supersedes?: readonly string[];
}

const nowMs = Date.UTC(2027, 5, 1);

export function openOffice(): Office {
  const events: EventRecord[] = [];
  let memory: TeamMemory | null = null;
  const faults: string[] = [];
  let made = 0;
  const journal = openMemoryJournal();
  const streams = openStreams(journal, (records) => {
    events.push(...records);
    memory?.notify(records);
  });
  let tick = nowMs;
  const opened = makeTeamMemory({
    journal,
    streams,
    index: null,
    clock: { now: () => (tick += 1_000), uptime: () => tick, after: () => () => undefined },
    makeId: (prefix) => `${prefix}_${(made += 1)}`,
    log: (line) => void faults.push(line),
  });
  memory = opened;
  return {
    memory: opened,
    streams,
    events,
    async say({ scope = null, subject, text, ...said }) {
      const note: MemoryNote = {
        kind: 'fact',
        subject,
        text,
        question: said.question ?? null,
        value: said.value ?? null,
        cardinality: said.cardinality ?? 'one',
        // The product narrows by whose a memory is: what holds in one place only is kept for one task only.
        for: scope === null ? 'team' : 'task',
        validFromMs: said.validFromMs ?? null,
        source: null,
        quote: null,
        supersedes: said.supersedes ?? [],
      };
      const taskId = `t_${(scope ?? 'team').replaceAll(/\W+/g, '-')}`;
      const answer = await opened.remember(note, {
        scope: { taskId, runId: 'r_1', teammateId: 'tm_1' },
        key: `k${(made += 1)}`,
      });
      if (!answer.ok) throw new Error(`“${text}” was not remembered: ${answer.error.message}`);
      await opened.idle();
      if (faults.length > 0) throw new Error(faults[0]);
      return answer.value.memoryId;
    },
  };
}
