/** Whether arguments fit a tool, in words for whoever wrote them: a teammate, or a person who changed a step. Pure. */
import type { Tool } from '../tools/tool.ts';

const maxArgsChars = 1_500_000;

export type FittingArgs = { ok: true; args: unknown } | { ok: false; code: string; reason: string };

export function fitArgs({ descriptor }: Tool, args: unknown): FittingArgs {
  if (JSON.stringify(args ?? {}).length > maxArgsChars)
    return {
      ok: false,
      code: 'args.tooLarge',
      reason: 'The arguments are too large. Write long text in several files.',
    };
  const parsed = descriptor.schema.safeParse(args ?? {});
  if (parsed.success) return { ok: true, args: parsed.data };
  const reason = `The arguments do not fit ${descriptor.name}: ${issuesOf(parsed.error.issues)}`;
  return { ok: false, code: 'args.invalid', reason };
}

function issuesOf(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues
    .slice(0, 5)
    .map((issue) => `${issue.path.map(String).join('.') || 'arguments'}: ${issue.message}`)
    .join('; ');
}
