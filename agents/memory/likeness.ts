/** How alike a question and a memory are: the cosine of their vectors, on one scale whatever embedder made them. */
import { likenessOf, type Embedder } from './embedders/embedder.ts';

/** So many of the nearest memories are candidates, whether or not they hold a word of the question. */
export const nearestCount = 60;
/** An index is asked for more than count: it cuts off among equals as its parts lie. */
export const nearestAsked = 90;

/** About things that have nothing in common, as short as memories are. */
const unrelated = [
  'The lease of the warehouse ends in March',
  'Her grandmother bakes bread with rye',
  'Two goals in the second half decided the match',
  'The printer needs a new cartridge',
  'Whales sleep standing upright in the water',
  'He prefers the early train on Fridays',
  'Volcanic ash makes fertile soil',
  'Invoices over five thousand need a signature',
];

/** The cosine an embedder gives to texts that have nothing in common: far above zero for some, so it is measured. */
export async function floorOf(embedder: Embedder, signal: AbortSignal): Promise<number> {
  const vectors = await embedder.embed(unrelated, signal);
  const cosines = vectors.flatMap((one, at) => vectors.slice(at + 1).map((other) => likenessOf(one, other)));
  return Math.min(0.99, Math.max(0, ...cosines));
}

/**
 * The nearest of what was found, by id: 1 = the same, 0 = as little in common as any two texts. Rounded, for an index computes the
 * last digits in its own way, and equal ones are chosen by id.
 */
export function nearestOf(found: readonly { id: string; cosine: number }[], floor: number): Map<string, number> {
  const scaled = found.map(({ id, cosine }): [string, number] => [id, scaledOf(cosine, floor)]);
  return new Map(scaled.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, nearestCount));
}

function scaledOf(cosine: number, floor: number): number {
  return Math.round((1000 * Math.max(0, cosine - floor)) / (1 - floor)) / 1000;
}
