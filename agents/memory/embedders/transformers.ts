/** An embedder that runs a model from disk in this process, by transformers.js, where a person has installed it. It is no part of Muster. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkedVectors, EmbedderError, readable, type Embedder } from './embedder.ts';

const packageName = '@huggingface/transformers';

export interface TransformersOptions {
  /** The folder the package was installed in, the one that holds `node_modules`. */
  installedIn: string;
  /** The folder that holds models, each in a folder of its name. Nothing is ever fetched. */
  models: string;
  model: string;
  dim: number;
  maxTokens: number;
}

type Extract = (texts: string[], options: { pooling: 'mean'; normalize: boolean }) => Promise<{ tolist(): unknown }>;
type VectorsOf = (texts: string[]) => Promise<number[][]>;
interface Transformers {
  pipeline(task: 'feature-extraction', model: string): Promise<Extract>;
  env: { localModelPath: string; allowRemoteModels: boolean };
}

/** A model on disk. */
export type TransformersModel = Pick<TransformersOptions, 'installedIn' | 'models' | 'model'>;

/** What is known of such an embedder before its model is loaded. */
export function transformersFacts({ model, dim, maxTokens }: TransformersOptions): Omit<Embedder, 'embed'> {
  return { id: `transformers/${model}/${dim}`, dim, maxTokens, isLocal: true, isInstant: false };
}

/** @throws EmbedderError when transformers.js is not installed there, or the model does not load */
export async function transformersEmbedder(options: TransformersOptions): Promise<Embedder> {
  const embedder = transformersFacts(options);
  const vectorsOf = await loadModel(options);
  return {
    ...embedder,
    async embed(texts, signal) {
      signal.throwIfAborted();
      if (texts.length === 0) return [];
      const read = texts.map((text) => readable(text, embedder));
      return checkedVectors(await vectorsOf(read), texts.length, embedder);
    },
  };
}

/** One vector of the model. @throws EmbedderError as `transformersEmbedder` does */
export async function askTransformers(options: TransformersModel, text: string): Promise<number[]> {
  const [vector = []] = await (await loadModel(options))([text]);
  return vector;
}

async function loadModel({ installedIn, models, model }: TransformersModel): Promise<VectorsOf> {
  const library = await load(installedIn);
  library.env.localModelPath = models;
  library.env.allowRemoteModels = false;
  const extract = await library.pipeline('feature-extraction', model).catch((cause: unknown) => {
    throw new EmbedderError(`transformers.js could not load the model ${model} from ${models}.`, { cause });
  });
  return async (texts) => {
    const list = (await extract(texts, { pooling: 'mean', normalize: true })).tolist();
    return isVectors(list) ? list : [];
  };
}

async function load(installedIn: string): Promise<Transformers> {
  const loaded: unknown = await find(installedIn).then(
    (file) => import(pathToFileURL(file).href),
    () => null,
  );
  if (!isTransformers(loaded))
    throw new EmbedderError(
      `transformers.js is not installed in ${installedIn}. Run "npm install ${packageName}" there, or choose another embedder.`,
    );
  return loaded;
}

async function find(installedIn: string): Promise<string> {
  return createRequire(path.join(installedIn, 'package.json')).resolve(packageName);
}

function isTransformers(value: unknown): value is Transformers {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pipeline' in value &&
    typeof value.pipeline === 'function' &&
    'env' in value &&
    typeof value.env === 'object'
  );
}

function isVectors(value: unknown): value is number[][] {
  return Array.isArray(value) && value.every((vector) => Array.isArray(vector));
}
