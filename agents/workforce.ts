import type { Answer, Command } from './domain/commands.ts';
import type { EventRecord } from './domain/events.ts';
import type { ArtifactView, Feed, FolderReport, LivePart, Snapshot } from './contract.ts';
import type { Blobs, Journal } from './journal/journal.ts';
import type { Clock, MakeId } from './lib/clock.ts';
import type { MemoryIndex } from './memory/memory.ts';
import type { Model } from './models/model.ts';
import type { TaskState } from './domain/task.ts';

/** Everything the engine needs of the world. Hosts build it; tests pass fakes. */
export interface WorkforcePorts {
  journal: Journal;
  blobs: Blobs;
  /** null = memory could not be opened; the reason is told to the person, work goes on without recall. */
  memory: MemoryIndex | null;
  /** The model for a new turn. Asked each time, so that a key entered while Muster runs is used at once. */
  model: (practice: boolean) => Model;
  /** True when a key or endpoint is set: new runs are live unless the person chose practice. */
  isLive: () => boolean;
  clock: Clock;
  makeId: MakeId;
  /** Absolute folder under which each task gets its work folder. */
  workspaces: string;
  /** The sample office folder the example task works on. */
  exampleFolder: string;
  /** Role files as found on disk, defaults included: file name and text. */
  roles: { file: string; markdown: string }[];
  /** One line for the log; never a secret, never a task's text. */
  log: (line: string) => void;
}

/** A running engine. */
export interface Workforce {
  /** Commits a command of a person. Contract: never throws on bad input, that is a refusal. */
  dispatch(commandId: string, command: Command): Promise<Answer<{ seq: number }>>;
  snapshot(): Snapshot;
  /** Snapshot first when `afterSeq` is null, then batches of at most 200 events in seq order, until the signal aborts. */
  subscribe(afterSeq: number | null, signal: AbortSignal): AsyncIterable<Feed>;
  /** Live text of the named tasks, at most ten batches a second. */
  live(taskIds: readonly string[], signal: AbortSignal): AsyncIterable<LivePart[]>;
  task(taskId: string): Answer<{ task: TaskState; seq: number }>;
  record(taskId: string, afterVersion: number, limit: number): Answer<{ events: EventRecord[] }>;
  artifact(taskId: string, path: string): Promise<Answer<ArtifactView>>;
  callResult(taskId: string, callId: string): Promise<Answer<{ text: string }>>;
  folder(path: string): Promise<Answer<FolderReport>>;
  /** Problems found at start (a bad role file, memory not to be had), one sentence each. */
  problems(): string[];
  /** Resolves when nothing is in flight: for tests and a quiet quit. */
  idle(): Promise<void>;
  /** Begins nothing new, ends what is in flight, closes the ports. Work goes on at the next start. */
  stop(): Promise<void>;
}

export async function openWorkforce(_ports: WorkforcePorts): Promise<Workforce> {
  throw new Error('being written');
}
