import { assertOncePerId } from './batch.ts';
import { checkedVectors, likenessOf } from './embedders/embedder.ts';
import { hashEmbedder } from './embedders/hash.ts';
import { floorOf, nearestOf } from './likeness.ts';
import { isPrivate, type Embedding, type MemoryIndex, type MemoryRow } from './memory.ts';
import { rankRows } from './rank.ts';
import { isFound } from './standing.ts';

/** An index in memory with the behaviour of the real one, for tests: it passes the same suite. Vectors are made when they are compared. */
export function fakeIndex(first: Embedding = { embedder: hashEmbedder(), privateMayLeave: false }): MemoryIndex {
  const rows = new Map<string, MemoryRow>();
  let applied = 0;
  let embedding = first;
  const signal = new AbortController().signal;

  const nearest = async (
    text: string,
    among: readonly MemoryRow[],
    mayLeave: boolean,
  ): Promise<Map<string, number>> => {
    const { embedder, privateMayLeave } = embedding;
    const isOpen = embedder.isLocal || privateMayLeave;
    if (!isOpen && !mayLeave) return new Map();
    const seen = among.filter((row) => row.text !== '' && (isOpen || !isPrivate(row)));
    const texts = seen.map((row) => `${row.subject}: ${row.text}`);
    const given = await embedder.embed([text, ...texts], signal);
    const [question, ...vectors] = checkedVectors(given, texts.length + 1, embedder);
    const found = seen.map(({ id }, at) => ({ id, cosine: likenessOf(question ?? [], vectors[at] ?? []) }));
    return nearestOf(found, await floorOf(embedder, signal));
  };

  return {
    async apply(batch, appliedSeq) {
      assertOncePerId(batch);
      for (const row of batch) {
        const known = rows.get(row.id);
        if (!known || known.rev < row.rev) rows.set(row.id, row);
      }
      applied = Math.max(applied, appliedSeq);
    },
    appliedSeq: async () => applied,
    async recall(query) {
      const { text, limit, mayLeave = false } = query;
      const among = [...rows.values()].filter((row) => isFound(row, query));
      const likenesses = await nearest(text, among, mayLeave).catch(() => new Map<string, number>());
      return rankRows(text, among, limit, likenesses);
    },
    count: async () => rows.size,
    purge: async (ids) => {
      for (const id of ids) rows.delete(id);
    },
    clear: async () => {
      rows.clear();
      applied = 0;
    },
    embedWith: async (next) => {
      embedding = next;
    },
    progress: () => null,
    settled: async () => {},
    stop: async () => {},
  };
}
