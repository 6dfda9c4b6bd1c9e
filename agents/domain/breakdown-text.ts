/** A breakdown in words, for a person who looks before it starts. Pure. */
import type { PlannedPart } from './breakdown.ts';
import type { EffectPreview } from './schema.ts';
import type { TeammateState } from './teammate.ts';

/** What is shown and approved of a breakdown. */
export function planPreview(parts: readonly PlannedPart[], teammates: Iterable<TeammateState>): EffectPreview {
  const names = new Map([...teammates].map(({ id, profile }) => [id, profile.name]));
  const target = parts.length === 1 ? '1 part' : `${parts.length} parts`;
  return { verb: 'Start', target, text: planText(parts, names), before: null, cutBytes: 0 };
}

function planText(parts: readonly PlannedPart[], names: ReadonlyMap<string, string>): string {
  const titles = new Map(parts.map(({ key, title }) => [key, title]));
  return parts
    .map(({ title, brief, role, teammateId, needs, checks }, index) =>
      [
        `${index + 1}. ${title} (${names.get(teammateId ?? '') ?? role})`,
        ...(needs.length > 0 ? [`   after: ${needs.map((key) => titles.get(key) ?? key).join(', ')}`] : []),
        ...(checks.length > 0 ? [`   done means: ${checks.map(({ label }) => label).join('; ')}`] : []),
        ...brief.split('\n').map((line) => `   ${line}`),
      ].join('\n'),
    )
    .join('\n');
}

/** From so many parts on a person looks first. */
const longAt = 5;
/** Words of somebody who is to change the person's own folder. */
const outward =
  /\b(?:write|save|put|copy|move|replace|update|change|delete)\b[^.\n]{0,60}(?:\binto files\/|\bin files\/|\bto files\/|\b(?:my|your|the person’s|the person's|their) (?:own )?(?:folder|files)\b)/i;

/** Why a person should look at a breakdown before it starts; '' = it may start. `usdMicros`: the task's cap, null = none. */
export function whyAsk(parts: readonly PlannedPart[], usdMicros: number | null): string {
  const reasons: string[] = [];
  if (parts.length >= longAt) reasons.push(`it has ${parts.length} parts`);
  const cost = parts.reduce((sum, { caps }) => sum + (caps.usdMicros ?? 0), 0);
  if (usdMicros !== null && cost > usdMicros / 2) reasons.push('it may use more than half of the task’s money');
  if (parts.some(({ brief }) => outward.test(brief))) reasons.push('it changes files outside the work folder');
  return reasons.length === 0 ? '' : `You are asked because ${reasons.join(', and ')}.`;
}
