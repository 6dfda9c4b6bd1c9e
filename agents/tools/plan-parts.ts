import { z } from 'zod';
import { PartKey, PlannedPart } from '../domain/breakdown.ts';
import { problemsOf } from '../domain/breakdown-problems.ts';
import { planPreview } from '../domain/breakdown-text.ts';
import type { Check } from '../domain/schema.ts';
import { Role, type TeammateState } from '../domain/teammate.ts';
import { foldText } from '../lib/text/fold.ts';
import { findPath } from './paths.ts';
import { counted, engineDescriptor } from './result.ts';
import { ToolError, type Descriptor, type Scope, type Tool } from './tool.ts';

const label = z.string().trim().min(1).max(200);
const file = z.string().trim().min(1).max(1000);
const text = z.string().trim().min(1).max(500);
const MadeCheck = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exists'), label, path: file }),
  z.strictObject({ kind: z.literal('contains'), label, text }),
  z.strictObject({ kind: z.literal('maxWords'), label, words: z.number().int().positive() }),
  z.strictObject({ kind: z.literal('schema'), label, path: file, fields: z.array(text).min(1).max(60) }),
  z.strictObject({
    kind: z.literal('total'),
    label,
    path: file,
    column: text,
    equals: z.union([z.number(), z.strictObject({ file, column: text })]),
  }),
  z.strictObject({ kind: z.literal('citations'), label }),
  z.strictObject({ kind: z.literal('reviewer'), label }),
  z.strictObject({ kind: z.literal('requirement'), label }),
]);

const Part = z.strictObject({
  key: PartKey.describe('A short name: small letters, digits, dashes.'),
  title: PlannedPart.shape.title,
  brief: PlannedPart.shape.brief.describe(
    'Everything its maker must know: what is wanted, from which files, in which form. Besides this it sees only what the parts in needs made.',
  ),
  role: Role,
  teammate: z.string().trim().min(1).max(60).optional().describe('By name, only when it must be this one.'),
  needs: z.array(PartKey).max(40).optional().describe('Keys of the parts whose results it reads.'),
  inputs: z.array(file).max(40).optional().describe('Files it draws on, as files/….'),
  checks: z.array(MadeCheck).max(20).optional().describe('What makes it done.'),
  caps: z
    .strictObject({ turns: z.number().int().positive().optional(), usd: z.number().positive().optional() })
    .optional()
    .describe('Tighter limits than those of the whole.'),
});
const Args = z.strictObject({ parts: z.array(Part).max(200) });
type Args = z.infer<typeof Args>;

export const planPartsDescriptor: Descriptor<Args> = {
  ...engineDescriptor,
  name: 'plan_parts',
  description:
    'Cuts the task into parts, gives each to a colleague as soon as what it needs is done, and gives back what came of all. The person may look at the plan first.',
  schema: Args,
  handsOn: true,
};

/** How many parts a task may be cut into, how often it still may be, and whether a plan is under way: one at a time. */
export interface PlanRoom {
  parts: number;
  rounds: number;
  isOpen: boolean;
}

/** Makes the tool that cuts a task into parts; `team` and `room` are asked at each call. */
export function planPartsTool(team: () => readonly TeammateState[], room: (taskId: string) => PlanRoom): Tool<Args> {
  return {
    descriptor: planPartsDescriptor,
    async resolve(args, scope) {
      const { parts: mostParts, rounds, isOpen } = room(scope.taskId);
      if (isOpen)
        throw new ToolError('A plan is under way already. Wait for what comes of it before you make another.');
      if (rounds <= 0)
        throw new ToolError(
          'The work was cut into parts often enough. Go on with what there is, and name what was not done.',
        );
      const parts = plannedOf(args, team());
      const problems = [...problemsOf(parts, { teammates: team(), mostParts }), ...(await missingInputs(parts, scope))];
      if (problems.length > 0) throw new ToolError(`The plan was not taken:\n- ${problems.slice(0, 20).join('\n- ')}`);
      return {
        args,
        target: null,
        before: null,
        preview: planPreview(parts, team()),
      };
    },
    async perform({ args }) {
      const parts = plannedOf(args, team());
      return {
        content: `Planned ${counted(parts.length, 'part')}.`,
        summary: `Planned ${counted(parts.length, 'part')}`,
        breakdown: parts,
      };
    },
  };
}

function plannedOf({ parts }: Args, team: readonly TeammateState[]): PlannedPart[] {
  return parts.map(({ teammate, needs = [], inputs = [], checks = [], caps = {}, ...part }) => ({
    ...part,
    teammateId: teammate === undefined ? null : idOf(teammate, team),
    needs: [...new Set(needs)],
    inputs: inputs.map((path) => path.replace(/^files\//, '')),
    checks: checks.map((check, index): Check => {
      const id = `${part.key}-${index + 1}`;
      return check.kind === 'reviewer' ? { ...check, id, teammateId: null } : { ...check, id };
    }),
    caps: {
      ...(caps.turns === undefined ? {} : { turns: caps.turns }),
      ...(caps.usd === undefined ? {} : { usdMicros: Math.round(caps.usd * 1_000_000) }),
    },
  }));
}

/** An unknown name stays, so that the problems tell of it. */
function idOf(name: string, team: readonly TeammateState[]): string {
  const wanted = foldText(name);
  return team.find(({ profile }) => foldText(profile.name) === wanted)?.id ?? `tm_unknown`;
}

async function missingInputs(parts: readonly PlannedPart[], scope: Scope): Promise<string[]> {
  const problems: string[] = [];
  for (const { key, inputs } of parts)
    for (const input of inputs) {
      const why = await findPath(`files/${input}`, scope, { bare: 'files', kind: 'any' }).then(
        () => null,
        (error: unknown) => (error instanceof ToolError ? error.message : null),
      );
      if (why !== null) problems.push(`${key}: ${why}`);
    }
  return problems;
}
