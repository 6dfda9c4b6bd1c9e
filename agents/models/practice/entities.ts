/** Things with a name: how a sentence is told to be about one. Pure. */
import { foldText, stemOf, wordsOf } from '../../lib/text/fold.ts';
import type { Sentence } from './sentences.ts';

export interface Entity {
  name: string;
  /** True when a text names the thing: by its whole name or by the word that is its alone. */
  namedIn(text: string): boolean;
  /** The same for a sentence, faster. */
  namedBy(sentence: Sentence): boolean;
  /** True when a file is called after the thing. */
  namesFile(path: string): boolean;
}

/** Entities by name. A first word that no other name begins with, of four letters and more, stands for the whole. */
export function entitiesOf(names: readonly string[]): Entity[] {
  const unique = [...new Set(names.map((name) => name.trim()).filter((name) => wordsOf(name).length > 0))];
  const firsts = unique.map((name) => wordsOf(name)[0] ?? '');
  const uses = Map.groupBy(firsts, (word) => word);
  return unique.map((name, index) => {
    const first = firsts[index] ?? '';
    const alone = first.length >= 4 && uses.get(first)?.length === 1 && wordsOf(name).length > 1;
    const short = alone ? wordPattern(name.trim().split(/\s+/)[0] ?? '') : null;
    const whole = wordPattern(foldText(name));
    const stem = stemOf(first);
    const namedIn = (text: string) => (short?.test(text) ?? false) || whole.test(foldText(text));
    return {
      name,
      namedIn,
      namedBy: (sentence) => sentence.stems.has(stem) && namedIn(sentence.text),
      namesFile: (path) => alone && wordsOf(path.slice(path.lastIndexOf('/') + 1)).includes(first),
    };
  });
}

function wordPattern(text: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u');
}

/** Sentences about an entity: they name it, or stand in a file or under a heading that does and name no other. */
export function about(entity: Entity, others: readonly Entity[], sentences: readonly Sentence[]): Sentence[] {
  const within = new Map<string, boolean>();
  return sentences.filter((sentence) => {
    if (entity.namedBy(sentence)) return true;
    const above = `${sentence.file}\n${sentence.headings.join('\n')}`;
    let inside = within.get(above);
    if (inside === undefined) {
      inside = entity.namesFile(sentence.file) || entity.namedIn(sentence.headings.join('\n'));
      within.set(above, inside);
    }
    return inside && !others.some((other) => other.name !== entity.name && other.namedBy(sentence));
  });
}

/** Words of a phrase as stems. */
export function stemsOf(text: string): string[] {
  return wordsOf(text).map(stemOf);
}
