/** The state of one task stream, as `project` folds it and the wire carries it. */
import { z } from 'zod';
import { Breakdown } from './breakdown.ts';
import { Confidence } from './confidence.ts';
import { Profile } from './teammate.ts';
import {
  Artifact,
  CapName,
  Caps,
  Change,
  Check,
  CheckResult,
  Citation,
  Claim,
  Failure,
  Id,
  InboxItem,
  Labels,
  Occasion,
  Opinion,
  Parent,
  PlanLine,
  Priority,
  TimeMs,
  Usage,
  UsdMicros,
  Verdict,
} from './schema.ts';

/** Task states as stored; `needs-you` and `working` with its run's phase are computed from these (state.ts). */
export const TaskStatus = z.enum([
  'draft',
  'queued',
  'working',
  'paused',
  'stopping',
  'stopped',
  'failed',
  'review',
  'done',
]);
export type TaskStatus = z.infer<typeof TaskStatus>;

/** Where one tool call stands: asked and approved are the person's, begun and after are the world's. */
export const CallState = z.enum([
  'proposed',
  'denied',
  'asked',
  'approved',
  'declined',
  'begun',
  'waiting',
  'succeeded',
  'failed',
  'in-doubt',
]);
export type CallState = z.infer<typeof CallState>;

/** A question that waits with a teammate at work on another task. */
export const Consulted = z.object({ taskId: Id, teammateId: Id, messageId: Id, question: z.string() });
export type Consulted = z.infer<typeof Consulted>;

export const Call = z.object({
  callId: Id,
  tool: z.string(),
  args: z.unknown(),
  state: CallState,
  hash: z.string().nullable(),
  key: z.string().nullable(),
  /** Blob of what the target held before, committed with `call.begun`; null = nothing. */
  before: z.string().nullable(),
  itemId: Id.nullable(),
  /** What the model reads as the call's result; null until there is one. */
  content: z.string().nullable(),
  blob: z.string().nullable(),
  bytes: z.number().int(),
  isError: z.boolean(),
  /** One line for a person. */
  summary: z.string(),
  labels: Labels.nullable(),
  /** Fingerprint of tool and arguments; '' = made before there were any. */
  print: z.string(),
  /** The task this work was handed on as; null = it was not. */
  child: z.object({ taskId: Id, teammateId: Id, title: z.string(), brief: z.string() }).nullable(),
  /** Whose word it waits for, in a task they are at work on; null = nobody's. */
  consulted: Consulted.nullable(),
  /** When a wait is over. */
  wakeAtMs: TimeMs.nullable(),
  /** When a call that failed in passing is tried again; it stays `begun` under its key. */
  retryAtMs: TimeMs.nullable(),
  tries: z.number().int(),
  beganAtMs: TimeMs.nullable(),
  endedAtMs: TimeMs.nullable(),
});
export type Call = z.infer<typeof Call>;

/** A call of the newest turn that has no answer yet, in short: what a card, which has no transcript, must know of it. */
export const OpenCall = z.object({
  callId: Id,
  tool: z.string(),
  state: CallState,
  child: z.object({ taskId: Id, teammateId: Id, title: z.string() }).nullable(),
  consulted: Consulted.nullable(),
  wakeAtMs: TimeMs.nullable(),
  /** What a wait is for; '' = it does not wait for a time. */
  why: z.string(),
});
export type OpenCall = z.infer<typeof OpenCall>;

export const TurnState = z.enum(['begun', 'completed', 'failed']);

/** One model request and its answer, with the calls it proposed. */
export const Turn = z.object({
  runId: Id,
  turn: z.number().int(),
  state: TurnState,
  text: z.string(),
  calls: z.array(Call),
  stopReason: z.string().nullable(),
  usage: Usage.nullable(),
  costUsdMicros: UsdMicros.nullable(),
  /** Messages the person posted that this turn read. */
  readMessageIds: z.array(Id),
  recalledIds: z.array(Id),
  failure: Failure.nullable(),
  retryAtMs: TimeMs.nullable(),
  tries: z.number().int(),
  beganAtMs: TimeMs,
  endedAtMs: TimeMs.nullable(),
});
export type Turn = z.infer<typeof Turn>;

export const MessageAbout = z.enum(['loop', 'hand-back', 'comment', 'question', 'handover']);
export const Sender = z.object({ teammateId: Id, taskId: Id, callId: Id });

export const Message = z.object({
  messageId: Id,
  from: z.enum(['person', 'engine', 'teammate']),
  /**
   * `loop` = the engine tells the teammate that nothing new comes; `hand-back` = what the person did while they had the task;
   * of a teammate's: a `comment`, a `question` that waits for an answer, a `handover`; null = anything else.
   */
  about: MessageAbout.nullable(),
  /** The teammate who sent it and the task they were at; null = no teammate did. */
  sender: Sender.nullable(),
  text: z.string(),
  atMs: TimeMs,
  /** When the teammate's next turn read it; null = not yet. */
  readAtMs: TimeMs.nullable(),
  /** What the teammate answered to a question; null = nothing yet. */
  answer: z.object({ text: z.string(), atMs: TimeMs }).nullable(),
});
export type Message = z.infer<typeof Message>;

/** What a teammate keeps in mind for the rest of its run. */
export const Note = z.object({
  callId: Id,
  text: z.string(),
  /** True: it may be worth knowing in later tasks as well. */
  keep: z.boolean(),
});
export type Note = z.infer<typeof Note>;

export const Run = z.object({
  runId: Id,
  attempt: z.number().int(),
  teammateId: Id,
  profileVersion: z.number().int(),
  model: z.string(),
  practice: z.boolean(),
  startedAtMs: TimeMs,
  endedAtMs: TimeMs.nullable(),
  how: z.enum(['completed', 'failed', 'stopped', 'capped', 'superseded']).nullable(),
  failure: Failure.nullable(),
  cap: CapName.nullable(),
  turns: z.number().int(),
  calls: z.number().int(),
  tokens: z.number().int(),
  costUsdMicros: UsdMicros,
  /** Time in which a turn or call was under way; waiting is free. */
  activeMs: z.number(),
  /** Failed turns of this run so far, and calls that were tried again: one retry budget counts both. */
  failedTurns: z.number().int(),
  retriedCalls: z.number().int(),
  /** Caps at which a person was asked whether to go on. */
  askedCaps: z.array(CapName),
  /** The turn whose result the gate has looked at last; 0 = none yet. */
  checkedTurn: z.number().int(),
  /** True once the result gate has handed this run's result back to the teammate. */
  returned: z.boolean(),
  /** Oldest first; none once it has ended, and none in a card. */
  notes: z.array(Note),
});
export type Run = z.infer<typeof Run>;

/** What a run has seen of itself, for finding loops: they succeed at every step, and only novelty tells. */
export const Ledger = z.object({
  /** The newest calls as `<arguments>:<result>`, oldest first. */
  recent: z.array(z.string()),
  /** Fingerprints of the results read so far. */
  known: z.array(z.string()),
  /** Turns since the last news: a new result, change or message. */
  idleTurns: z.number().int(),
  /** True once the teammate was told that nothing new comes. */
  isNoted: z.boolean(),
});
export type Ledger = z.infer<typeof Ledger>;

/** Who had a task made; `event` = something that happened outside, `trial` = a person who tries a profile. */
export const TaskOrigin = z.enum(['person', 'example', 'terminal', 'teammate', 'event', 'trial']);

/** Who gave a task to its teammate, and why that one, in one sentence; '' = nothing was said. */
export const Assignment = z.object({ by: z.enum(['person', 'routing', 'teammate']), why: z.string() });
export type Assignment = z.infer<typeof Assignment>;

/** A circle of tasks that wait for each other's word. */
export const WaitCycle = z.object({
  itemId: Id,
  members: z.array(z.object({ taskId: Id, callId: Id, teammateId: Id, waitsFor: Id, question: z.string() })),
});
export type WaitCycle = z.infer<typeof WaitCycle>;

/** One task with everything a screen draws; `turns: null` makes it a card. */
export const TaskState = z.object({
  id: Id,
  version: z.number().int(),
  title: z.string(),
  brief: z.string(),
  folder: z.string().nullable(),
  owner: z.string(),
  checks: z.array(Check),
  caps: Caps,
  origin: TaskOrigin,
  /** null = a person made it; else a part of another task. */
  parent: Parent.nullable(),
  /** The task it follows: it begins when that one has come to rest, and may read what that one made. */
  after: Id.nullable(),
  /** The outside event it was made for. */
  occasion: Occasion.nullable(),
  /** An old task tried again with another profile, effects off; null = real work. */
  trial: z.object({ ofTaskId: Id, profile: Profile }).nullable(),
  /** A saved plan the person wants used. */
  planId: Id.nullable(),
  priority: Priority,
  status: TaskStatus,
  /** True: hidden from the board. */
  archived: z.boolean(),
  createdAtMs: TimeMs,
  changedAtMs: TimeMs,
  /** When it was put into its teammate's queue; orders the queue. */
  queuedAtMs: TimeMs.nullable(),
  /** Its place in that queue as the person put it: smaller comes first; null = where its time puts it. */
  queueRank: z.number().nullable(),
  teammateId: Id.nullable(),
  assignment: Assignment.nullable(),
  /** The teammate who gets it once the one at work has stopped. */
  next: z.object({ teammateId: Id, assignment: Assignment }).nullable(),
  /** Notes of a run that was handed over, for the one that takes it up. */
  carried: z.array(Note),
  /** The run under way or the last one; null before the first. */
  run: Run.nullable(),
  /** Spend of all attempts. */
  costUsdMicros: UsdMicros,
  /** True when a part of the spend has no known price. */
  costIsPartial: z.boolean(),
  plan: z.array(PlanLine),
  breakdown: Breakdown.nullable(),
  /** What is happening now, in one plain line; empty when nothing is. */
  nowDoing: z.string(),
  items: z.array(InboxItem),
  messages: z.array(Message),
  changes: z.array(Change.extend({ undone: z.enum(['no', 'undoing', 'yes', 'kept']), reason: z.string() })),
  summary: z.string(),
  artifacts: z.array(Artifact),
  results: z.array(CheckResult),
  citations: z.array(Citation),
  verdict: Verdict.nullable(),
  claims: z.array(Claim),
  confidence: Confidence.nullable(),
  /** The colleague's task that reviews this run's result; null = nobody was asked. */
  review: z.object({ runId: Id, taskId: Id, teammateId: Id, why: z.string() }).nullable(),
  /** What this task, as a review, says of the result it looks at. */
  opinion: Opinion.nullable(),
  acceptedBy: z.enum(['person', 'rule', 'teammate']).nullable(),
  /** After a stop: what was done, what was not, and what may have happened. */
  stopped: z
    .object({ done: z.array(z.string()), notDone: z.array(z.string()), uncertain: z.array(z.string()) })
    .nullable(),
  /** Why the run under way stands still until a person answers; null = it does not. */
  hold: z.object({ itemId: Id, why: z.enum(['loop', 'softCap', 'plan']), cap: CapName.nullable() }).nullable(),
  /** The step that shows no sign of life; null = all is well. */
  stale: z.object({ effectId: z.string(), what: z.string(), sinceMs: TimeMs }).nullable(),
  openCalls: z.array(OpenCall),
  /** The circle of waiting that was found here; it names the others. */
  cycle: WaitCycle.nullable(),
  /** Since when a person does the work; null = a teammate does. */
  takenOverAtMs: TimeMs.nullable(),
  /** The one step that may be carried out while the task is paused. */
  onlyCallId: Id.nullable(),
  /** The join of all labels seen in the current run. */
  labels: Labels,
  /** Of the run under way; null in a card. */
  ledger: Ledger.nullable(),
  /** The transcript of all attempts; null = not loaded (a card). Tasks at work have it in the engine. */
  turns: z.array(Turn).nullable(),
});
export type TaskState = z.infer<typeof TaskState>;
