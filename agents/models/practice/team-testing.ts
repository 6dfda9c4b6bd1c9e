/** For tests: lets the practice model be a whole team, every part made by the model itself on a real folder. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { endHeading, madeHeading, sections } from '../../runs/headings.ts';
import type { Model } from '../model.ts';
import type { PartArgs } from './jobs/parts.ts';
import { allTools, teamTools, work, type Outcome, type Script, type TeamCall } from './testing.ts';

export interface TeamOutcome extends Outcome {
  /** Every part that was made, by key, the newest of each. */
  parts: Record<string, Outcome & { part: PartArgs }>;
  /** The parts of each call of `plan_parts`. */
  plans: PartArgs[][];
}

interface TeamScript extends Script {
  /** Why a part fails in this round; null = it is made. */
  fails?: (key: string, round: number) => string | null;
  /** Answers `plan_parts` with a refusal; null = the parts are made. */
  refuses?: (parts: readonly PartArgs[], round: number) => string | null;
}

/** Runs a planner whose parts are made in the order of their needs, by the same model in the roles they ask for. */
export async function workAsTeam(model: Model, script: TeamScript): Promise<TeamOutcome> {
  const parts: TeamOutcome['parts'] = {};
  const plans: PartArgs[][] = [];
  const team = async (call: TeamCall, workFolder: string) => {
    if (call.tool !== 'plan_parts') return { content: `There is no tool ${call.tool}.`, isError: true };
    const wanted = call.args.parts as PartArgs[];
    plans.push(wanted);
    const round = plans.length;
    const refusal = script.refuses?.(wanted, round) ?? null;
    if (refusal !== null) return { content: refusal, isError: true };
    const told: string[] = [];
    const fine = new Set<string>();
    for (const part of wanted) {
      const missing = part.needs.find((key) => !fine.has(key));
      const failure = script.fails?.(part.key, round) ?? null;
      if (missing !== undefined || failure !== null) {
        told.push(
          endHeading(part, missing === undefined ? 'failed' : 'not begun'),
          failure ?? `It needs ${missing}, which was not done.`,
        );
        continue;
      }
      const outcome = await work(model, {
        brief: part.brief,
        folder: script.folder,
        who: { name: part.key, role: part.role },
        tools: [...allTools, ...teamTools],
        ...givenTo(part, parts),
      });
      parts[part.key] = { ...outcome, part };
      fine.add(part.key);
      const folder = `parts/t_${round}.${part.key}`;
      await mkdir(path.join(workFolder, folder), { recursive: true });
      for (const [name, content] of Object.entries(outcome.files))
        await writeFile(path.join(workFolder, folder, name), content);
      const files = Object.keys(outcome.files).map((name) => `- work/${folder}/${name}`);
      told.push([endHeading(part, 'done'), outcome.summary, 'Files:', ...files].join('\n'));
    }
    return { content: told.join('\n\n'), isError: false };
  };
  const outcome = await work(model, {
    who: { name: 'Owen', role: 'planner' },
    tools: [...allTools, ...teamTools],
    team,
    ...script,
  });
  return { ...outcome, parts, plans };
}

/** What the parts it needs made, as the request shows it. */
function givenTo({ needs }: PartArgs, parts: TeamOutcome['parts']): Pick<Script, 'beside' | 'given'> {
  if (needs.length === 0) return {};
  const given: Record<string, string> = {};
  const made = needs.flatMap((key) => {
    const outcome = parts[key];
    if (!outcome) return [];
    for (const [name, content] of Object.entries(outcome.files)) given[`${key}/${name}`] = content;
    const files = Object.keys(outcome.files).map((name) => `- given/${key}/${name}`);
    return [[madeHeading(outcome.part), outcome.summary, ...files].join('\n')];
  });
  return { given, beside: [sections.made, ...made].join('\n') };
}
