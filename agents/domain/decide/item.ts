/** Decides what a person's answer to an open item does. Pure. */
import type { Answer, CommandOf } from '../commands.ts';
import type { TaskEvent } from '../events.ts';
import type { InboxItem } from '../schema.ts';
import type { TaskState } from '../task.ts';
import { accept, refuse } from './refuse.ts';

export type ItemCommand = CommandOf<'item.approve' | 'item.decline' | 'item.answer' | 'item.settle' | 'item.release'>;

type Decision = Answer<TaskEvent[]>;

/** `messageId`: for a note the answer comes with. */
export function decideItem(state: TaskState, command: ItemCommand, messageId: string): Decision {
  const item = state.items.find((other) => other.id === command.itemId);
  if (!item) return gone();
  if (command.type === 'item.release') return release(state, item, command);
  if (!item.callId) return gone();
  const at = { runId: item.runId, callId: item.callId, itemId: item.id };
  switch (command.type) {
    case 'item.approve':
      if (item.kind !== 'approve') return wrongKind();
      if (item.hash !== command.hash)
        return refuse('item.stale', 'The step has changed since you looked at it. Look again, then decide.');
      if (state.breakdown?.state === 'asked' && state.breakdown.callId === item.callId) {
        const { runId, callId, itemId } = at;
        const started: TaskEvent = { type: 'breakdown.started', data: { runId, callId, itemId } };
        return accept([started, ...note(messageId, command.note ?? '')]);
      }
      return accept([
        { type: 'call.approved', data: { ...at, hash: command.hash, note: command.note } },
        ...note(messageId, command.note ?? ''),
      ]);
    case 'item.decline':
      if (item.kind !== 'approve') return wrongKind();
      return accept([{ type: 'call.declined', data: { ...at, note: command.note } }]);
    case 'item.answer':
      return item.kind === 'question' ? answer(item, at, command) : wrongKind();
    case 'item.settle':
      if (item.kind !== 'problem') return wrongKind();
      if (command.how === 'run-again' && (state.run?.how !== null || state.run.runId !== item.runId))
        return refuse(
          'task.wrongState',
          'The attempt this step belongs to is over, so it was not run. Say whether it happened; a new attempt can do it.',
        );
      return accept([{ type: 'call.settled', data: { ...at, how: command.how } }]);
  }
}

function gone(): Decision {
  return refuse('item.unknown', 'This was answered already or is no longer asked. Nothing was done.');
}

function wrongKind(): Decision {
  return refuse('item.stale', 'This is not what is asked here. Nothing was done.');
}

function answer(
  item: InboxItem,
  at: { runId: string; callId: string; itemId: string },
  command: CommandOf<'item.answer'>,
): Decision {
  const option = item.options.find((other) => other.id === command.optionId);
  if (command.optionId !== null && !option) return refuse('option.unknown', 'This answer is not among those offered.');
  const text = [option?.label, command.text].filter(Boolean).join('. ');
  if (!text) return refuse('input.invalid', 'Choose an answer or write one.');
  const by = command.by ?? 'person';
  const { runId, callId } = at;
  return accept([
    { type: 'question.answered', data: { ...at, answer: text, by } },
    {
      type: 'call.succeeded',
      data: {
        runId,
        callId,
        content: text,
        blob: null,
        bytes: text.length,
        summary: by === 'person' ? `You answered: ${text}` : `Took the recommended answer: ${text}`,
        labels: { tainted: false, private: false, from: [] },
        change: null,
        durationMs: 0,
      },
    },
  ]);
}

function release(state: TaskState, item: InboxItem, { how }: CommandOf<'item.release'>): Decision {
  const { hold } = state;
  if (hold?.itemId !== item.id) return wrongKind();
  if (!item.options.some((option) => option.id === how))
    return refuse('option.unknown', 'This answer is not among those offered.');
  const released: TaskEvent = { type: 'run.released', data: { runId: item.runId, itemId: item.id, how } };
  if (how === 'stop') return accept([released, { type: 'task.stopping', data: {} }]);
  return accept(how === 'raise' ? [released, ...raised(state, hold.cap)] : [released]);
}

/** The cap that was asked about, doubled. The day's belong to the workspace and are raised in Settings. */
function raised({ caps }: TaskState, cap: string | null): TaskEvent[] {
  if (cap === null || !Object.hasOwn(caps, cap)) return [];
  const value = caps[cap as keyof typeof caps];
  return value === null ? [] : [{ type: 'task.edited', data: { caps: { ...caps, [cap]: value * 2 } } }];
}

export function message(messageId: string, text: string): TaskEvent {
  return { type: 'message.posted', data: { messageId, from: 'person', text } };
}

export function note(messageId: string, text: string): TaskEvent[] {
  return text ? [message(messageId, text)] : [];
}
