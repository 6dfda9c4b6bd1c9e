/**
 * The contract between the hosts' engine and every client: read it as the product's table of contents.
 * Commands, queries, one subscription with snapshot first, live text. All inbound bodies are validated by these schemas.
 */
import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import { Command, type Answer } from './domain/commands.ts';
import type { EventRecord } from './domain/events.ts';
import type { Knowledge } from './domain/knowledge.ts';
import type {
  ErasurePreview,
  KnowledgePage,
  MemoryDetail,
  MemoryFile,
  MemoryView,
  ParsedMemory,
  WeekView,
} from './domain/memory-views.ts';
import { ErasureScope } from './domain/memory.ts';
import type { Spend, WorkspaceState } from './domain/project.ts';
import { Id } from './domain/schema.ts';
import type { TaskState } from './domain/task.ts';
import type { Profile, TeammateState } from './domain/teammate.ts';
import type { Ranked, SuggestedPlan, TeammateDetail } from './domain/team-views.ts';

/**
 * Moves with every change of the wire, in either direction; a test hashes the schemas and fails until it does.
 * 1: the first. 2: work that is held, stale, waiting or handed on; health; caps on depth and fan-out; priorities.
 * 3: what the team knows: teaching, conflicts, forgetting, working notes.
 * 4: a team: breakdowns, routing, colleagues' words, reviews, confidence, stepping in, teammates made and changed in the app.
 */
export const PROTOCOL_VERSION = 4;

/** Everything a client needs to draw the board; tasks come as cards (`turns: null`). `seq` is where events go on. */
export interface Snapshot {
  seq: number;
  tasks: TaskState[];
  teammates: TeammateState[];
  workspace: WorkspaceState;
  spend: Spend;
  knowledge: Knowledge;
}

/** What keeps work waiting just now. Never history: it is told anew after each start and each change. */
export interface Health {
  /** Why nothing can be saved; null = all is well. Work waits and goes on by itself. */
  trouble: { code: string; message: string; sinceMs: number } | null;
  /** Services left alone for a while after failing again and again. */
  resting: { lane: string; untilMs: number; why: string }[];
  /** Tasks that could work and wait: for a free place, for a service that rests, for its rate limit. */
  waiting: { taskId: string; why: 'place' | 'service' | 'rate'; untilMs: number | null }[];
}

/** What the subscription yields: first a snapshot (or nothing but events after a resume), then events in `seq` order; health when it changes. */
export type Feed =
  | { kind: 'snapshot'; snapshot: Snapshot }
  | { kind: 'events'; events: EventRecord[] }
  | { kind: 'health'; health: Health };

/** Text as it is written, coalesced to at most ten parts a second; may be dropped, the durable event replaces it. */
export interface LivePart {
  taskId: string;
  runId: string;
  turn: number;
  /** All text of the turn so far. */
  text: string;
}

/** What the host is set up with. Never a key. */
export interface Setup {
  version: string;
  protocol: number;
  host: 'desktop' | 'web' | 'terminal';
  platform: string;
  dataFolder: string;
  /** `live` = a key or an endpoint is set. */
  model: {
    mode: 'practice' | 'live';
    endpoint: string;
    /** Where the key comes from; null = none. */
    keySource: 'environment' | 'settings' | null;
    /** Last four characters, for recognition. */
    keyHint: string | null;
    /** Where a key is kept: the platform's own store, or a file only the person can read, which is not encrypted. */
    keyStore: 'system' | 'file';
    knownModels: string[];
  };
  /** How the team's memory is found by likeness, not by words alone. */
  search: {
    kind: SearchKind;
    /** Where sentences are sent; null = nowhere. */
    endpoint: string | null;
    model: string | null;
    keySource: 'environment' | 'settings' | null;
    keyHint: string | null;
    /** The only address there is, when the environment gives one. */
    givenEndpoint: string | null;
    /** Private memories are sent to an address that is not on this computer. */
    privateMayLeave: boolean;
    /** Where the host looks for what the person installed. */
    transformersFolder: string;
    /** Why it is not as it was chosen just now, and what to do; null = all is well. */
    problem: string | null;
    /** A change is under way: so many memories are ready for it. */
    progress: { done: number; total: number } | null;
  };
  exampleFolder: string;
  /** Things that are wrong and how to mend them, one sentence each. */
  problems: string[];
}

/** What can be said of a folder before work starts in it. */
export interface FolderReport {
  path: string;
  files: number;
  bytes: number;
  /** Files no teammate can read (binary or too large), at most twenty. */
  unreadable: { path: string; why: string }[];
}

/** A deliverable as shown: its text when it is text, else only its facts. */
export interface ArtifactView {
  path: string;
  absolutePath: string;
  bytes: number;
  sha256: string;
  /** Whole text up to 512 KB; null = not text. */
  text: string | null;
}

/** The outcome of a real request made with a key. */
export type KeyCheck =
  | { ok: true; model: string }
  | { ok: false; code: 'key' | 'unreachable' | 'busy' | 'other'; message: string };

/** The outcome of a real request for a vector: how many numbers it has. */
export type SearchCheck = { ok: true; dim: number } | { ok: false; message: string };

export const SearchKind = z.enum(['built-in', 'openai', 'voyage', 'ollama', 'transformers']);
export type SearchKind = z.infer<typeof SearchKind>;

const Address = z.url({ protocol: /^https?$/ }).max(500);
const ModelName = z.string().trim().min(1).max(120);
/** null = keep the one that is set. */
const KeptKey = z.string().trim().min(1).max(400).nullable();

const KeyInput = z.strictObject({
  key: KeptKey,
  /** null = Anthropic's own address. */
  endpoint: Address.nullable(),
  model: ModelName.nullable(),
});

/** A file of memories is read whole. */
const maxFileChars = 5_000_000;

const SearchService = z.strictObject({
  kind: SearchKind.extract(['openai', 'voyage', 'ollama']),
  endpoint: Address,
  model: ModelName,
  key: KeptKey,
});
const SearchOnDisk = z.strictObject({ kind: SearchKind.extract(['transformers']), model: ModelName });
const SearchInput = z.discriminatedUnion('kind', [SearchService, SearchOnDisk]);
export type SearchInput = z.infer<typeof SearchInput>;

/** As `SearchCheck` told it. */
const dim = z.number().int().min(1).max(16_384);
const SearchWish = z.discriminatedUnion('kind', [
  z.strictObject({ kind: SearchKind.extract(['built-in']) }),
  SearchService.extend({ dim, privateMayLeave: z.boolean() }),
  SearchOnDisk.extend({ dim }),
]);
export type SearchWish = z.infer<typeof SearchWish>;

export const contract = {
  /** Commits a command. An ack means intent committed, nothing more; a repeated `commandId` gets the first answer. */
  dispatch: oc.input(z.strictObject({ commandId: Id, command: Command })).output(type<Answer<{ seq: number }>>()),
  /** Snapshot, then events. `afterSeq: null` = from a snapshot; a number resumes after that event. */
  subscribe: oc
    .input(z.strictObject({ protocol: z.number().int(), afterSeq: z.number().int().nonnegative().nullable() }))
    .output(type<AsyncIterator<Feed, void, void>>()),
  /** Live text of the named tasks. */
  live: oc
    .input(z.strictObject({ taskIds: z.array(Id).max(200) }))
    .output(type<AsyncIterator<LivePart[], void, void>>()),
  query: {
    /** One task whole, with its transcript, and the seq it stands at. */
    task: oc.input(z.strictObject({ taskId: Id })).output(type<Answer<{ task: TaskState; seq: number }>>()),
    /** The full record: events of one task in order. */
    record: oc
      .input(
        z.strictObject({
          taskId: Id,
          afterVersion: z.number().int().nonnegative(),
          limit: z.number().int().min(1).max(1000),
        }),
      )
      .output(type<Answer<{ events: EventRecord[] }>>()),
    artifact: oc
      .input(z.strictObject({ taskId: Id, path: z.string().min(1).max(1000) }))
      .output(type<Answer<ArtifactView>>()),
    /** The whole text of one tool call's result, up to 1 MB. */
    callResult: oc.input(z.strictObject({ taskId: Id, callId: Id })).output(type<Answer<{ text: string }>>()),
    folder: oc.input(z.strictObject({ path: z.string().min(1).max(4096) })).output(type<Answer<FolderReport>>()),
    /** A teammate's versions and record. */
    teammate: oc.input(z.strictObject({ teammateId: Id })).output(type<Answer<TeammateDetail>>()),
    /** A teammate as a Markdown file with front matter. */
    roleFile: oc.input(z.strictObject({ teammateId: Id })).output(type<Answer<{ name: string; text: string }>>()),
    /** What a role file, or a sub-agent file of another program, would bring, and the tools it names that there are none of here. */
    parseRole: oc
      .input(z.strictObject({ name: z.string().trim().min(1).max(200), text: z.string().max(100_000) }))
      .output(type<Answer<{ teammateId: string; profile: Profile; leftOut: string[] }>>()),
    /** Who would take a task, best first, and why. */
    routing: oc.input(z.strictObject({ taskId: Id })).output(type<Answer<{ ranking: Ranked[] }>>()),
    /** Saved plans that were made for something like this brief. */
    plans: oc.input(z.strictObject({ brief: z.string().max(64_000) })).output(type<{ plans: SuggestedPlan[] }>()),
    /** A page of what the team knows, with counts and what came in lately. */
    knowledge: oc
      .input(
        z.strictObject({
          text: z.string().trim().min(1).max(300).nullable(),
          from: z.enum(['all', 'you', 'read', 'guessed']),
          standing: z.enum(['in-use', 'waiting', 'faded', 'forgotten']),
          offset: z.number().int().nonnegative(),
          limit: z.number().int().min(1).max(200),
        }),
      )
      .output(type<KnowledgePage>()),
    /** Memories by id; those that are gone are left out. */
    memories: oc.input(z.strictObject({ memoryIds: z.array(Id).max(200) })).output(type<{ memories: MemoryView[] }>()),
    /** One memory with its history, what it was made from, and where it was used. */
    memory: oc.input(z.strictObject({ memoryId: Id })).output(type<Answer<MemoryDetail>>()),
    /** What the team learned, changed and forgot in the last seven days. */
    week: oc.output(type<WeekView>()),
    /** What an erasure would take; nothing is changed. */
    erasure: oc.input(z.strictObject({ what: ErasureScope })).output(type<Answer<ErasurePreview>>()),
    /** All that the team knows as one file: Markdown to read, JSON to lose nothing. */
    exportMemory: oc.input(z.strictObject({ format: z.enum(['markdown', 'json']) })).output(type<Answer<MemoryFile>>()),
    /** What a file would bring, as `memory.import` takes it, at most 500 at a time; nothing is changed. */
    parseMemory: oc
      .input(z.strictObject({ name: z.string().trim().min(1).max(200), text: z.string().max(maxFileChars) }))
      .output(type<Answer<ParsedMemory>>()),
  },
  host: {
    setup: oc.output(type<Setup>()),
    /** Makes one small real request with the key and endpoint given, without keeping them. */
    checkKey: oc.input(KeyInput).output(type<KeyCheck>()),
    /** Keeps key and endpoint in the host's config (never in the journal). An empty pair forgets them. */
    saveKey: oc
      .input(
        z.strictObject({
          key: z.string().trim().max(400).nullable(),
          endpoint: Address.nullable(),
          forget: z.boolean(),
        }),
      )
      .output(type<Answer>()),
    /** Asks for one vector, without keeping what was given. */
    checkSearch: oc.input(SearchInput).output(type<SearchCheck>()),
    /** Keeps how memory is found and takes it into use; what has no address keeps no key. */
    saveSearch: oc.input(SearchWish).output(type<Answer>()),
    /** Opens the platform's folder dialog; null = cancelled or not to be had in this host. */
    pickFolder: oc.output(type<{ path: string | null; available: boolean }>()),
    /** Shows a deliverable in the platform's file manager; false = not to be had in this host. */
    reveal: oc
      .input(z.strictObject({ taskId: Id, path: z.string().min(1).max(1000) }))
      .output(type<{ shown: boolean }>()),
  },
};
export type Contract = typeof contract;
