/** What results of reading have in common. */
import type { Labels } from '../domain/schema.ts';
import { shownPath } from './paths.ts';
import type { Descriptor, ResolvedPath } from './tool.ts';

/** The parts of a descriptor every tool that only reads the disk has in common. */
export const readingDescriptor = {
  version: 1,
  effect: 'read',
  idempotent: 'yes',
  reversible: true,
  doubt: 'retry',
  resultTrust: 'own',
  private: true,
  timeoutMs: 30_000,
  maxBytes: 262_144,
} as const satisfies Partial<Descriptor>;

/** The parts every tool has in common that touches the engine's own state only. */
export const engineDescriptor = {
  version: 1,
  effect: 'none',
  idempotent: 'yes',
  reversible: true,
  doubt: 'retry',
  resultTrust: 'own',
  private: false,
  timeoutMs: 10_000,
  maxBytes: 65_536,
} as const satisfies Partial<Descriptor>;

/** Labels of text read from a place: the person's folder is theirs and private; the work folder holds what was read there. */
export function labelsOf(target: Pick<ResolvedPath, 'place' | 'path'>): Labels {
  return { tainted: false, private: true, from: [shownPath(target)] };
}

/** `12 files`, `1 file`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
