import type { EventType } from './events.ts';

/**
 * What of each event type may have to be forgotten; the journal seals it under the stream's key, and under its own for a memory.
 * A field, or one field of an object in it. A list goes whole, for what is left of it must still fold.
 */
export const sealed: Partial<Record<EventType, readonly string[]>> = {
  'task.created': ['title', 'brief', 'checks'],
  'task.edited': ['title', 'brief'],
  'turn.begun': ['labels.from'],
  'turn.completed': ['text', 'calls'],
  'turn.failed': ['failure.message'],
  'call.denied': ['reason'],
  'call.asked': ['ask', 'effect'],
  'call.approved': ['note'],
  'call.declined': ['note'],
  'call.succeeded': ['content', 'summary', 'labels.from', 'change.path'],
  'call.failed': ['failure.message'],
  'call.retrying': ['failure.message'],
  'call.doubted': ['evidence'],
  'call.delegated': ['title', 'brief'],
  'call.waiting': ['why'],
  'run.held': ['ask', 'evidence'],
  'run.stale': ['what'],
  'plan.set': ['lines'],
  'note.taken': ['text'],
  'question.asked': ['question', 'options'],
  'question.answered': ['answer'],
  'message.posted': ['text'],
  'result.submitted': ['summary', 'artifacts'],
  'result.checked': ['results', 'citations'],
  'run.ended': ['failure.message'],
  'task.stopped': ['done', 'notDone', 'uncertain'],
  'task.sentBack': ['note'],
  'change.kept': ['reason'],
  'memory.asserted': ['subject', 'text', 'claimKey', 'value', 'quote', 'sourceUri', 'labels.from'],
  'memory.disputed': ['difference'],
  'memory.proposed': ['reason'],
  'memory.settled': ['reason'],
  'memory.retracted': ['reason'],
  'memory.reported': ['note'],
};
