/** Answers open items from the terminal. Nothing here ever approves by itself. */
import type { Command, InboxItem, TaskState } from '../../agents/index.ts';
import { capUse } from './outcome.ts';
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
  const who = task.parent ? `Its part “${task.title}”` : 'It';
  if (item.kind === 'question') {
    const answer = await answerQuestion(item, ports);
    return answer ? { command: { type: 'item.answer', ...at, ...answer } } : { parked: `${who} asks: ${item.ask}` };
  }
  const parked = { parked: `${who} ${needWords(task, item)}` };
  if (!ports.terminal.isAttended) return parked;
  if (item.kind === 'approve') return approve(item, at, ports, parked);
  if (isStale(task, item)) return restart(item, at, ports, parked);
  const cap = task.hold?.itemId === item.id ? task.hold.cap : null;
  return settle(cap ? { ...item, detail: capUse(cap, item.detail) } : item, at, ports, parked);
}

/** What an item that is no question needs, after the name of the work. */
function needWords(task: TaskState, item: InboxItem): string {
  if (item.kind === 'approve') return `wants your approval: ${item.ask}`;
  if (task.hold?.itemId === item.id) {
    const { why, cap } = task.hold;
    return why === 'loop'
      ? `goes in circles and waits for you: ${item.detail.split('\n')[0] || item.ask}`
      : `has used most of a cap and waits for you: ${capUse(cap ?? '', item.detail)}`;
  }
  if (isStale(task, item)) return `shows no sign of life: ${item.detail}`;
  return `needs you: ${item.ask}`;
}

function isStale(task: TaskState, item: InboxItem): boolean {
  return task.stale !== null && item.id.endsWith('/stale');
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

async function restart(
  item: InboxItem,
  { taskId }: At,
  { terminal, signal }: AnswerPorts,
  parked: ItemAnswer,
): Promise<ItemAnswer> {
  terminal.say(itemText(item));
  const typed = await terminal.ask('Restart the step? y/N: ', signal);
  return typed !== null && /^y(es)?$/i.test(typed.trim()) ? { command: { type: 'task.restartStep', taskId } } : parked;
}

/** Problems with answers to choose from: work that is held, and a step that may have happened. */
async function settle(
  item: InboxItem,
  at: At,
  { terminal, signal }: AnswerPorts,
  parked: ItemAnswer,
): Promise<ItemAnswer> {
  if (item.options.length === 0) return parked;
  terminal.say(itemText(item));
  const typed = await terminal.ask('Number (Enter leaves it open): ', signal);
  const how = item.options[Number(typed?.trim() || '0') - 1]?.id;
  switch (how) {
    case 'happened':
    case 'run-again':
    case 'left':
      return { command: { type: 'item.settle', ...at, how } };
    case 'go-on':
    case 'raise':
    case 'stop':
      return { command: { type: 'item.release', ...at, how } };
    default:
      return parked;
  }
}
