/** What every embedder must keep, run by each of them. */
import { expect, onTestFinished, test } from 'vitest';
import { likenessOf, type Embedder } from './embedder.ts';

export interface EmbedderUnderTest {
  embedder: Embedder;
  stop?: () => Promise<void>;
}

const never = new AbortController().signal;
const texts = Array.from({ length: 150 }, (_, at) => `Order ${at} of the depot holds ${at % 7} grey chairs`);

export function embedderSuite(name: string, open: () => Promise<EmbedderUnderTest>): void {
  const start = async (): Promise<Embedder> => {
    const { embedder, stop } = await open();
    onTestFinished(async () => stop?.());
    return embedder;
  };

  test(`${name}: a vector for each text, in order, finite, of the length named and of unit length`, async () => {
    const embedder = await start();
    const vectors = await embedder.embed(texts, never);
    expect(vectors.map((vector) => vector.length)).toEqual(texts.map(() => embedder.dim));
    for (const vector of vectors) expect(likenessOf(vector, vector)).toBeCloseTo(1, 5);
    const [seventh] = await embedder.embed(texts.slice(7, 8), never);
    expect(seventh).toEqual(vectors[7]);
    expect(await embedder.embed([], never)).toEqual([]);
  });

  test(`${name}: what is alike lies nearer than what is not`, async () => {
    const embedder = await start();
    const [asked, near, far] = await embedder.embed(
      ['renewals of the lease', 'The lease was renewed in May', 'Twelve grey chairs for the depot'],
      never,
    );
    expect(likenessOf(asked!, near!)).toBeGreaterThan(likenessOf(asked!, far!));
  });

  test(`${name}: odd texts have vectors too`, async () => {
    const embedder = await start();
    for (const text of ['', '🙂', '\u0000', 'a '.repeat(60_000), 'договор']) {
      const [vector] = await embedder.embed([text], never);
      expect(vector).toHaveLength(embedder.dim);
    }
  });

  test(`${name}: once stopped it does nothing and throws the reason`, async () => {
    const embedder = await start();
    const reason = new Error('stopped by the person');
    await expect(embedder.embed(['a text'], AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  test(`${name}: its id is a name`, async () => {
    const embedder = await start();
    expect(embedder.id).toMatch(/^[\w./:-]{1,200}$/);
    expect(embedder.maxTokens).toBeGreaterThan(0);
  });
}
