/**
 * Every event of every stream, as schemas. An event says what happened, in the past tense; it is never changed.
 * Text that may have to be forgotten is named in sealed.ts: the journal keeps it beside the event, under the stream's own key.
 */
import { z } from 'zod';
import {
  Artifact,
  CapName,
  Change,
  Check,
  CheckResult,
  Citation,
  Claim,
  EffectPreview,
  Failure,
  Id,
  Labels,
  Occasion,
  Opinion,
  Option,
  Parent,
  PlanLine,
  Priority,
  ProposedCall,
  RecordedCaps,
  TimeMs,
  Usage,
  UsdMicros,
  Verdict,
} from './schema.ts';
import { PartKey, PlannedPart, SavedPlan } from './breakdown.ts';
import { Confidence, Unsure } from './confidence.ts';
import { Assignment, MessageAbout, Sender, TaskOrigin, WaitCycle } from './task.ts';
import { Profile } from './teammate.ts';
import { memoryEvents } from './memory-events.ts';
import { Settings } from './settings.ts';

const text = z.string();
/** `<fingerprint of tool and arguments>:<of the result>` (gate/loops.ts); left out in journals of protocol 1. */
const Print = z.string().optional();
/** Of work that was handed on: turns without news, those before it and those of its own parts included. */
const IdleTurns = z.number().int().nonnegative().optional();
/** How a person lets held work go on: as before, under a cap twice as high, or not at all. */
export const HoldAnswer = z.enum(['go-on', 'raise', 'stop']);
export type HoldAnswer = z.infer<typeof HoldAnswer>;
const run = { runId: Id };
const call = { runId: Id, callId: Id };

/** Events of `task/<id>`. */
export const taskEvents = {
  'task.created': z.object({
    taskId: Id,
    title: text,
    brief: text,
    folder: text.nullable(),
    owner: text,
    checks: z.array(Check),
    caps: RecordedCaps,
    origin: TaskOrigin,
    /** Left out = a task a person made. */
    parent: Parent.optional(),
    after: Id.optional(),
    occasion: Occasion.optional(),
    trial: z.object({ ofTaskId: Id, profile: Profile }).optional(),
    planId: Id.optional(),
  }),
  'task.edited': z.object({
    title: text.optional(),
    brief: text.optional(),
    folder: text.nullable().optional(),
    caps: RecordedCaps.optional(),
    priority: Priority.optional(),
  }),
  'task.assigned': z.object({ teammateId: Id, ...Assignment.partial().shape }),
  /** Its place in its teammate's queue: smaller comes first. */
  'task.ranked': z.object({ rank: z.number() }),
  /** Somebody else gets it; the one at work stops first. */
  'task.reassigning': z.object({ teammateId: Id, ...Assignment.shape }),
  'task.unassigned': z.object({}),
  'run.started': z.object({
    ...run,
    teammateId: Id,
    attempt: z.number().int().positive(),
    profileVersion: z.number().int().positive(),
    model: text,
    practice: z.boolean(),
  }),
  'turn.begun': z.object({
    ...run,
    turn: z.number().int().positive(),
    reservedUsdMicros: UsdMicros.nullable(),
    readMessageIds: z.array(Id),
    recalledIds: z.array(Id),
    /** Of all that was recalled; left out = none has any. */
    labels: Labels.optional(),
  }),
  'turn.completed': z.object({
    ...run,
    turn: z.number().int().positive(),
    text,
    calls: z.array(ProposedCall),
    stopReason: text,
    usage: Usage,
    costUsdMicros: UsdMicros.nullable(),
    requestId: text.nullable(),
    durationMs: z.number(),
  }),
  'turn.failed': z.object({
    ...run,
    turn: z.number().int().positive(),
    failure: Failure,
    /** When the turn may be tried again; null = it may not, the run ends. */
    retryAtMs: TimeMs.nullable(),
    /** What the broken turn is taken to have used, when the model had begun to answer; left out = nothing. */
    usage: Usage.optional(),
    costUsdMicros: UsdMicros.nullable().optional(),
  }),
  'call.denied': z.object({ ...call, code: text, reason: text, print: Print }),
  'call.asked': z.object({
    ...call,
    itemId: Id,
    hash: text,
    ask: text,
    why: text,
    effect: EffectPreview,
    undoable: z.boolean(),
  }),
  'call.approved': z.object({ ...call, itemId: Id, hash: text, note: text.nullable() }),
  'call.declined': z.object({ ...call, itemId: Id, note: text.nullable() }),
  'call.begun': z.object({ ...call, key: text, hash: text, before: text.nullable() }),
  'call.succeeded': z.object({
    ...call,
    /** What the model reads: at most 8 KB; the whole text lies under `blob` when there is more. */
    content: text,
    blob: text.nullable(),
    bytes: z.number().int(),
    /** What a person reads: one line. */
    summary: text,
    labels: Labels,
    change: Change.nullable(),
    durationMs: z.number(),
    print: Print,
    /** True: the result says something nobody had read in this run. */
    isNews: z.boolean().optional(),
    idleTurns: IdleTurns,
  }),
  'call.failed': z.object({ ...call, failure: Failure, durationMs: z.number(), print: Print, idleTurns: IdleTurns }),
  /** It failed in passing and changed nothing, or may be repeated under its key: the one retry place tries it again. */
  'call.retrying': z.object({ ...call, failure: Failure, retryAtMs: TimeMs }),
  /** The work was handed on: the call is answered when the child task has come to rest. */
  'call.delegated': z.object({ ...call, childId: Id, teammateId: Id, title: text, brief: text }),
  'call.waiting': z.object({ ...call, wakeAtMs: TimeMs, why: text }),
  /** A teammate at work on another task was asked; the call is answered when they answer or their work is over. */
  'call.consulted': z.object({ ...call, taskId: Id, teammateId: Id, messageId: Id, question: text }),
  /** The person changed what the call asks for; it goes through the gate anew. */
  'call.edited': z.object({ ...call, args: z.unknown(), print: text }),
  'call.skipped': z.object({ ...call, note: text }),
  /** The person did it themselves, and says what came of it. */
  'call.taken': z.object({ ...call, content: text }),
  /** Of a paused task this one step may be carried out. */
  'call.released': z.object(call),
  'call.doubted': z.object({ ...call, itemId: Id, evidence: text }),
  'call.settled': z.object({ ...call, itemId: Id, how: z.enum(['happened', 'run-again', 'left']) }),
  /** `asked`: the person looks at it before anything begins; null = it begins at once. */
  'breakdown.proposed': z.object({
    ...call,
    round: z.number().int().positive(),
    parts: z.array(PlannedPart).min(1).max(200),
    asked: z.object({ itemId: Id, hash: text, why: text, effect: EffectPreview }).nullable(),
  }),
  'breakdown.edited': z.object({
    ...call,
    parts: z.array(PlannedPart).min(1).max(200),
    hash: text,
    effect: EffectPreview,
  }),
  'breakdown.started': z.object({ ...call, itemId: Id.nullable() }),
  /** A part becomes a task: who takes it, and why. */
  'part.routed': z.object({ ...call, key: PartKey, childId: Id, teammateId: Id, why: text }),
  /** A try came to nothing; what follows from it is computed from the tries. */
  'part.failed': z.object({ ...call, key: PartKey, childId: Id, reason: text }),
  'plan.set': z.object({ ...run, lines: z.array(PlanLine).max(40) }),
  /** A line the teammate keeps before its eyes until the run ends. `keep`: worth knowing in later tasks as well. */
  'note.taken': z.object({ ...call, text, keep: z.boolean() }),
  'question.asked': z.object({
    ...call,
    itemId: Id,
    question: text,
    options: z.array(Option),
    recommended: Id.nullable(),
  }),
  'question.answered': z.object({ ...call, itemId: Id, answer: text, by: z.enum(['person', 'default']) }),
  'message.posted': z.object({
    messageId: Id,
    from: z.enum(['person', 'engine', 'teammate']),
    /** Left out = the person's word, or what the engine's checks found. */
    about: MessageAbout.optional(),
    /** Of a teammate's message. */
    sender: Sender.optional(),
    /** Of what a teammate passes on; left out = none. */
    labels: Labels.optional(),
    text,
  }),
  'message.answered': z.object({ ...call, messageId: Id, text }),
  /** The task goes to a colleague, with what was done and what is left. */
  'task.handedOver': z.object({ ...call, teammateId: Id, why: text, done: text, left: text }),
  /** Tasks wait for each other in a circle; it is told at one of them. */
  'cycle.found': WaitCycle.extend({ ask: text }),
  'cycle.ended': z.object({ itemId: Id }),
  'result.submitted': z.object({ ...run, summary: text, artifacts: z.array(Artifact) }),
  'result.checked': z.object({
    ...run,
    results: z.array(CheckResult),
    verdict: Verdict,
    citations: z.array(Citation),
    /** True: the result went back to the teammate with the failed checks (once per run). */
    returned: z.boolean(),
    /** What the result says was done; left out in journals before protocol 4, as is the next. */
    claims: z.array(Claim).max(200).optional(),
    confidence: Confidence.optional(),
  }),
  /** A colleague looks at the result before anybody else does. */
  'review.asked': z.object({ ...run, childId: Id, teammateId: Id, title: text, brief: text, why: text }),
  /** What a review came to; in the stream of the task that is the review. */
  'opinion.given': z.object({ ...call, opinion: Opinion }),
  /** The person decided a line only a person can decide, or overruled a check. */
  'result.judged': z.object({ checkId: Id, outcome: z.enum(['passed', 'failed', 'not-checked']), note: text }),
  'run.ended': z.object({
    ...run,
    how: z.enum(['completed', 'failed', 'stopped', 'capped', 'superseded']),
    failure: Failure.nullable(),
    cap: CapName.nullable(),
  }),
  /** The work stands still until a person says how to go on. */
  'run.held': z.object({
    ...run,
    itemId: Id,
    why: z.enum(['loop', 'softCap', 'plan']),
    cap: CapName.nullable(),
    ask: text,
    evidence: text,
  }),
  'run.released': z.object({ ...run, itemId: Id, how: HoldAnswer }),
  /** No sign of life. `escalated`: long enough to ask a person. */
  'run.stale': z.object({ ...run, effectId: text, what: text, sinceMs: TimeMs, escalated: z.boolean() }),
  /** `by`: `sign` = it moved again by itself, `person` = the step is begun anew. */
  'run.revived': z.object({ ...run, by: z.enum(['sign', 'person']) }),
  /** `files`: its work folder at that moment; what the person did in it is told from there. Left out = in the first days of protocol 4. */
  'task.takenOver': z.object({ files: z.array(Artifact).max(1000).optional() }),
  'task.handedBack': z.object({ note: text }),
  'task.paused': z.object({ by: z.enum(['person', 'all']) }),
  'task.resumed': z.object({ by: z.enum(['person', 'all']) }),
  'task.stopping': z.object({}),
  'task.stopped': z.object({
    done: z.array(text),
    notDone: z.array(text),
    /** Steps that had begun and may have happened. */
    uncertain: z.array(text).optional(),
  }),
  'task.accepted': z.object({ by: z.enum(['person', 'rule', 'teammate']) }),
  'task.sentBack': z.object({ note: text }),
  'task.reopened': z.object({}),
  'task.archived': z.object({}),
  'change.undoing': z.object({ changeId: Id }),
  'change.undone': z.object({ changeId: Id }),
  'change.kept': z.object({ changeId: Id, reason: text }),
} as const;

/** Events of `teammate/<id>`. A profile is versioned: each revision carries it whole. */
export const teammateEvents = {
  'teammate.joined': z.object({ teammateId: Id, profile: Profile, source: text }),
  'teammate.revised': z.object({
    profile: Profile,
    source: text,
    profileVersion: z.number().int().positive(),
    /** What the person wrote about the change; left out = nothing. */
    note: text.optional(),
  }),
  'teammate.paused': z.object({}),
  'teammate.resumed': z.object({}),
  'teammate.retired': z.object({}),
  'teammate.rejoined': z.object({}),
  'teammate.tuned': z.object({ unsure: Unsure }),
} as const;

/** Events of `workspace`. */
export const workspaceEvents = {
  'workspace.created': z.object({ workspaceId: Id }),
  'settings.changed': Settings.partial().extend({ caps: RecordedCaps.optional() }),
  'workspace.paused': z.object({}),
  'workspace.resumed': z.object({}),
  'plan.saved': SavedPlan.omit({ atMs: true }),
  'plan.forgotten': z.object({ planId: Id }),
} as const;

export const eventSchemas = { ...taskEvents, ...teammateEvents, ...workspaceEvents, ...memoryEvents };
export type EventType = keyof typeof eventSchemas;
export type TaskEventType = keyof typeof taskEvents;

/** An event before the journal has given it a place. */
export type NewEvent = { [K in EventType]: { type: K; data: z.infer<(typeof eventSchemas)[K]> } }[EventType];
export type TaskEvent = Extract<NewEvent, { type: TaskEventType }>;
export type TeammateEvent = Extract<NewEvent, { type: keyof typeof teammateEvents }>;
export type WorkspaceEvent = Extract<NewEvent, { type: keyof typeof workspaceEvents }>;
export type MemoryEvent = Extract<NewEvent, { type: keyof typeof memoryEvents }>;

/** The unit of consistency: `task/<id>`, `teammate/<id>`, `workspace`, `memory`. */
export type StreamName = `task/${string}` | `teammate/${string}` | 'workspace' | 'memory';

/** Where an event stands: `seq` orders all streams, `version` counts within one stream from 1. */
export interface EventPlace {
  seq: number;
  stream: StreamName;
  version: number;
  atMs: number;
  /** `person`, `engine` or `teammate/<id>`. */
  actor: string;
  /** The client's id of the command that caused it; null for the engine's own. */
  commandId: string | null;
}
export type EventRecord = EventPlace & NewEvent;
/** An event record of one kind of stream. */
export type RecordOf<E extends NewEvent> = EventPlace & E;
