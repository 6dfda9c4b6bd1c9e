import { anthropicModel } from '../anthropic.ts';
import type { Model } from '../model.ts';
import { practiceFetchAt, type Pace } from './fetch.ts';

/**
 * The model that needs no key: the real adapter and the real SDK over the in-process practice `fetch`.
 * `pace` lets a person watch the text come; without it there is no pause.
 */
export function practiceModel(pace: Pace = { msPerPiece: 0 }): Model {
  const model = anthropicModel({
    // Not a word that stands in messages: the adapter takes keys out of them.
    apiKey: 'no-key-needed',
    endpoint: 'https://practice.invalid',
    fetch: practiceFetchAt(pace),
  });
  return { ...model, lane: 'practice' };
}
