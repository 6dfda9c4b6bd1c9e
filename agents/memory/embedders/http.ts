/** An embedder behind an address: a service, or a program on this machine, that speaks one of the three wires. */
import type { Clock } from '../../lib/clock.ts';
import { retryAfterMs } from '../../lib/retry-after.ts';
import { retryDelay } from '../../runs/retry.ts';
import { checkedVectors, EmbedderError, readable, type Embedder } from './embedder.ts';
import { wires, type WireName } from './wires.ts';

const batchTexts = 64;
const timeoutMs = 30_000;

export interface HttpEmbedderOptions {
  wire: WireName;
  baseUrl: string;
  model: string;
  dim: number;
  maxTokens: number;
  /** null = the address asks for none. */
  key: string | null;
  clock: Clock;
  random: () => number;
}

/** What is known of such an embedder before it is asked anything, its address and key unchecked. */
export function httpFacts({ wire, baseUrl, model, dim, maxTokens }: HttpEmbedderOptions): Omit<Embedder, 'embed'> {
  const isLocal = isLoopback(URL.parse(baseUrl)?.hostname ?? '');
  return { id: `${wire}/${model}/${dim}`, dim, maxTokens, isLocal, isInstant: false };
}

/**
 * Contract: the key goes to this address only, and into no error; an address that sends elsewhere is refused.
 * @throws EmbedderError when the address or the key cannot be used at all
 */
export function httpEmbedder(options: HttpEmbedderOptions): Embedder {
  const { clock, random } = options;
  const target = targetOf(options);
  const embedder = httpFacts(options);

  const embedBatch = async (texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> => {
    for (let tries = 1; ; tries += 1) {
      const answer = await ask(target, texts, signal);
      if (answer.ok) return checkedVectors(answer.vectors, texts.length, embedder);
      const decision = retryDelay({ tries, budgetUsed: 0, error: answer, random });
      if (!decision.retry) throw new EmbedderError(answer.message, answer);
      await wait(clock, decision.afterMs, signal).catch((reason: unknown) => {
        // Out of time, and not stopped: what it waited for says more.
        throw reason instanceof EmbedderError ? new EmbedderError(answer.message, answer) : reason;
      });
    }
  };
  return {
    ...embedder,
    async embed(texts, signal) {
      const vectors: Float32Array[] = [];
      for (let at = 0; at < texts.length; at += batchTexts) {
        const batch = texts.slice(at, at + batchTexts).map((text) => readable(text, embedder));
        vectors.push(...(await embedBatch(batch, signal)));
      }
      return vectors;
    },
  };
}

/**
 * One vector of the model at its own length. Contract: asks once, whatever comes of it.
 * @throws EmbedderError as `embed` does
 */
export async function askHttp(options: HttpModel, text: string, signal: AbortSignal): Promise<number[]> {
  const answer = await ask(targetOf({ ...options, dim: null }), [text], signal);
  if (!answer.ok) throw new EmbedderError(answer.message, answer);
  return answer.vectors[0] ?? [];
}

/** A model at an address. */
export type HttpModel = Pick<HttpEmbedderOptions, 'wire' | 'baseUrl' | 'model' | 'key' | 'clock'>;

interface Target extends HttpModel {
  dim: number | null;
  url: string;
  host: string;
  headers: Record<string, string>;
}

function targetOf(options: HttpModel & { dim: number | null }): Target {
  const base = checkedAddress(options.baseUrl);
  return { ...options, url: wires[options.wire].urlOf(base.href), host: base.host, headers: headersOf(options) };
}

type Asked =
  | { ok: true; vectors: number[][] }
  | { ok: false; message: string; retryable: boolean; retryAfterMs: number | null };

/** Asks once. Contract: throws only the signal's reason. */
async function ask(target: Target, texts: readonly string[], signal: AbortSignal): Promise<Asked> {
  const { wire, url, host, headers, model, dim, clock } = target;
  signal.throwIfAborted();
  const late = new AbortController();
  const cancel = clock.after(timeoutMs, () => late.abort());
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(wires[wire].bodyOf(model, dim, texts)),
      // Whoever answers here may not send texts and key on to somebody else.
      redirect: 'manual',
      signal: AbortSignal.any([signal, late.signal]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return refusalOf(response, target);
    }
    const vectors = wires[wire].read(parsed(await response.text()));
    return vectors === null ? failure(`${host} answered in another form than ${wire} does.`) : { ok: true, vectors };
  } catch {
    signal.throwIfAborted();
    // Not with the cause: what fetch says may hold the headers it was given.
    const what = late.signal.aborted ? `did not answer within ${timeoutMs / 1000} s` : 'could not be reached';
    return failure(`${host} ${what}. Check the connection and the address.`, { retryable: true });
  } finally {
    cancel();
  }
}

/** The server's own words are left out: some repeat the key, or the text. */
function refusalOf({ status, headers }: Response, { host, model, clock }: Target): Asked {
  if (status === 401 || status === 403) return failure(`${host} refused the key (${status}).`);
  if (status === 404) return failure(`${host} does not know the model ${model}, or the address is wrong (404).`);
  if (status === 408 || status === 429 || status >= 500)
    return failure(`${host} could not take the request just now (${status}).`, {
      retryable: true,
      retryAfterMs: retryAfterMs(headers, clock.now()),
    });
  if (status < 400) return failure(`${host} sends requests elsewhere (${status}). Enter the final address.`);
  return failure(`${host} did not accept the request (${status}).`);
}

function failure(message: string, { retryable = false, retryAfterMs = null as number | null } = {}): Asked {
  return { ok: false, message, retryable, retryAfterMs };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function headersOf({ key }: HttpModel): Record<string, string> {
  const plain = { 'content-type': 'application/json' };
  if (key === null) return plain;
  // Checked here, for what fetch says of a header it cannot send holds the header.
  if (!/^[\x21-\x7e]+$/.test(key)) throw new EmbedderError('The key for the embedder holds a character no key has.');
  return { ...plain, authorization: `Bearer ${key}` };
}

function checkedAddress(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new EmbedderError('The address of the embedder is not an http or https address.');
  if (url.username !== '' || url.password !== '')
    throw new EmbedderError('The address of the embedder holds a name or a password; enter the key by itself.');
  return url;
}

/** URL has already written an address in its plainest form: `127.1` is `127.0.0.1` here. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      cancel();
      reject(signal.reason instanceof Error ? signal.reason : new Error('stopped'));
    };
    const cancel = clock.after(ms, () => {
      signal.removeEventListener('abort', end);
      resolve();
    });
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
