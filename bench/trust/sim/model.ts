/** A model that proposes by dice: sensible calls, senseless ones, answers cut short, refusals, and now and then no end. */
import { ModelError, type Model, type ModelAnswer, type ModelRequest } from '../../../agents/models/model.ts';
import type { Random } from './random.ts';
import { answerCall, names, teamCall } from './team-calls.ts';
import type { Life, World } from './world.ts';

/** What the oracle must know of proposals: those that never became a whole answer, and those no tool may accept. */
export interface Proposals {
  cut: Set<string>;
  invalid: Set<string>;
}

/** Calls of an answer that was cut before it was whole: a planted bug may act on them, the engine never sees them. */
export type OnCut = (answer: ModelAnswer) => ModelAnswer | null;

/** A brief with this word gets a model that never finishes. */
export const endless = 'endless';
/** A brief with this word, and whatever is handed on from it, is mostly work for several. */
export const together = 'together';

const sameAgain = { tool: 'look', args: { to: 'Ada', token: 'k0' } };

/** Where things go; a tool finds nothing at the last. */
export const places = ['Ada', 'bo', ' Cy', 'nowhere'] as const;

export function makeModel(world: World, life: Life, proposals: Proposals, onCut: OnCut = () => null): Model {
  return {
    lane: 'simulated',
    async *complete(request, signal) {
      const { random } = world;
      await life.call('model begins', () => refuse(world), signal);
      if (world.fault('model hangs', 0.01)) await silence(life, signal);
      const parts = 1 + random.below(2);
      for (let part = 0; part < parts; part += 1)
        yield { kind: 'text', text: await life.call('model text', () => 'Word. ', signal) };
      const answer = await life.call('model answers', () => propose(world, request, proposals), signal);
      if (answer.calls.length > 0 && world.fault('model cut', 0.06)) {
        for (const call of answer.calls) proposals.cut.add(tokenOf(call.args));
        const whole = onCut(answer);
        if (!whole) return;
        yield { kind: 'answer', answer: whole };
        return;
      }
      yield { kind: 'answer', answer };
    },
  };
}

/** Nobody answers: only an abort ends the wait. */
export function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(signal.reason as Error);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

/** Longer than anybody waits; then the line is dead. */
async function silence(life: Life, signal: AbortSignal): Promise<never> {
  const lost = new ModelError('model.unreachable', 'The line is dead.', { retryable: true });
  let cancel = (): void => undefined;
  const dead = new Promise<never>((_, reject) => (cancel = life.clock.after(600_000, () => reject(lost))));
  return Promise.race([dead, aborted(signal)]).finally(() => cancel());
}

/** The token in a call's arguments; `''` = it has none. */
export function tokenOf(args: unknown): string {
  return typeof args === 'object' && args !== null && 'token' in args && typeof args.token === 'string'
    ? args.token
    : '';
}

function refuse(world: World): void {
  if (world.fault('model busy', 0.04)) throw new ModelError('model.busy', 'Busy.', { retryable: true });
  if (world.fault('model busy, says when', 0.03))
    throw new ModelError('model.busy', 'Busy.', { retryable: true, retryAfterMs: 1_000 * world.random.below(120) });
  if (world.fault('model garbage', 0.02)) throw new ModelError('model.garbage', 'Garbage.', { retryable: true });
  if (world.fault('model key', 0.005)) throw new ModelError('model.key', 'The key was refused.', { retryable: false });
}

function propose(world: World, request: ModelRequest, proposals: Proposals): ModelAnswer {
  const { random } = world;
  const answered = request.messages.filter((message) => message.role === 'assistant').length;
  const isEndless = JSON.stringify(request.messages[0]).includes(endless);
  const isTeamwork = JSON.stringify(request.messages[0]).includes(together);
  const isDone = !isEndless && answered > 0 && random.chance((isTeamwork ? 0.1 : 0.25) + answered * 0.05);
  const calls = isDone
    ? random.chance(0.7)
      ? [{ tool: 'finish', args: { summary: 'All of it is done.', files: [] } }]
      : []
    : Array.from({ length: 1 + random.below(4) }, () =>
        isEndless && random.chance(0.6) ? sameAgain : proposal(world, proposals, isTeamwork),
      );
  const said = !isDone && random.chance(0.5) ? answerCall(random, request) : null;
  if (said) calls.unshift(said);
  return {
    text: 'Word. ',
    calls: calls.map((call, index) => ({ ...call, callId: `c${index}` })),
    stopReason: calls.length > 0 ? 'tool_use' : random.chance(0.1) ? 'max_tokens' : 'end_turn',
    usage: { input: 100, output: random.below(4_000), cacheRead: 0, cacheWrite: 0 },
    requestId: null,
  };
}

function proposal(world: World, proposals: Proposals, isTeamwork: boolean): { tool: string; args: unknown } {
  const { random } = world;
  const token = `k${world.count()}`;
  const args = { to: random.pick(places), token };
  if (world.fault('senseless call', 0.06)) {
    proposals.invalid.add(token);
    return senseless(random, args);
  }
  const tool = random.pick([
    'put',
    'put',
    'post',
    'post',
    'post',
    'send',
    'send',
    'send',
    'look',
    'look',
    'own',
    'team',
  ]);
  if (tool === 'team' || (isTeamwork && random.chance(0.5)))
    return teamCall(random, token, isTeamwork ? together : 'alone');
  return tool === 'own' ? own(random, token) : { tool, args };
}

function senseless(random: Random, args: { to: string; token: string }): { tool: string; args: unknown } {
  return random.pick<() => { tool: string; args: unknown }>([
    () => ({ tool: 'shell', args }),
    () => ({ tool: 'post', args: { ...args, extra: true } }),
    () => ({ tool: 'send', args: { ...args, to: 7 } }),
    () => ({ tool: 'put', args: { ...args, to: 'x'.repeat(100) } }),
    () => ({ tool: 'post', args: JSON.parse(`{"to":"a","token":"${args.token}","__proto__":{"to":"b"}}`) as unknown }),
    () => ({ tool: 'send', args: null }),
  ])();
}

function own(random: Random, token: string): { tool: string; args: unknown } {
  return random.pick<() => { tool: string; args: unknown }>([
    () => ({ tool: 'set_plan', args: { lines: [{ text: 'Do it', state: random.pick(['todo', 'doing', 'done']) }] } }),
    () => ({ tool: 'ask_person', args: { question: 'Which one?', options: ['This', 'That'], recommended: 'This' } }),
    () => ({ tool: 'remember', args: { subject: 'Ada', text: `Said ${token}.`, kind: 'fact' } }),
    () => ({ tool: 'recall', args: { query: 'Ada' } }),
    () => ({ tool: 'wait', args: { minutes: 1 + random.below(4), why: 'A reply.' } }),
    ...[1, 2].map(() => () => ({
      tool: 'delegate',
      args: { teammate: random.pick(names), title: `Part ${token}`, brief: `Do part ${token}.` },
    })),
  ])();
}
