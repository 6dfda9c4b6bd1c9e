/** What the simulated model proposes to its colleagues: plans sound and unsound, questions, answers, words, and a task given away. */
import type { ModelRequest } from '../../../agents/models/model.ts';
import type { Random } from './random.ts';

interface Proposed {
  tool: string;
  args: unknown;
}

export const names = ['Maya', 'Omar', 'Ines'] as const;
const keys = ['a', 'b', 'c', 'd', 'e'] as const;

/** `how`: a word that stands in the briefs of parts. */
export function teamCall(random: Random, token: string, how: string): Proposed {
  return random.pick<() => Proposed>([
    () => plan(random, token, how),
    () => plan(random, token, how),
    () => ({ tool: 'ask_teammate', args: { teammate: random.pick(names), question: `What of ${token}?` } }),
    () => ({ tool: 'ask_teammate', args: { teammate: random.pick(names), question: `Which ${token}?` } }),
    () => ({ tool: 'ask_teammate', args: { teammate: random.pick(names), question: `And of ${token}?` } }),
    () => ({ tool: 'comment', args: { teammate: random.pick(names), text: `Mind ${token}.` } }),
    () => ({
      tool: 'hand_over',
      args: { to: random.pick(names), why: 'It suits you.', done: 'The half.', left: 'The other half.' },
    }),
  ])();
}

/** The answer to a question in the model's view, open or not; null = there is none. */
export function answerCall(random: Random, { messages }: ModelRequest): Proposed | null {
  const asked = [...JSON.stringify(messages).matchAll(/# Question from \w+ \(([^()]+)\)/g)];
  const [first, ...rest] = asked.map((match) => match[1] ?? '');
  return first === undefined
    ? null
    : { tool: 'answer', args: { message: random.pick([first, ...rest]), text: 'So it is.' } };
}

/** Two to five parts, each building on some of those before it; now and then one that no engine may accept. */
function plan(random: Random, token: string, how: string): Proposed {
  const parts = keys.slice(0, 2 + random.below(4)).map((key, index) => ({
    key: key as string,
    title: `Part ${key} of ${token}`,
    brief: `Do part ${key} of ${token} ${how}.`,
    role: 'executor',
    needs: keys.slice(0, index).filter(() => random.chance(0.4)) as string[],
    ...(random.chance(0.2) && { teammate: random.pick(names) }),
    ...(random.chance(0.2) && { checks: [{ kind: 'exists', label: 'It is there', path: 'bo' }] }),
    ...(random.chance(0.2) && { caps: { turns: 1 + random.below(4) } }),
  }));
  const [first] = parts;
  const last = parts.at(-1);
  if (first && last && random.chance(0.15))
    random.pick<() => unknown>([
      () => first.needs.push(last.key, first.key),
      () => last.needs.push('nothing'),
      () => (last.key = first.key),
      () => (last.role = 'manager'),
    ])();
  return { tool: 'plan_parts', args: { parts } };
}
