/** What a teammate holds in mind during one run. Pure. */
import type { Note } from './task.ts';

const maxNotes = 64;
const maxTokens = 8_000;
const charsPerToken = 4;

/** Why one more note is not taken, as a sentence for the teammate; null = there is room. */
export function noRoomFor(text: string, notes: readonly Note[]): string | null {
  const instead = 'Write what you must not lose into a file in work/.';
  if (notes.length >= maxNotes) return `You hold ${maxNotes} notes already, and no more fit into one run. ${instead}`;
  const held = notes.reduce((sum, note) => sum + tokensOf(note.text), 0);
  if (held + tokensOf(text) > maxTokens)
    return `Your notes may hold 8,000 tokens in all, and this one goes beyond. ${instead}`;
  return null;
}

function tokensOf(text: string): number {
  return Math.ceil(text.length / charsPerToken);
}
