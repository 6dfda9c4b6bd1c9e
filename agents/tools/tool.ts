/** The tool's port: a descriptor as data, and an adapter that only the gate may call. */
import type { z } from 'zod';
import type { PlannedPart } from '../domain/breakdown.ts';
import type { Artifact, EffectPreview, Labels, Opinion, Option, Place, PlanLine } from '../domain/schema.ts';

/** Everything the gate must know of a tool before it lets a call through. */
export interface Descriptor<Args = unknown> {
  name: string;
  version: number;
  /** What the model reads. */
  description: string;
  schema: z.ZodType<Args>;
  /** `none` = only the engine's own state; `egress` = bytes can leave this computer. */
  effect: 'none' | 'read' | 'write' | 'egress';
  idempotent: 'yes' | 'key' | 'no';
  reversible: boolean;
  /** How a call begun without outcome is settled: run again, ask the world, ask the person. */
  doubt: 'retry' | 'query' | 'ask';
  /** Whose text the result holds. */
  resultTrust: 'own' | 'stranger';
  private: boolean;
  timeoutMs: number;
  maxBytes: number;
  /** Tools that stand or fall together, e.g. those of one server; left out = this tool alone. */
  lane?: string;
  /** True: a call hands work on to a teammate, so depth and fan-out are capped. */
  handsOn?: boolean;
}

/** What colleagues made, for a task that builds on it: only to be read, as `given/<name>/…`. `folder` is absolute. */
export interface Given {
  name: string;
  folder: string;
}

/** Where a path of a tool call may lie. */
export type Where = Place | `given/${string}`;

/** Where a task may look and write. Both paths are absolute; `files: null` = the task has no folder. */
export interface Scope {
  taskId: string;
  runId: string;
  teammateId: string;
  work: string;
  files: string | null;
  /** Left out = nothing was given. */
  given?: readonly Given[];
}

/** A path in canonical form, inside its place, after links were resolved. */
export interface ResolvedPath {
  place: Where;
  /** Relative to the place, with `/`. */
  path: string;
  absolute: string;
}

/**
 * A call the gate has brought into canonical form: what is hashed, shown, approved and performed.
 * `before` = blob hash of what a written file holds now (null = new or no write).
 */
export interface ResolvedCall<Args = unknown> {
  args: Args;
  target: ResolvedPath | null;
  before: string | null;
  preview: EffectPreview;
  /** True: this call hands work on, whatever others of its tool do; see `Descriptor.handsOn`. */
  handsOn?: boolean;
}

/** What an adapter gives back. Extra parts become events of the task; the adapter itself writes no event. */
export interface ToolOutcome {
  /** Text for the model. The gate bounds it. */
  content: string;
  /** One plain line for a person: "Read customers.csv". */
  summary: string;
  labels?: Labels;
  /** Set when a file was written: what it holds now, as a blob hash. */
  written?: { after: string };
  plan?: PlanLine[];
  /** Kept before the teammate's eyes for the rest of the run. */
  note?: { text: string; keep: boolean };
  question?: { question: string; options: Option[]; recommended: string | null };
  /** What a review says of a colleague's result. */
  opinion?: Opinion;
  submitted?: { summary: string; artifacts: Artifact[] };
  /** The call is answered when this part has come to rest. */
  handOn?: { teammateId: string; title: string; brief: string };
  /** The call is answered when all of these parts have come to rest. */
  breakdown?: PlannedPart[];
  /** The call is answered by a colleague at work on another task. */
  consult?: { taskId: string; teammateId: string; question: string };
  /** A colleague's question, answered. */
  answered?: { messageId: string; text: string };
  /** The task goes to this colleague, and the run ends. */
  handOver?: { teammateId: string; why: string; done: string; left: string };
  /** The call is answered after so long. */
  wait?: { forMs: number; why: string };
}

export interface ToolContext {
  scope: Scope;
  /** The call's idempotency key. */
  key: string;
  signal: AbortSignal;
}

/**
 * A tool that failed in a way the model should read.
 * `retryable`: it failed in passing; the one retry place may try again if the tool allows it. `inDoubt`: it may have happened all the same.
 */
export class ToolError extends Error {
  readonly retryable: boolean;
  readonly inDoubt: boolean;
  readonly code: 'tool.failed' | 'tool.timeout' | 'disk.full' | 'folder.missing';
  constructor(
    message: string,
    options: { code?: ToolError['code']; retryable?: boolean; inDoubt?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'ToolError';
    this.code = options.code ?? 'tool.failed';
    this.retryable = options.retryable ?? false;
    this.inDoubt = options.inDoubt ?? false;
  }
}

export interface Tool<Args = unknown> {
  descriptor: Descriptor<Args>;
  /**
   * Brings arguments into canonical form and draws the preview. Reads, never writes.
   * @throws ToolError with a sentence for the model when the call points outside its scope or at nothing.
   */
  resolve(args: Args, scope: Scope): Promise<ResolvedCall<Args>>;
  /** Performs the call. Contract: only the gate calls it, after `call.begun` is on disk. @throws ToolError */
  perform(call: ResolvedCall<Args>, context: ToolContext): Promise<ToolOutcome>;
  /** Asks the world whether a call in doubt happened; null = cannot tell. Only for `doubt: 'query'`. */
  query?(call: ResolvedCall<Args>, context: ToolContext): Promise<ToolOutcome | 'did-not-happen' | null>;
}

/** Undoes a file change. Only the gate calls it. */
export interface Undo {
  /** `kept` = the file was changed since; it is left alone and `reason` says so. */
  undo(
    change: { place: Place; path: string; before: string | null; after: string },
    scope: Scope,
  ): Promise<{ undone: true } | { undone: false; reason: string }>;
}
