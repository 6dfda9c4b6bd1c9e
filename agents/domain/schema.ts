/**
 * The nouns every stream shares, as zod schemas: the wire and the journal are validated with these.
 * Types are inferred. The renderer takes the types only (`import type`), never this module's values.
 */
import { z } from 'zod';

/** Time in UTC milliseconds since 1970. */
export const TimeMs = z.number().int().nonnegative();
/** Money in millionths of a US dollar. */
export const UsdMicros = z.number().int().nonnegative();
/** Ids are short, printable and safe in paths and SQL: `t_…` task, `r_…` run, `m_…` message, and so on. */
export const Id = z
  .string()
  .min(1)
  .max(160)
  .regex(/^[A-Za-z0-9_.:/-]+$/);

/** Two bits and their sources that travel with every piece of text (trust.md). Carried everywhere, enforced by the gate. */
export const Labels = z.object({ tainted: z.boolean(), private: z.boolean(), from: z.array(z.string()).max(32) });
export type Labels = z.infer<typeof Labels>;

/**
 * Limits of one run and of all the work it hands on; reaching one ends the run as `capped`, four fifths of one asks.
 * `null` = no limit of that kind.
 */
export const Caps = z.object({
  turns: z.number().int().positive(),
  calls: z.number().int().positive(),
  usdMicros: UsdMicros.nullable(),
  /** Counts only while the model's price is unknown. */
  tokens: z.number().int().positive(),
  activeMs: z.number().int().positive(),
  /** How far down work may be handed on; 0 = not at all. */
  depth: z.number().int().nonnegative().max(8),
  /** Parts that may be with other teammates at once. */
  children: z.number().int().positive().max(64),
  /** Parts one plan may have. */
  parts: z.number().int().positive().max(200),
});
export type Caps = z.infer<typeof Caps>;

/** Caps as an event holds them: a journal of protocol 1 does not know them all, and the fold adds what it lacks. */
export const RecordedCaps = Caps.extend({
  depth: Caps.shape.depth.optional(),
  children: Caps.shape.children.optional(),
  parts: Caps.shape.parts.optional(),
});

/** Where a part of a task comes from: the call that handed it on. */
export const Parent = z.object({
  taskId: Id,
  runId: Id,
  callId: Id,
  /** The task a person made, at the top. */
  rootId: Id,
  /** 1 = handed on by the root. */
  depth: z.number().int().positive(),
  /** Turns without news that led here: handing work on is no news by itself. */
  idleTurns: z.number().int().nonnegative(),
});
export type Parent = z.infer<typeof Parent>;

/** Whose turn comes first when places are short. */
export const Priority = z.enum(['high', 'normal', 'low']);
export type Priority = z.infer<typeof Priority>;

/** A file of the work folder, relative to it. */
const MadePath = z.string().min(1).max(1000);

/** A condition on the result ("done means"). Code decides all but `reviewer`, a colleague's, and `requirement`, which only a person can tick. */
export const Check = z.discriminatedUnion('kind', [
  z.object({ id: Id, kind: z.literal('artifact'), label: z.string() }),
  z.object({ id: Id, kind: z.literal('citations'), label: z.string() }),
  z.object({ id: Id, kind: z.literal('contains'), label: z.string(), text: z.string().min(1).max(500) }),
  z.object({ id: Id, kind: z.literal('maxWords'), label: z.string(), words: z.number().int().positive() }),
  z.object({ id: Id, kind: z.literal('exists'), label: z.string(), path: MadePath }),
  /** A table has these columns, a JSON object these fields; each of a JSON list's objects has them. */
  z.object({
    id: Id,
    kind: z.literal('schema'),
    label: z.string(),
    path: MadePath,
    fields: z.array(z.string().min(1).max(200)).min(1).max(60),
  }),
  /** A column of a made table adds up to a number, or to a column of a table in the person's folder. */
  z.object({
    id: Id,
    kind: z.literal('total'),
    label: z.string(),
    path: MadePath,
    column: z.string().min(1).max(200),
    equals: z.union([z.number(), z.object({ file: z.string().min(1).max(1000), column: z.string().min(1).max(200) })]),
  }),
  /** A program of the person's choice ends with 0, run without a network on a copy of the work folder. Never a teammate's to set. */
  z.object({
    id: Id,
    kind: z.literal('command'),
    label: z.string(),
    argv: z.array(z.string().max(2000)).min(1).max(40),
  }),
  /** A colleague who is not the author says that it is ready; `teammateId: null` = whoever routing finds. */
  z.object({ id: Id, kind: z.literal('reviewer'), label: z.string(), teammateId: Id.nullable() }),
  z.object({ id: Id, kind: z.literal('requirement'), label: z.string() }),
]);
export type Check = z.infer<typeof Check>;

export const CheckResult = z.object({
  checkId: Id,
  label: z.string(),
  outcome: z.enum(['passed', 'failed', 'not-checked']),
  /** One sentence: what was seen, or why it could not be checked. */
  evidence: z.string(),
  /** Who decided it; left out = code, as in journals before protocol 4. */
  by: z.enum(['code', 'reviewer', 'person']).optional(),
});
export type CheckResult = z.infer<typeof CheckResult>;

/** Something a result says was done. `callId` = the step on record that did it; null = there is none, and the claim is false. */
export const Claim = z.object({ text: z.string(), callId: Id.nullable() });
export type Claim = z.infer<typeof Claim>;

/** What a reviewer says of a colleague's result; each finding names what it looked at. */
export const Opinion = z.object({
  verdict: z.enum(['ready', 'small-changes', 'not-ready']),
  findings: z
    .array(
      z.object({
        /** The check it is about; null = something else. */
        checkId: Id.nullable(),
        isGood: z.boolean(),
        /** What was seen, in one or two sentences. */
        text: z.string().min(1).max(1000),
        /** Where it was seen, with words copied from there; null = nothing is quoted. */
        source: z.object({ file: z.string().min(1).max(1000), quote: z.string().min(1).max(1000) }).nullable(),
      }),
    )
    .max(60),
});
export type Opinion = z.infer<typeof Opinion>;

/** An outside event a task was made for; its text is a stranger's. */
export const Occasion = z.object({
  kind: z.enum(['mail', 'form', 'file', 'message']),
  from: z.string().max(200),
  text: z.string().max(64_000),
});
export type Occasion = z.infer<typeof Occasion>;

/** What the result gate says of a result as a whole. `nothing` = no file and no answer was produced. */
export const Verdict = z.enum(['passed', 'failed', 'not-checked', 'nothing']);
export type Verdict = z.infer<typeof Verdict>;

/** A quote in a deliverable and the file it was taken from (path relative to the task's folder). */
export const Citation = z.object({ file: z.string(), quote: z.string() });
export type Citation = z.infer<typeof Citation>;

/** A deliverable file in the task's work folder (`path` is relative to it). */
export const Artifact = z.object({ path: z.string(), bytes: z.number().int(), sha256: z.string() });
export type Artifact = z.infer<typeof Artifact>;

/** Where a path of a tool call points: `work` = the task's own work folder, `files` = the person's folder. */
export const Place = z.enum(['work', 'files']);
export type Place = z.infer<typeof Place>;

/** A performed effect that can be undone. `before` / `after` are blob hashes; `before: null` = the file was new. */
export const Change = z.object({
  id: Id,
  callId: Id,
  kind: z.literal('file'),
  place: Place,
  path: z.string(),
  before: z.string().nullable(),
  after: z.string(),
  atMs: TimeMs,
});
export type Change = z.infer<typeof Change>;

/** One line of the plan as a person reads it. */
export const PlanLine = z.object({ text: z.string().min(1).max(300), state: z.enum(['todo', 'doing', 'done']) });
export type PlanLine = z.infer<typeof PlanLine>;

/** An act the model proposes. `args` is what the model wrote, before the gate has looked at it. */
export const ProposedCall = z.object({
  callId: Id,
  tool: z.string().max(100),
  args: z.unknown(),
  /** Fingerprint of tool and arguments (gate/loops.ts); left out in journals of protocol 1. */
  print: z.string().optional(),
});
export type ProposedCall = z.infer<typeof ProposedCall>;

/** Tokens one model turn used. */
export const Usage = z.object({
  input: z.number().int(),
  output: z.number().int(),
  cacheRead: z.number().int(),
  cacheWrite: z.number().int(),
});
export type Usage = z.infer<typeof Usage>;

/** Why something failed, in a closed list of causes and one plain sentence. */
export const Failure = z.object({
  code: z.enum([
    'model.unreachable',
    'model.key',
    'model.busy',
    'model.refused',
    'model.garbage',
    'model.cut',
    'tool.failed',
    'tool.timeout',
    'disk.full',
    'folder.missing',
    'teammate.failed',
    'engine.internal',
  ]),
  message: z.string().max(2000),
});
export type Failure = z.infer<typeof Failure>;

/** The caps that end a run. The day's belong to the workspace. */
export const CapName = z.enum(['turns', 'calls', 'usdMicros', 'tokens', 'activeMs', 'dayUsdMicros', 'dayTokens']);
export type CapName = z.infer<typeof CapName>;

/**
 * The exact effect a person is asked about, drawn from the resolved call and not from the model's prose.
 * `text` is whole unless `cutBytes` says how much is missing.
 */
export const EffectPreview = z.object({
  verb: z.string(),
  target: z.string(),
  text: z.string().nullable(),
  before: z.string().nullable(),
  cutBytes: z.number().int().nonnegative(),
});
export type EffectPreview = z.infer<typeof EffectPreview>;

/** One answer a question offers. */
export const Option = z.object({ id: Id, label: z.string().min(1).max(200) });
export type Option = z.infer<typeof Option>;

/** The four things a person can be needed for. */
export const InboxKind = z.enum(['approve', 'question', 'problem', 'review']);
export type InboxKind = z.infer<typeof InboxKind>;

/** An open inbox item. `hash` binds an approval to the exact bytes of one call; null for the other kinds. */
export const InboxItem = z.object({
  id: Id,
  kind: InboxKind,
  runId: Id,
  callId: Id.nullable(),
  /** One sentence of at most 120 characters: what is needed from the person. */
  ask: z.string(),
  detail: z.string(),
  effect: EffectPreview.nullable(),
  why: z.string(),
  undoable: z.boolean(),
  options: z.array(Option).max(9),
  recommended: Id.nullable(),
  hash: z.string().nullable(),
  sinceMs: TimeMs,
});
export type InboxItem = z.infer<typeof InboxItem>;
