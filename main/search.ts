/** Keeps the memory index at what the person chose to find memories by likeness with, and knows what keeps that from working. */
import type { SearchCheck, SearchInput, SearchWish, Setup } from '../agents/contract.ts';
import {
  checkSearch,
  chosenEmbedder,
  EmbedderError,
  systemClock,
  systemRandom,
  type Embedder,
  type Embedding,
  type MemoryIndex,
} from '../agents/index.ts';
import { keyHint } from './model-access.ts';
import type { SearchAccess } from './search-access.ts';

export interface Search {
  /** What is chosen, for the index to be opened with. */
  embedding(): Embedding;
  /** This is the index. null = there is none. */
  serve(index: MemoryIndex | null): void;
  state(): Setup['search'];
  check(input: SearchInput, signal: AbortSignal): Promise<SearchCheck>;
  /** Keeps a choice and takes it into use. Resolves to a sentence when it was not kept, else null. */
  save(wish: SearchWish): Promise<string | null>;
}

const remedy =
  'Search does without it meanwhile. When this is mended, check and keep the choice again, or take the built-in search.';

export function makeSearch(access: SearchAccess, log: (line: string) => void): Search {
  let index: MemoryIndex | null = null;
  let trouble: string | null = null;
  let chosen = choose();
  let saving: Promise<unknown> = Promise.resolve();

  /** An embedder that is not chosen any more may still answer; what it says is of no interest. */
  function choose(): Embedding {
    const { choice, privateMayLeave } = access.current();
    const embedder = watched(chosenEmbedder(choice, { clock: systemClock, random: systemRandom }), (found) => {
      if (chosen.embedder === embedder) trouble = found;
    });
    return { embedder, privateMayLeave };
  }

  async function keep(wish: SearchWish): Promise<string | null> {
    const refusal = await access.save(wish);
    if (refusal !== null) return refusal;
    trouble = null;
    chosen = choose();
    try {
      await index?.embedWith(chosen);
    } catch (error) {
      trouble = wordsOf(error);
      log(`search: ${trouble}`);
    }
    return null;
  }

  return {
    embedding: () => chosen,
    serve: (opened) => (index = opened),
    state() {
      const { choice, privateMayLeave, keySource, givenEndpoint, problem } = access.current();
      const isService = 'endpoint' in choice;
      const progress = index?.progress() ?? null;
      return {
        kind: choice.kind,
        endpoint: isService ? choice.endpoint : null,
        model: 'model' in choice ? choice.model : null,
        keySource,
        keyHint: keyHint(isService ? choice.key : null),
        givenEndpoint,
        privateMayLeave,
        transformersFolder: access.transformersFolder,
        problem: problem ?? (trouble && `${trouble} ${remedy}`),
        progress: progress && { done: progress.done, total: progress.total },
      };
    },
    check: (input, signal) => checkSearch(access.candidate(input), signal),
    save(wish) {
      // One after another: a key is never kept between the steps of another choice.
      const kept = saving.then(() => keep(wish));
      saving = kept.catch(() => undefined);
      return kept;
    },
  };
}

/** The same embedder, which tells what came of each call: null = it answered. A call that was called off says nothing. */
function watched(embedder: Embedder, told: (trouble: string | null) => void): Embedder {
  if (embedder.isInstant) return embedder;
  return {
    ...embedder,
    async embed(texts, signal) {
      try {
        const vectors = await embedder.embed(texts, signal);
        told(null);
        return vectors;
      } catch (error) {
        if (!signal.aborted || error instanceof EmbedderError) told(wordsOf(error));
        throw error;
      }
    },
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
