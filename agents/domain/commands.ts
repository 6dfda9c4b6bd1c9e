/** What a person (or the terminal on a person's behalf) can ask for, one schema per command. */
import { z } from 'zod';
import { HoldAnswer } from './events.ts';
import { memoryCommands } from './memory-commands.ts';
import { Caps, Check, Id, Priority } from './schema.ts';
import { Settings } from './settings.ts';

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
    origin: z.enum(['person', 'example', 'terminal']),
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
  z.strictObject({ type: z.literal('task.assign'), ...onTask, teammateId: Id }),
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
