/** Bugs that the check must see: each makes the record say what an engine that has it would say. */
import type { NewEvent } from '../../../agents/domain/events.ts';

export type BugName = 'none' | 'trust-prose' | 'any-step' | 'flag-all';

type Spoil = (event: NewEvent) => NewEvent;

/** What is found wrong is dropped, and the result passes: the text is believed. */
const trustProse: Spoil = (event) => {
  if (event.type !== 'result.checked') return event;
  const results = event.data.results.filter(({ checkId }) => checkId !== 'claims');
  return { ...event, data: { ...event.data, results, claims: [], verdict: 'passed' } };
};

/** Every claim is borne out by whatever step there is. */
const anyStep: Spoil = (event) => {
  if (event.type !== 'result.checked') return event;
  const claims = (event.data.claims ?? []).map((claim) => ({ ...claim, callId: claim.callId ?? 'c0' }));
  return { ...event, data: { ...event.data, claims } };
};

/** Whoever says anything is taken for a liar. */
const flagAll: Spoil = (event) => {
  if (event.type !== 'result.checked') return event;
  return { ...event, data: { ...event.data, claims: [{ text: 'anything', callId: null }] } };
};

export const spoilers: Record<BugName, Spoil | null> = {
  none: null,
  'trust-prose': trustProse,
  'any-step': anyStep,
  'flag-all': flagAll,
};
