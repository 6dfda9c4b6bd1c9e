/** The three forms in which services take texts and give vectors: what is asked, where, and how the answer is read. Pure. */
import { z } from 'zod';

export const wireNames = ['openai', 'voyage', 'ollama'] as const;
export type WireName = (typeof wireNames)[number];

export interface Wire {
  /** The address to ask, from the base address a person entered, with or without the version at its end. */
  urlOf(baseUrl: string): string;
  /** `dim` null = as long as the model's vectors are by themselves. */
  bodyOf(model: string, dim: number | null, texts: readonly string[]): Record<string, unknown>;
  /** The vectors in the order of the texts; null = the answer has another form. */
  read(answer: unknown): number[][] | null;
}

const Vector = z.array(z.number());
const Listed = z.object({ data: z.array(z.object({ index: z.number().int(), embedding: Vector })) });
const Bare = z.object({ embeddings: z.array(Vector) });

export const wires: Record<WireName, Wire> = {
  openai: {
    urlOf: (baseUrl) => under(baseUrl, 'v1', 'embeddings'),
    bodyOf: (model, _dim, texts) => ({ model, input: texts, encoding_format: 'float' }),
    read: readListed,
  },
  voyage: {
    urlOf: (baseUrl) => under(baseUrl, 'v1', 'embeddings'),
    bodyOf: (model, dim, texts) => ({ model, input: texts, output_dimension: dim ?? undefined, truncation: true }),
    read: readListed,
  },
  ollama: {
    urlOf: (baseUrl) => under(baseUrl, 'api', 'embed'),
    bodyOf: (model, _dim, texts) => ({ model, input: texts, truncate: true }),
    read: (answer) => Bare.safeParse(answer).data?.embeddings ?? null,
  },
};

/** Each place must be taken once: what came twice or not at all would give texts another's vector. */
function readListed(answer: unknown): number[][] | null {
  const items = Listed.safeParse(answer).data?.data;
  if (items === undefined) return null;
  const byIndex = new Map(items.map(({ index, embedding }) => [index, embedding]));
  const ordered = items.map((_, at) => byIndex.get(at));
  return ordered.every((vector) => vector !== undefined) ? ordered : null;
}

function under(baseUrl: string, version: string, name: string): string {
  const url = new URL(baseUrl);
  const parts = url.pathname.split('/').filter((part) => part !== '');
  if (parts.at(-1) !== version) parts.push(version);
  url.pathname = [...parts, name].join('/');
  return url.href;
}
