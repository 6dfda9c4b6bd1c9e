/** One line of the Full record per event: what kind, in short, and what happened, in a sentence. Technical words are allowed here. */
import { plural, t } from '@lingui/core/macro';
import type { EventRecord } from '../../agents/domain/events.ts';
import { absoluteText } from '../ui/relative-time.tsx';
import { oneLine } from './one-line.ts';
import { ofTeam } from './record-team.ts';

export type RecordTone = 'plain' | 'failed' | 'person';

export interface RecordLine {
  /** The event's name as the journal has it, for search and for talking to a developer. */
  type: string;
  summary: string;
  tone: RecordTone;
}

/** Names a teammate by its id. */
export type NameOf = (teammateId: string) => string;

/** Describes one event of a task's stream; an event of another stream is named by its type alone. */
export function recordLine(event: EventRecord, nameOf: NameOf): RecordLine {
  return { type: event.type, summary: summaryOf(event, nameOf) ?? '', tone: toneOf(event) };
}

/** The event as text for search and for the opened entry; its keys in the journal's order. */
export function recordDetail(event: EventRecord): string {
  return JSON.stringify(event.data, null, 2);
}

/** True when every word of the query stands in the event's type, sentence or data. */
export function recordMatches(event: EventRecord, query: string, nameOf: NameOf): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text =
    `${event.type} ${summaryOf(event, nameOf) ?? ''} ${event.actor} ${JSON.stringify(event.data)}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function toneOf(event: EventRecord): RecordTone {
  if (event.type === 'run.ended') return event.data.how === 'failed' ? 'failed' : 'plain';
  if (['turn.failed', 'call.failed', 'call.denied', 'call.doubted', 'part.failed'].includes(event.type))
    return 'failed';
  return event.actor === 'person' ? 'person' : 'plain';
}

function summaryOf(event: EventRecord, nameOf: NameOf): string | null {
  return ofTeam(event, nameOf) ?? ofTask(event, nameOf) ?? ofTurn(event) ?? ofCall(event, nameOf) ?? ofResult(event);
}

function ofTask(event: EventRecord, nameOf: NameOf): string | null {
  switch (event.type) {
    case 'task.created':
      return t`Created: ${event.data.title}`;
    case 'task.edited':
      return t`Edited: ${Object.keys(event.data).join(', ')}`;
    case 'task.assigned':
      return t`Given to ${nameOf(event.data.teammateId)}`;
    case 'task.unassigned':
      return t`Taken back`;
    case 'task.paused':
      return event.data.by === 'all' ? t`Paused with everything else` : t`Paused`;
    case 'task.resumed':
      return event.data.by === 'all' ? t`Resumed with everything else` : t`Resumed`;
    case 'task.stopping':
      return t`Stop asked for`;
    case 'task.stopped': {
      const { done, notDone, uncertain = [] } = event.data;
      return uncertain.length > 0
        ? t`Stopped: ${done.length} done, ${notDone.length} not done, ${uncertain.length} may have happened`
        : t`Stopped: ${done.length} done, ${notDone.length} not done`;
    }
    case 'task.accepted':
      if (event.data.by === 'teammate') return t`Taken by the teammate who handed it on`;
      return event.data.by === 'rule' ? t`Accepted by rule` : t`Accepted`;
    case 'task.sentBack':
      return t`Sent back: ${oneLine(event.data.note)}`;
    case 'task.reopened':
      return t`Opened again`;
    case 'task.archived':
      return t`Archived`;
    case 'message.posted':
      return event.data.from === 'person'
        ? t`Message: ${oneLine(event.data.text)}`
        : event.data.about === 'loop'
          ? t`Told that nothing new comes: ${oneLine(event.data.text)}`
          : t`Checks found: ${oneLine(event.data.text)}`;
    default:
      return null;
  }
}

/** Turn and place in it: the attempt's own id in front says nothing to a reader. */
function shortId({ runId, callId }: { runId: string; callId: string }): string {
  return callId.startsWith(`${runId}-`) ? callId.slice(runId.length + 1).replace('-', '.') : callId;
}

function ofTurn(event: EventRecord): string | null {
  switch (event.type) {
    case 'run.started':
      return event.data.practice
        ? t`Attempt ${event.data.attempt} started with the practice model, profile version ${event.data.profileVersion}`
        : t`Attempt ${event.data.attempt} started with ${event.data.model}, profile version ${event.data.profileVersion}`;
    case 'turn.begun':
      return t`Turn ${event.data.turn} begun`;
    case 'turn.completed': {
      const { turn, usage, durationMs, calls } = event.data;
      const tokens = usage.input + usage.output + usage.cacheRead + usage.cacheWrite;
      const seconds = (durationMs / 1000).toFixed(1);
      const asked = plural(calls.length, { 0: 'no call', one: '# call', other: '# calls' });
      return t`Turn ${turn} answered in ${seconds} s: ${asked}, ${tokens} tokens`;
    }
    case 'turn.failed':
      return event.data.retryAtMs === null
        ? t`Turn ${event.data.turn} failed: ${oneLine(event.data.failure.message)}`
        : t`Turn ${event.data.turn} failed and is tried again: ${oneLine(event.data.failure.message)}`;
    case 'run.ended':
      return ofEnd(event.data);
    case 'run.held':
      return event.data.why === 'loop'
        ? t`Held, going in circles: ${oneLine(event.data.evidence)}`
        : t`Held near the cap ${event.data.cap ?? ''}: ${event.data.evidence}`;
    case 'run.released':
      return t`Let go on by the person: ${event.data.how}`;
    case 'run.stale':
      return t`No sign of life: ${oneLine(event.data.what)}`;
    case 'run.revived':
      return event.data.by === 'person' ? t`Step restarted by the person` : t`A sign of life again`;
    case 'plan.set':
      return t`Plan: ${event.data.lines.filter((line) => line.state === 'done').length} of ${event.data.lines.length} done`;
    default:
      return null;
  }
}

function ofEnd({
  how,
  failure,
  cap,
}: {
  how: string;
  failure: { message: string } | null;
  cap: string | null;
}): string {
  if (failure) return t`Attempt failed: ${oneLine(failure.message)}`;
  if (cap) return t`Attempt ended at its cap: ${cap}`;
  return t`Attempt ended: ${how}`;
}

function ofCall(event: EventRecord, nameOf: NameOf): string | null {
  switch (event.type) {
    case 'call.denied':
      return t`Call ${shortId(event.data)} refused: ${oneLine(event.data.reason)}`;
    case 'call.asked':
      return t`Asked for a yes: ${oneLine(event.data.ask)}`;
    case 'call.approved':
      return event.data.note ? t`Approved with a note: ${oneLine(event.data.note)}` : t`Approved`;
    case 'call.declined':
      return event.data.note ? t`Declined: ${oneLine(event.data.note)}` : t`Declined`;
    case 'call.begun':
      return t`Call ${shortId(event.data)} begun`;
    case 'call.succeeded':
      return event.data.summary
        ? oneLine(event.data.summary)
        : t`Call ${shortId(event.data)} done, ${event.data.bytes} bytes`;
    case 'call.failed':
      return t`Call ${shortId(event.data)} failed: ${oneLine(event.data.failure.message)}`;
    case 'call.retrying':
      return t`Call ${shortId(event.data)} failed in passing and is tried again: ${oneLine(event.data.failure.message)}`;
    case 'call.delegated':
      return t`Handed to ${nameOf(event.data.teammateId)}: ${oneLine(event.data.title)}`;
    case 'call.waiting':
      return t`Waiting until ${absoluteText(event.data.wakeAtMs)} for ${oneLine(event.data.why)}`;
    case 'call.doubted':
      return t`Not sure it happened: ${oneLine(event.data.evidence)}`;
    case 'call.settled':
      return t`Settled by the person: ${event.data.how}`;
    case 'note.taken':
      return event.data.keep
        ? t`Note worth keeping: ${oneLine(event.data.text)}`
        : t`Note: ${oneLine(event.data.text)}`;
    case 'question.asked':
      return t`Question: ${oneLine(event.data.question)}`;
    case 'question.answered':
      return event.data.by === 'default'
        ? t`Answered with the recommended choice: ${oneLine(event.data.answer)}`
        : t`Answered: ${oneLine(event.data.answer)}`;
    default:
      return null;
  }
}

function ofResult(event: EventRecord): string | null {
  switch (event.type) {
    case 'result.submitted':
      return plural(event.data.artifacts.length, {
        0: 'Result handed in without a file',
        one: 'Result handed in: # file',
        other: 'Result handed in: # files',
      });
    case 'result.checked': {
      const passed = event.data.results.filter((result) => result.outcome === 'passed').length;
      return event.data.returned
        ? t`Checked: ${passed} of ${event.data.results.length} passed, handed back once`
        : t`Checked: ${passed} of ${event.data.results.length} passed, verdict ${event.data.verdict}`;
    }
    case 'change.undoing':
      return t`Undo asked for: ${event.data.changeId}`;
    case 'change.undone':
      return t`Undone: ${event.data.changeId}`;
    case 'change.kept':
      return t`Not undone: ${oneLine(event.data.reason)}`;
    default:
      return null;
  }
}
