/** What the practice model does next: each stage names the calls it wants; those not made yet are this turn. */
import { practiceLine } from './deliverable.ts';
import { makeDesk, type Desk } from './desk.ts';
import { handIn, save, write, type Result } from './hand-in.ts';
import { chooseJob } from './jobs/choice.ts';
import { planCall, type Job } from './jobs/job.ts';
import { ask, look, lookFurther, planOf } from './looking.ts';
import { writePage } from './page.ts';
import { nothingToRead } from './recipes/nothing.ts';
import { readState } from './state.ts';
import { answerCalls, wishCalls } from './talk.ts';
import type { PracticeTurn, WireRequest } from './wire.ts';

/** From here on nothing more is looked up: the page is written from what is known. */
const lastLookTurn = 10;

/** Plans one turn from the request alone. Contract: pure, never throws, ends every task within fifteen turns and one for each question put to it. */
export function nextTurn(request: WireRequest): PracticeTurn {
  const state = readState(request);
  const desk = makeDesk(state);
  if (!state.tools.has('write_file') && !state.tools.has('finish'))
    return { text: `${practiceLine} It works with tools, and none to hand in a result was given.`, calls: [] };
  const job = chooseJob(desk);
  const turn = speak(desk) ?? (job ? (answer(desk) ?? step(desk, job)) : prepare(desk));
  if (turn) return turn;
  const result = resultOf(desk, job);
  return write(desk, result) ?? save(desk, result) ?? handIn(desk, result);
}

function resultOf(desk: Desk, job: Job | null): Result {
  if (job) return { page: job.page(desk), slug: job.slug, plan: job.plan };
  return { page: writePage(desk), slug: desk.intent.slug, plan: planOf(desk) };
}

/** What the person wants said to colleagues comes first, for their answers may take a while. */
function speak(desk: Desk): PracticeTurn | null {
  const calls = wishCalls(desk.state);
  if (calls.length === 0) return null;
  const isLast = calls.some(({ tool }) => tool === 'hand_over');
  return {
    text: `${practiceLine} ${isLast ? 'Handing it over, as you asked.' : 'First what you want said to colleagues.'}`,
    calls,
  };
}

function answer(desk: Desk): PracticeTurn | null {
  const calls = answerCalls(desk);
  return calls.length === 0 ? null : { text: 'A colleague asked something; answering from what was read.', calls };
}

function step(desk: Desk, job: Job): PracticeTurn | null {
  const next = job.next(desk);
  if (!next) return null;
  const opening = desk.state.turns === 0 ? `${practiceLine} ${next.text}` : next.text;
  const plan = next.ends === true ? [] : planCall(desk.state, job.plan, next.doing);
  return { text: opening, calls: [...plan, ...next.calls] };
}

/** Looks, answers and asks before the page on a folder is written. */
function prepare(desk: Desk): PracticeTurn | null {
  const canLook = nothingToRead(desk) === null && desk.state.turns < lastLookTurn;
  if (!canLook) return answer(desk);
  return look(desk) ?? answer(desk) ?? ask(desk) ?? lookFurther(desk);
}
