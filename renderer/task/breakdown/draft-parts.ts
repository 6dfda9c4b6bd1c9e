/** A plan while a person changes it. Pure: what is kept is always what the engine takes. */
import type { PlannedPart } from '../../../agents/domain/breakdown.ts';
import type { Breakdown } from '../../../agents/domain/breakdown.ts';
import type { Role } from '../../../agents/domain/teammate.ts';

/** The parts as they can be sent, without what came of them. */
export function plannedOf(breakdown: Breakdown): PlannedPart[] {
  return breakdown.parts.map(({ tries: _tries, ...part }) => part);
}

/** Changes one part. */
export function changed(parts: readonly PlannedPart[], key: string, patch: Partial<PlannedPart>): PlannedPart[] {
  return parts.map((part) => (part.key === key ? { ...part, ...patch } : part));
}

/** Takes one out; nobody waits for it any longer. */
export function without(parts: readonly PlannedPart[], key: string): PlannedPart[] {
  return parts
    .filter((part) => part.key !== key)
    .map((part) => ({ ...part, needs: part.needs.filter((need) => need !== key) }));
}

/** Puts one a place up or down; stays at the ends. */
export function moved(parts: readonly PlannedPart[], key: string, step: 1 | -1): PlannedPart[] {
  const from = parts.findIndex((part) => part.key === key);
  const to = from + step;
  const part = parts[from];
  if (!part || to < 0 || to >= parts.length) return [...parts];
  return parts.toSpliced(from, 1).toSpliced(to, 0, part);
}

/** Adds an empty one at the end under a key nobody has. */
export function added(parts: readonly PlannedPart[], role: Role): PlannedPart[] {
  const taken = new Set(parts.map(({ key }) => key));
  let number = parts.length + 1;
  while (taken.has(`part-${number}`)) number += 1;
  const empty = { title: '', brief: '', teammateId: null, needs: [], inputs: [], checks: [], caps: {} };
  return [...parts, { ...empty, key: `part-${number}`, role }];
}

/** Switches one need of a part on or off. */
export function withNeed(part: PlannedPart, key: string): PlannedPart['needs'] {
  return part.needs.includes(key) ? part.needs.filter((need) => need !== key) : [...part.needs, key];
}

/** Reads kept text back; null = there is none, or it is not of this version of the plan. */
export function draftFrom(text: string, base: readonly PlannedPart[]): PlannedPart[] | null {
  if (text === '') return null;
  const held = JSON.parse(text) as { base: string; parts: PlannedPart[] };
  return held.base === JSON.stringify(base) ? held.parts : null;
}

/** Writes a draft with the version it was made from. */
export function draftText(parts: readonly PlannedPart[], base: readonly PlannedPart[]): string {
  const from = JSON.stringify(base);
  return JSON.stringify(parts) === from ? '' : JSON.stringify({ base: from, parts });
}
