/** Tries a model that makes vectors with one small real request, before anything depends on it. */
import type { SearchCheck } from '../../contract.ts';
import { systemClock, type Clock } from '../../lib/clock.ts';
import { untilAborted } from '../../lib/until-aborted.ts';
import { measureModel, type SearchModel } from './chosen.ts';
import { EmbedderError } from './embedder.ts';

/** A model on disk is loaded first. */
const deadlineMs = { service: 10_000, transformers: 60_000 };

/**
 * Says how long the model's vectors are, or in one plain sentence why none came.
 * Contract: keeps nothing, retries nothing, ends in time; throws only the abort's reason.
 */
export async function checkSearch(
  model: SearchModel,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<SearchCheck> {
  const ms = deadlineMs[model.kind === 'transformers' ? 'transformers' : 'service'];
  const late = new AbortController();
  const cancel = clock.after(ms, () => late.abort());
  const either = AbortSignal.any([signal, late.signal]);
  try {
    return { ok: true, dim: await untilAborted(measureModel(model, clock, either), either) };
  } catch (thrown) {
    signal.throwIfAborted();
    if (late.signal.aborted) return { ok: false, message: `No answer came within ${ms / 1000} seconds.` };
    if (thrown instanceof EmbedderError) return { ok: false, message: thrown.message };
    throw thrown;
  } finally {
    cancel();
  }
}
