/** What a person (or the terminal on a person's behalf) can ask for, one schema per command. */
import { z } from 'zod';
import { HoldAnswer } from './events.ts';
import { PlannedPart } from './breakdown.ts';
import { Unsure } from './confidence.ts';
import { memoryCommands } from './memory-commands.ts';
import { Caps, Check, Id, Occasion, Priority } from './schema.ts';
import { Settings } from './settings.ts';
import { Profile } from './teammate.ts';

/** A brief is at most 64 KB of text: longer material belongs into a file of the task's folder. */
export const maxBriefChars = 64_000;

const Brief = z
  .string()
  .trim()
  .min(1, 'Write what you want done.')
  .max(maxBriefChars, 'A brief holds at most 64,000 characters. Put longer material into a file in the task’s folder.');
const Title = z.string().trim().min(1).max(200);
const Folder = z.string().min(1).max(4096).nullable();
const Note = z.string().trim().max(8000);
const onTask = { taskId: Id };
const onCall = { taskId: Id, callId: Id };
const onTeammate = { teammateId: Id };
const onItem = { taskId: Id, itemId: Id };

export const Command = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('task.create'),
    taskId: Id.regex(/^t_/),
    /** null = the first words of the brief. */
    title: Title.nullable(),
    brief: Brief,
    folder: Folder,
    checks: z.array(Check).max(40).nullable(),
    caps: Caps.partial().nullable(),
    /** Given at once when set. */
    teammateId: Id.nullable(),
    origin: z.enum(['person', 'example', 'terminal', 'event']),
    /** Begins when this task has come to rest, and may read what it made. */
    after: Id.optional(),
    /** What happened outside; only with the origin `event`. */
    occasion: Occasion.optional(),
    /** A saved plan to use. */
    planId: Id.optional(),
  }),
  /** An old task again with another profile, effects off. */
  z.strictObject({
    type: z.literal('task.try'),
    taskId: Id.regex(/^t_/),
    ofTaskId: Id,
    teammateId: Id,
    profile: Profile,
  }),
  z.strictObject({
    type: z.literal('task.edit'),
    ...onTask,
    title: Title.optional(),
    brief: Brief.optional(),
    folder: Folder.optional(),
    caps: Caps.partial().optional(),
  }),
  z.strictObject({ type: z.literal('task.prioritise'), ...onTask, priority: Priority }),
  /** `seen`: who had it when the person looked; somebody else may have moved it since. Left out = whoever has it. */
  z.strictObject({ type: z.literal('task.assign'), ...onTask, teammateId: Id, seen: Id.nullable().optional() }),
  /** Puts a queued task right before another one of its teammate; null = at the end. */
  z.strictObject({ type: z.literal('task.reorder'), ...onTask, beforeTaskId: Id.nullable() }),
  z.strictObject({ type: z.literal('task.takeOver'), ...onTask }),
  z.strictObject({ type: z.literal('task.handBack'), ...onTask, note: Note }),
  /** Of a paused or taken-over task: what happens to its next step. */
  z.strictObject({ type: z.literal('call.edit'), ...onCall, args: z.record(z.string(), z.unknown()) }),
  z.strictObject({ type: z.literal('call.skip'), ...onCall, note: Note }),
  z.strictObject({ type: z.literal('call.take'), ...onCall, content: Note.min(1) }),
  z.strictObject({ type: z.literal('call.release'), ...onCall }),
  /** Ends one wait of a circle, with an answer in the colleague's place or without one. */
  z.strictObject({ type: z.literal('wait.break'), ...onCall, answer: Note.nullable() }),
  /** `hash`: the version the person looked at. */
  z.strictObject({
    type: z.literal('breakdown.edit'),
    ...onTask,
    hash: z.string(),
    parts: z.array(PlannedPart).min(1).max(200),
  }),
  z.strictObject({
    type: z.literal('result.judge'),
    ...onTask,
    checkId: Id,
    outcome: z.enum(['passed', 'failed', 'not-checked']),
    note: Note,
  }),
  z.strictObject({ type: z.literal('task.unassign'), ...onTask }),
  z.strictObject({ type: z.literal('task.pause'), ...onTask }),
  z.strictObject({ type: z.literal('task.resume'), ...onTask }),
  z.strictObject({ type: z.literal('task.stop'), ...onTask }),
  /** Begins the step that shows no sign of life anew. */
  z.strictObject({ type: z.literal('task.restartStep'), ...onTask }),
  z.strictObject({ type: z.literal('task.steer'), ...onTask, messageId: Id, text: Note.min(1) }),
  z.strictObject({ type: z.literal('task.accept'), ...onTask }),
  z.strictObject({ type: z.literal('task.sendBack'), ...onTask, note: Note.min(1) }),
  z.strictObject({ type: z.literal('task.retry'), ...onTask }),
  z.strictObject({ type: z.literal('task.reopen'), ...onTask, note: Note }),
  z.strictObject({ type: z.literal('task.archive'), ...onTask }),
  /** `hash` is the one shown on the card: an approval binds to these bytes and to nothing else. */
  z.strictObject({ type: z.literal('item.approve'), ...onItem, hash: z.string(), note: Note.nullable() }),
  z.strictObject({ type: z.literal('item.decline'), ...onItem, note: Note.nullable() }),
  /** `optionId: null` = the answer is the text alone. */
  z.strictObject({
    type: z.literal('item.answer'),
    ...onItem,
    optionId: Id.nullable(),
    text: Note,
    /** `default` = nobody was there, and the recommended answer was taken. Left out = a person. */
    by: z.enum(['person', 'default']).optional(),
  }),
  z.strictObject({ type: z.literal('item.settle'), ...onItem, how: z.enum(['happened', 'run-again', 'left']) }),
  /** Lets held work go on, or not. */
  z.strictObject({ type: z.literal('item.release'), ...onItem, how: HoldAnswer }),
  z.strictObject({ type: z.literal('change.undo'), ...onTask, changeId: Id }),
  z.strictObject({ type: z.literal('teammate.create'), teammateId: Id.regex(/^tm_/), profile: Profile }),
  /** `fromVersion`: the version the person changed. */
  z.strictObject({
    type: z.literal('teammate.revise'),
    ...onTeammate,
    fromVersion: z.number().int().positive(),
    profile: Profile,
    note: Note,
  }),
  z.strictObject({ type: z.literal('teammate.pause'), ...onTeammate }),
  z.strictObject({ type: z.literal('teammate.resume'), ...onTeammate }),
  z.strictObject({ type: z.literal('teammate.retire'), ...onTeammate }),
  z.strictObject({ type: z.literal('teammate.rejoin'), ...onTeammate }),
  z.strictObject({ type: z.literal('teammate.tune'), ...onTeammate, unsure: Unsure }),
  /** Keeps a task's breakdown for similar tasks. */
  z.strictObject({ type: z.literal('plan.save'), planId: Id, taskId: Id, name: Title }),
  z.strictObject({ type: z.literal('plan.forget'), planId: Id }),
  z.strictObject({ type: z.literal('settings.change'), settings: Settings.partial() }),
  z.strictObject({ type: z.literal('workspace.pause') }),
  z.strictObject({ type: z.literal('workspace.resume') }),
  ...memoryCommands,
]);
export type Command = z.infer<typeof Command>;
export type CommandType = Command['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

/** Every reason a command can be refused for, as a closed list. */
export const RefusalCode = z.enum([
  'task.unknown',
  'task.exists',
  'task.wrongState',
  'task.archived',
  'teammate.unknown',
  'teammate.exists',
  'teammate.stale',
  'teammate.away',
  'call.unknown',
  'breakdown.invalid',
  'breakdown.stale',
  'plan.unknown',
  'item.unknown',
  'item.stale',
  'option.unknown',
  'change.unknown',
  'change.done',
  'memory.unknown',
  'memory.stale',
  'memory.secret',
  'memory.unavailable',
  'conflict.unknown',
  'conflict.stale',
  'folder.missing',
  'folder.notFolder',
  'folder.unreadable',
  'input.invalid',
  'stream.moved',
  'protocol.mismatch',
]);
export type RefusalCode = z.infer<typeof RefusalCode>;

/** A command that was understood and not done: what happened, in one sentence a person can act on. */
export interface Refusal {
  code: RefusalCode;
  message: string;
}
export type Answer<T = undefined> = { ok: true; value: T } | { ok: false; error: Refusal };
