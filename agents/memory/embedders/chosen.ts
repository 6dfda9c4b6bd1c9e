/** The embedder a person chose. */
import path from 'node:path';
import type { Clock } from '../../lib/clock.ts';
import { checkedVectors, type Embedder } from './embedder.ts';
import { hashEmbedder } from './hash.ts';
import { askHttp, httpEmbedder, httpFacts } from './http.ts';
import { askTransformers, transformersEmbedder, transformersFacts, type TransformersModel } from './transformers.ts';
import type { WireName } from './wires.ts';

/** A model that makes vectors, and where it is. */
export type SearchModel =
  /** `key` null = the address asks for none. */
  | { kind: WireName; endpoint: string; model: string; key: string | null }
  /** `folder` holds what the person installed, `node_modules`, and the models in `models`. */
  | { kind: 'transformers'; folder: string; model: string };

export type SearchChoice = { kind: 'built-in' } | (SearchModel & { dim: number; maxTokens: number });

/** What the embedders need of the world. */
export interface EmbedderPorts {
  clock: Clock;
  random: () => number;
}

/** Contract: never throws; what keeps an embedder from working is told by each call of it. */
export function chosenEmbedder(choice: SearchChoice, ports: EmbedderPorts): Embedder {
  if (choice.kind === 'built-in') return hashEmbedder();
  if (choice.kind === 'transformers') {
    const options = { ...choice, ...placesIn(choice) };
    return whenAsked(transformersFacts(options), () => transformersEmbedder(options));
  }
  const options = { ...choice, ...ports, wire: choice.kind, baseUrl: choice.endpoint };
  return whenAsked(httpFacts(options), async () => httpEmbedder(options));
}

/**
 * How long the model's vectors are, found by one small real request.
 * @throws EmbedderError when no vector comes
 */
export async function measureModel(model: SearchModel, clock: Clock, signal: AbortSignal): Promise<number> {
  const text = 'Who renews the lease, and when?';
  const vector =
    model.kind === 'transformers'
      ? await askTransformers({ ...model, ...placesIn(model) }, text)
      : await askHttp({ ...model, clock, wire: model.kind, baseUrl: model.endpoint }, text, signal);
  checkedVectors([vector], 1, { id: model.model, dim: vector.length });
  return vector.length;
}

function placesIn({ folder }: { folder: string }): Pick<TransformersModel, 'installedIn' | 'models'> {
  return { installedIn: folder, models: path.join(folder, 'models') };
}

/** Made with its first call, and with the next one when that failed: what was missing may be there by then. */
function whenAsked(facts: Omit<Embedder, 'embed'>, make: () => Promise<Embedder>): Embedder {
  let made: Promise<Embedder> | null = null;
  return {
    ...facts,
    async embed(texts, signal) {
      signal.throwIfAborted();
      made ??= make();
      const embedder = await made.catch((error: unknown) => {
        made = null;
        throw error;
      });
      return embedder.embed(texts, signal);
    },
  };
}
