/** The embedder's port: what turns a text into a vector, so that texts that are alike lie near each other. */

export interface Embedder {
  /** Names the model and all that changes its vectors: vectors of two ids are never compared. */
  id: string;
  dim: number;
  /** What of a text is read at most; the rest of a longer one does not count. */
  maxTokens: number;
  /** No text leaves this machine: it computes in this process, or at a loopback address. */
  isLocal: boolean;
  /** Computes at once, in this process, and never fails: a memory is embedded as it is written, not afterwards. */
  isInstant: boolean;
  /**
   * One vector for each text, in order, of unit length. Contract: the same text gives the same vector.
   * @throws EmbedderError when there is no answer, or not the one asked for; never partly.
   */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>;
}

/** Why no vectors came, in words a person can act on. Never holds a key or a text. */
export class EmbedderError extends Error {
  /** True: the same call may succeed later without a person. */
  readonly retryable: boolean;
  constructor(message: string, options: { retryable?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'EmbedderError';
    this.retryable = options.retryable ?? false;
  }
}

const charsPerToken = 4;

/** The part of a text an embedder reads, by the usual length of a token. */
export function readable(text: string, { maxTokens }: Pick<Embedder, 'maxTokens'>): string {
  return text.slice(0, maxTokens * charsPerToken);
}

/**
 * Checks what an embedder gave, and brings it to unit length. LanceDB takes a vector of any length and pads or cuts it, so nothing
 * gets there unchecked.
 * @throws EmbedderError when a vector is missing, of another length, not finite or without direction.
 */
export function checkedVectors(
  vectors: readonly ArrayLike<number>[],
  count: number,
  { id, dim }: Pick<Embedder, 'id' | 'dim'>,
): Float32Array[] {
  if (vectors.length !== count)
    throw new EmbedderError(`The embedder ${id} gave ${vectors.length} vectors for ${count} texts.`);
  return vectors.map((vector) => {
    if (vector.length !== dim)
      throw new EmbedderError(`The embedder ${id} gave a vector of ${vector.length} numbers, not ${dim}.`);
    const length = lengthOf(vector);
    if (!Number.isFinite(length) || length === 0)
      throw new EmbedderError(`The embedder ${id} gave a vector that is not of finite numbers, or all zero.`);
    const unit = new Float32Array(dim);
    for (let at = 0; at < dim; at += 1) unit[at] = (vector[at] ?? 0) / length;
    return unit;
  });
}

/** How alike two vectors of unit length are: 1 = the same, 0 = nothing in common. */
export function likenessOf(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

function lengthOf(vector: ArrayLike<number>): number {
  return Math.sqrt(likenessOf(vector, vector));
}
