/** The work of the kill check as data: what a teammate does for one task, turn by turn. The person who judges it reads the same list. */
import type { ModelAnswer } from '../../../agents/models/model.ts';

/** Tools whose effects lie outside the engine's process. */
export const sinkToolNames = ['put', 'post', 'send'] as const;
export type SinkToolName = (typeof sinkToolNames)[number];

/** One turn: what is said, and the calls it proposes. */
export interface Step {
  text: string;
  calls: { tool: string; args: Record<string, unknown> }[];
}

const quote = 'The contract of Acme renews on 1 September unless notice is given 90 days before.';

export function taskIdOf(order: number): string {
  return `t_order_${order}`;
}

/** Every third order gets a word from the person on its way. */
export function isSteered(order: number): boolean {
  return order % 3 === 0;
}

/** Every seventh is stopped in the middle: what it leaves undone is not missed. */
export function isStopped(order: number): boolean {
  return order % 7 === 0;
}

/** Every fifth hands a part of itself on to a teammate. */
function isShared(order: number): boolean {
  return order % 5 === 0;
}

export function briefOf(order: number): string {
  return `Work order ${order}: tell everybody when the contract of Acme renews.`;
}

/** The turns of the work whose brief stands in a text. */
export function stepsIn(text: string): Step[] {
  const [, part, order] = /(Part of work|Work) order (\d+):/.exec(text) ?? [];
  return part === 'Work' ? stepsOf(Number(order)) : partOf(Number(order));
}

/** The turns of one order. The middle ones begin elsewhere in each, so that a kill meets all kinds at once. */
function stepsOf(order: number): Step[] {
  const middle = middleOf(order);
  const from = order % middle.length;
  return [
    say('I begin with a plan.', call('set_plan', { lines: [{ text: `Order ${order}`, state: 'doing' }] })),
    ...middle.slice(from),
    ...middle.slice(0, from),
    ...resultOf(order),
  ];
}

/** Every effect outside that the order has, by the name it carries: each must be there once when the work is done. */
export function effectsOf(order: number): string[] {
  const steps = [...stepsOf(order), ...(isShared(order) ? partOf(order) : [])];
  const calls = steps.flatMap((step) => step.calls);
  return calls.flatMap(({ args }) => ('effect' in args ? [String(args['effect'])] : []));
}

/** What the order leaves in the person's folder. */
export function letterOf(order: number): { path: string; content: string } {
  return { path: `letters/order-${order}.md`, content: `Order ${order}: it renews on 1 September.\n` };
}

/** The one statement the order adds to the team's memory. */
export function memoryOf(order: number): { subject: string; text: string } {
  return { subject: `order ${order}`, text: `Order ${order} was answered: Acme renews on 1 September.` };
}

/** The folder's one document, long enough to go into the blob store when it is read. */
export function document(): string {
  const lines = Array.from(
    { length: 200 },
    (_, index) => `${index + 1}. The price stays at ${1000 + index * 17} euros.`,
  );
  return `# Contract\n\n${quote}\n\n${lines.join('\n')}\n`;
}

/** The step as the model's answer. */
export function answerOf(step: Step): ModelAnswer {
  return {
    text: step.text,
    calls: step.calls.map((proposed, index) => ({ callId: `c${index + 1}`, ...proposed })),
    stopReason: step.calls.length > 0 ? 'tool_use' : 'end_turn',
    usage: { input: 500, output: 50, cacheRead: 0, cacheWrite: 0 },
    requestId: null,
  };
}

/** What the teammate does to whom a part was handed on. */
function partOf(order: number): Step[] {
  return [
    say('I do my part.', call('put', effectOf(order, 'part-put')), call('post', effectOf(order, 'part-post'))),
    ...resultOf(order),
  ];
}

function middleOf(order: number): Step[] {
  const effect = (name: string) => effectOf(order, name);
  const brief = `Part of work order ${order}: tell those who are not told yet.`;
  const part = call('delegate', { teammate: 'Ben', title: `Part of order ${order}`, brief });
  const { subject, text } = memoryOf(order);
  const letter = letterOf(order);
  return [
    say('I read the contract.', call('read_file', { path: 'files/contract.md' }), call('put', effect('put-1'))),
    say('I post the date.', call('post', effect('post-1'))),
    say('I send it too.', call('send', effect('send-1')), call('send', effect('send-2'))),
    say('I keep the fact.', call('remember', { subject, text, kind: 'fact' })),
    say('I keep the row.', call('put', effect('put-2')), call('put', effect('put-3'))),
    say('I write the letter.', call('write_file', { path: `files/${letter.path}`, content: letter.content })),
    say('One question.', call('ask_person', { question: 'Which year is meant?', options: ['This', 'Next'] })),
    ...(isShared(order) ? [say('Ben does a part.', part)] : []),
    say('I post once more.', call('post', effect('post-2')), call('send', effect('send-3'))),
  ];
}

function resultOf(order: number): Step[] {
  const content = `# Order ${order}\n\nAcme renews on 1 September.[^1]\n\n[^1]: contract.md: "${quote}"\n`;
  return [
    say('I write down what was found.', call('write_file', { path: 'work/result.md', content })),
    say('All is done.', call('finish', { summary: 'Everybody was told when it renews.', files: ['work/result.md'] })),
  ];
}

function effectOf(order: number, name: string): { effect: string } {
  return { effect: `${taskIdOf(order)}/${name}` };
}

function say(text: string, ...calls: Step['calls']): Step {
  return { text, calls };
}

function call(tool: string, args: Record<string, unknown>): Step['calls'][number] {
  return { tool, args };
}
