/** An embedder without a model: words and their parts, hashed. Nothing to download, the same on every machine, a few microseconds a text. */
import { tellingTerms } from '../terms.ts';
import { checkedVectors, readable, type Embedder } from './embedder.ts';

const wordWeight = 1;
const pairWeight = 0.5;
/** All parts of a word together: spelling is a hint, not a meaning. */
const partsWeight = 1;
const partLengths = [3, 4, 5];
const maxRemembered = 20_000;

/** What one word adds to a vector: at which places, and how much. */
interface Addend {
  places: Int32Array;
  values: Float32Array;
}

/** Words, pairs of words and parts of words, each added at a place its hash names, with a sign its hash names. */
export function hashEmbedder(dim = 256): Embedder {
  const embedder = { id: `hash-${dim}`, dim, maxTokens: 2_000, isLocal: true, isInstant: true };
  const remembered = new Map<string, Addend>();
  const addendOf = (word: string): Addend => {
    const known = remembered.get(word);
    if (known !== undefined) return known;
    // Memories share most of their words; a full cache is only forgotten, never wrong.
    if (remembered.size >= maxRemembered) remembered.clear();
    const addend = makeAddend(word, dim);
    remembered.set(word, addend);
    return addend;
  };
  const vectorOf = (text: string): Float32Array => {
    const vector = new Float32Array(dim);
    const words = tellingTerms(readable(text, embedder));
    for (const [at, word] of words.entries()) {
      const { places, values } = addendOf(word);
      for (let index = 0; index < places.length; index += 1) add(vector, places[index] ?? 0, values[index] ?? 0);
      if (at > 0) addHashed(vector, `${words[at - 1]} ${word}`, pairWeight);
    }
    // A text without any word is like every other one of its kind, and like nothing else.
    if (words.length === 0) addHashed(vector, '', wordWeight);
    return vector;
  };
  return {
    ...embedder,
    async embed(texts, signal) {
      signal.throwIfAborted();
      return checkedVectors(texts.map(vectorOf), texts.length, embedder);
    },
  };
}

function makeAddend(word: string, dim: number): Addend {
  const vector = new Float32Array(dim);
  addHashed(vector, word, wordWeight);
  const parts = partsOf(word);
  for (const part of parts) addHashed(vector, part, partsWeight / Math.sqrt(parts.length));
  const places = Int32Array.from([...vector.keys()].filter((place) => vector[place] !== 0));
  return { places, values: Float32Array.from(places, (place) => vector[place] ?? 0) };
}

/** Three to five letters in a row, the edges of the word marked. A number is never like another: order 5 is not order 51. */
function partsOf(word: string): string[] {
  if (/\d/.test(word)) return [];
  const marked = `<${word}>`;
  return partLengths.flatMap((length) =>
    Array.from({ length: Math.max(0, marked.length - length + 1) }, (_, at) => marked.slice(at, at + length)),
  );
}

function addHashed(vector: Float32Array, feature: string, weight: number): void {
  const hash = hashOf(feature);
  add(vector, (hash >>> 1) % vector.length, hash % 2 === 0 ? weight : -weight);
}

function add(vector: Float32Array, place: number, value: number): void {
  vector[place] = (vector[place] ?? 0) + value;
}

/** FNV-1a over UTF-16 units, its bits then mixed as MurmurHash3 does: the low ones decide the place. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
