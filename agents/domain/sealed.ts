import type { EventType } from './events.ts';

/** Fields of each event type whose text may have to be forgotten; the journal seals them under the stream's key. */
export const sealed: Partial<Record<EventType, readonly string[]>> = {
  'task.created': ['title', 'brief'],
  'task.edited': ['title', 'brief'],
  'turn.completed': ['text', 'calls'],
  'call.denied': ['reason'],
  'call.asked': ['ask', 'effect'],
  'call.approved': ['note'],
  'call.declined': ['note'],
  'call.succeeded': ['content', 'summary'],
  'call.doubted': ['evidence'],
  'call.delegated': ['title', 'brief'],
  'call.waiting': ['why'],
  'run.held': ['ask', 'evidence'],
  'run.stale': ['what'],
  'plan.set': ['lines'],
  'question.asked': ['question', 'options'],
  'question.answered': ['answer'],
  'message.posted': ['text'],
  'result.submitted': ['summary'],
  'result.checked': ['results', 'citations'],
  'task.stopped': ['done', 'notDone', 'uncertain'],
  'task.sentBack': ['note'],
  'memory.asserted': ['subject', 'text', 'sourceUri'],
};
