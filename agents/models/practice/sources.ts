/** Where a sentence comes from: a file of the folder, or what the team knows. Pure. */
import { citedMemory } from '../../lib/text/citations.ts';
import type { ReadLine } from '../../memory/line.ts';
import type { Doc } from './knowledge.ts';

/** What memory is called in a page. */
export const teamSource = 'what the team knows';
export const teamHeading = 'What the team knows';

/** True for a sentence or value that comes from memory. */
export function isKnown({ file }: { file: string }): boolean {
  return citedMemory(file) !== null;
}

/** What a reader is told of where something stands. */
export function sourceName(file: string): string {
  return isKnown({ file }) ? teamSource : file;
}

/** A memory as a document of one line under its subject, so that it is read like any other. */
export function knownDoc({ id, subject, text }: ReadLine): Doc {
  const lines = [`# ${subject}`, text].map((line, number) => ({ number, text: line }));
  return { path: `memory/${id}`, ending: '', lines, total: 1 };
}
