/** How a memory fades: what nobody uses or confirms falls out of recall, and comes back when somebody asks for it. Pure. */
import type { MemoryUse } from '../domain/memory-uses.ts';
import type { Authority, MemoryCard, MemoryKind } from '../domain/memory.ts';

const dayMs = 24 * 3_600_000;

/** After so long an unused memory counts half (memory.md §6); null = it does not fade. Starting values, to be measured. */
const halfLifeDays: Record<MemoryKind, number | null> = {
  episode: 30,
  fact: 180,
  procedure: 365,
  decision: null,
  preference: null,
};
const weight: Record<Authority, number> = { human: 1, system: 1, tool: 0.9, agent: 0.8, inferred: 0.6 };
/** Below this it is out of recall: about three half-lives of a teammate's memory that nobody used. */
export const fadedBelow = 0.1;

/** How present a memory is, from 1 down; null = it does not fade. What a person said or kept is for the person to forget. */
export function presenceOf(card: MemoryCard, use: MemoryUse | null, nowMs: number): number | null {
  const halfLife = halfLifeDays[card.kind];
  if (halfLife === null || card.authority === 'human' || card.keptAtMs !== null) return null;
  const ageDays = Math.max(0, nowMs - Math.max(card.recordedAtMs, use?.lastMs ?? 0)) / dayMs;
  const used = 1 + Math.log(1 + (use?.tasks ?? 0));
  return card.confidence * weight[card.authority] * 2 ** (-ageDays / halfLife) * used;
}
