/** Things with a name: how a sentence is told to be about one. Pure. */
import { foldText, stemOf, wordsOf } from '../../lib/text/fold.ts';
import type { Sentence } from './sentences.ts';

export interface Entity {
  name: string;
  /** True when a text names the thing: by its whole name or by the word that is its alone. */
  namedIn(text: string): boolean;
}

/** Entities by name. A first word that no other name begins with, of four letters and more, stands for the whole. */
export function entitiesOf(names: readonly string[]): Entity[] {
  const unique = [...new Set(names.map((name) => name.trim()).filter((name) => name.length > 1))];
  const firsts = unique.map((name) => wordsOf(name)[0] ?? '');
  return unique.map((name, index) => {
    const folded = foldText(name);
    const first = firsts[index] ?? '';
    const alone = first.length >= 4 && firsts.filter((word) => word === first).length === 1 && wordsOf(name).length > 1;
    const written = name.trim().split(/\s+/)[0] ?? '';
    const short = alone ? new RegExp(`(?<![\\p{L}\\p{N}])${escape(written)}(?![\\p{L}\\p{N}])`, 'u') : null;
    const whole = new RegExp(`(?<![\\p{L}\\p{N}])${escape(folded)}(?![\\p{L}\\p{N}])`, 'u');
    return { name, namedIn: (text) => whole.test(foldText(text)) || (short?.test(text) ?? false) };
  });
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/** Sentences about an entity: they name it, or stand under a heading that does and name no other. */
export function about(entity: Entity, others: readonly Entity[], sentences: readonly Sentence[]): Sentence[] {
  const headed = new Map<string, boolean>();
  return sentences.filter((sentence) => {
    if (entity.namedIn(sentence.text)) return true;
    const above = sentence.headings.join('\n');
    let under = headed.get(above);
    if (under === undefined) {
      under = entity.namedIn(above);
      headed.set(above, under);
    }
    return under && !others.some((other) => other !== entity && other.namedIn(sentence.text));
  });
}

/** Words of a phrase as stems. */
export function stemsOf(text: string): string[] {
  return wordsOf(text).map(stemOf);
}
