/** Answers open items from the terminal. Nothing here ever approves by itself. */
import type { Command, InboxItem, TaskState } from '../../agents/index.ts';
import { itemText, readChoice, recommendedAnswer, type Terminal } from './terminal.ts';

/** The command that answers an item, or why it stays open. */
export type ItemAnswer = { command: Command } | { parked: string };

export interface AnswerPorts {
  terminal: Terminal;
  /** False = without a person a question stays open. */
  defaults: boolean;
  signal: AbortSignal;
}

/** Finds the answer to one open item. Contract: without a person only a question is answered, by its recommended option. */
export async function answerItem(task: TaskState, item: InboxItem, ports: AnswerPorts): Promise<ItemAnswer> {
  const at = { taskId: task.id, itemId: item.id };
  if (item.kind === 'question') {
    const answer = await answerQuestion(item, ports);
    return answer ? { command: { type: 'item.answer', ...at, ...answer } } : { parked: `It asks: ${item.ask}` };
  }
  const parked = {
    parked: item.kind === 'approve' ? `It wants your approval: ${item.ask}` : `It needs you: ${item.ask}`,
  };
  if (!ports.terminal.isAttended) return parked;
  if (item.kind === 'approve') return approve(item, at, ports, parked);
  return settle(item, at, ports, parked);
}

async function answerQuestion(item: InboxItem, { terminal, defaults, signal }: AnswerPorts) {
  if (!terminal.isAttended) {
    const answer = defaults ? recommendedAnswer(item) : null;
    const label = item.options.find((option) => option.id === answer?.optionId)?.label;
    if (label) terminal.say(`Asked: ${item.ask} Taking the recommended answer: ${label}`);
    return answer && { ...answer, by: 'default' as const };
  }
  terminal.say(itemText(item));
  for (;;) {
    const typed = await terminal.ask('Number or your own words (Enter = recommended): ', signal);
    if (typed === null) return null;
    const answer = readChoice(item, typed);
    if (answer) return answer;
    terminal.say('That is none of the numbers.');
  }
}

type At = { taskId: string; itemId: string };

async function approve(
  item: InboxItem,
  at: At,
  { terminal, signal }: AnswerPorts,
  parked: ItemAnswer,
): Promise<ItemAnswer> {
  if (item.hash === null) return parked;
  terminal.say(itemText(item));
  const typed = await terminal.ask('Approve this step? y/N, Ctrl-D leaves it open: ', signal);
  if (typed === null) return parked;
  if (/^y(es)?$/i.test(typed.trim())) return { command: { type: 'item.approve', ...at, hash: item.hash, note: null } };
  return { command: { type: 'item.decline', ...at, note: null } };
}

async function settle(
  item: InboxItem,
  at: At,
  { terminal, signal }: AnswerPorts,
  parked: ItemAnswer,
): Promise<ItemAnswer> {
  if (item.options.length === 0) return parked;
  terminal.say(itemText(item));
  const typed = await terminal.ask('Number (Enter leaves it open): ', signal);
  const option = item.options[Number(typed?.trim() || '0') - 1];
  if (option?.id === 'happened' || option?.id === 'run-again' || option?.id === 'left')
    return { command: { type: 'item.settle', ...at, how: option.id } };
  return parked;
}
