/** Lines of the Full record about working together: plans, parts, talk, reviews, and what the person did in a teammate's place. */
import { plural, t } from '@lingui/core/macro';
import type { EventRecord } from '../../agents/domain/events.ts';
import { oneLine } from './one-line.ts';
import type { NameOf } from './record-line.ts';

/** One sentence; null = the event is about something else. */
export function ofTeam(event: EventRecord, nameOf: NameOf): string | null {
  return ofPlan(event, nameOf) ?? ofTalk(event, nameOf) ?? ofPerson(event) ?? ofReview(event, nameOf);
}

function ofPlan(event: EventRecord, nameOf: NameOf): string | null {
  switch (event.type) {
    case 'breakdown.proposed': {
      const parts = counted(event.data.parts.length);
      return event.data.asked ? t`Plan of ${parts}, shown to the person first` : t`Plan of ${parts}, begun at once`;
    }
    case 'breakdown.edited':
      return t`Plan changed by the person: ${counted(event.data.parts.length)}`;
    case 'breakdown.started':
      return t`Plan started`;
    case 'part.routed':
      return t`Part “${event.data.key}” goes to ${nameOf(event.data.teammateId)}: ${oneLine(event.data.why)}`;
    case 'part.failed':
      return t`Part “${event.data.key}” came to nothing: ${oneLine(event.data.reason)}`;
    case 'task.assigned': {
      const { by, why = '', teammateId } = event.data;
      return why && by !== 'person' ? t`Given to ${nameOf(teammateId)}: ${oneLine(why)}` : null;
    }
    case 'task.reassigning':
      return t`To be given to ${nameOf(event.data.teammateId)} once the work under way has stopped`;
    case 'task.ranked':
      return t`Moved in the queue`;
    default:
      return null;
  }
}

function counted(parts: number): string {
  return plural(parts, { one: '# part', other: '# parts' });
}

function ofTalk(event: EventRecord, nameOf: NameOf): string | null {
  switch (event.type) {
    case 'call.consulted':
      return t`Asked ${nameOf(event.data.teammateId)}: ${oneLine(event.data.question)}`;
    case 'message.answered':
      return t`Answered a colleague: ${oneLine(event.data.text)}`;
    case 'message.posted': {
      const { about, sender, text } = event.data;
      if (about === 'hand-back') return t`Told what the person did: ${oneLine(text)}`;
      if (!sender) return null;
      const name = nameOf(sender.teammateId);
      if (about === 'question') return t`${name} asks: ${oneLine(text)}`;
      return about === 'handover' ? t`${name} hands over: ${oneLine(text)}` : t`${name} says: ${oneLine(text)}`;
    }
    case 'task.handedOver':
      return t`Handed over to ${nameOf(event.data.teammateId)}: ${oneLine(event.data.why)}`;
    case 'cycle.found':
      return t`A circle of waiting: ${oneLine(event.data.ask)}`;
    case 'cycle.ended':
      return t`The circle of waiting is over`;
    default:
      return null;
  }
}

function ofPerson(event: EventRecord): string | null {
  switch (event.type) {
    case 'task.takenOver':
      return t`Taken over by the person`;
    case 'task.handedBack':
      return event.data.note ? t`Handed back: ${oneLine(event.data.note)}` : t`Handed back`;
    case 'call.edited':
      return t`Step changed by the person: ${oneLine(JSON.stringify(event.data.args) ?? '')}`;
    case 'call.skipped':
      return event.data.note ? t`Step left out: ${oneLine(event.data.note)}` : t`Step left out`;
    case 'call.taken':
      return t`Done by the person: ${oneLine(event.data.content)}`;
    case 'call.released':
      return t`One step let through`;
    default:
      return null;
  }
}

function ofReview(event: EventRecord, nameOf: NameOf): string | null {
  switch (event.type) {
    case 'review.asked':
      return t`${nameOf(event.data.teammateId)} was asked to review: ${oneLine(event.data.why)}`;
    case 'opinion.given': {
      const found = plural(event.data.opinion.findings.length, { one: '# finding', other: '# findings' });
      return t`Review: ${opinionText(event.data.opinion.verdict)}, ${found}`;
    }
    case 'result.judged':
      return judgedText(event.data.outcome, event.data.checkId, oneLine(event.data.note));
    default:
      return null;
  }
}

function judgedText(outcome: 'passed' | 'failed' | 'not-checked', checkId: string, note: string): string {
  const said = { passed: t`met`, failed: t`not met`, 'not-checked': t`not checked` }[outcome];
  return note ? t`The person says of “${checkId}”: ${said}. ${note}` : t`The person says of “${checkId}”: ${said}`;
}

/** What a review comes to, in words. */
export function opinionText(verdict: 'ready' | 'small-changes' | 'not-ready'): string {
  switch (verdict) {
    case 'ready':
      return t`ready`;
    case 'small-changes':
      return t`ready after small changes`;
    case 'not-ready':
      return t`not ready`;
  }
}
