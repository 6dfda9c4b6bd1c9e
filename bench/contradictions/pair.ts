/** Pairs of memories and what is right about them; reads a file of pairs, or says plainly what is wrong with it. */
import { z } from 'zod';

export const expectations = ['contradiction', 'compatible', 'update', 'scope-shadow', 'many-valued'] as const;

const Side = z.object({
  text: z.string().min(1),
  /** ISO day or time; null or absent = nobody knows. */
  date: z
    .string()
    .refine((text) => /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text)), 'needs an ISO day or time')
    .nullish(),
  scope: z.string().nullish(),
});
const Pair = z.object({
  id: z.string().min(1),
  kind: z.string().min(1),
  subject: z.string().min(1),
  a: Side,
  b: Side,
  expected: z.enum(expectations),
  current: z.enum(['a', 'b', 'both', 'open']),
});
const PairsFile = z.object({ pairs: z.array(Pair).min(1) });

export type PairSide = z.infer<typeof Side>;
export type Pair = z.infer<typeof Pair>;

/** The pairs of a file. Throws a sentence that names the place of each fault. */
export function readPairs(json: string): Pair[] {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    throw new Error(`The file of pairs is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const read = PairsFile.safeParse(data);
  if (!read.success) {
    const faults = read.error.issues
      .slice(0, 5)
      .map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
    throw new Error(`The file of pairs has ${read.error.issues.length} fault(s): ${faults.join(' · ')}`);
  }
  const ids = new Set<string>();
  for (const { id } of read.data.pairs) {
    if (ids.has(id)) throw new Error(`The file of pairs has the id "${id}" twice.`);
    ids.add(id);
  }
  return read.data.pairs;
}

/** The time of a side; null = unknown. */
export function dateMs({ date }: PairSide): number | null {
  return date === null || date === undefined ? null : Date.parse(date);
}
