/** What a person reads of one tool call: a title in plain words, its standing, and what kind of icon. */
import { t } from '@lingui/core/macro';
import type { Call } from '../../agents/domain/task.ts';
import { clockText } from '../ui/relative-time.tsx';
import { oneLine } from './one-line.ts';
import { pathOf, stringArg } from './steps.ts';
import { teamWords } from './team-call-words.ts';

export type CallTone = 'quiet' | 'working' | 'needs' | 'failed' | 'done';

export interface CallLine {
  title: string;
  /** A word beside the title where the title does not say it; empty for an ordinary success. */
  note: string;
  tone: CallTone;
}

/** Describes a call as a step. Its own summary is used once it is done; before that, what it is about to do. */
export function callLine(call: Call): CallLine {
  const done = call.state === 'succeeded';
  const title = done && call.summary && call.tool !== 'wait' ? oneLine(call.summary, 160) : actWords(call);
  return { title, note: noteOf(call), tone: toneOf(call) };
}

/** True while the call's outcome is still to come. */
function isUnderWay(call: Pick<Call, 'state'>): boolean {
  return call.state === 'proposed' || call.state === 'approved' || call.state === 'begun';
}

/** Names the act by what the call points at; an unknown tool is named as it is. */
export function actWords(call: Pick<Call, 'tool' | 'args' | 'state' | 'beganAtMs' | 'endedAtMs'>): string {
  const path = pathOf(call);
  const busy = isUnderWay(call);
  if (call.tool.startsWith('read') && path) return busy ? t`Reading ${path}` : t`Read ${path}`;
  if (call.tool.startsWith('write') && path) return busy ? t`Writing ${path}` : t`Write ${path}`;
  if (call.tool.startsWith('list')) return busy ? t`Looking through the folder` : t`Look through the folder`;
  if (call.tool.startsWith('search')) {
    const query = stringArg(call.args, 'query') ?? stringArg(call.args, 'text') ?? '';
    return query ? t`Look for “${oneLine(query, 80)}”` : t`Look through the files`;
  }
  if (call.tool === 'query_table' && path) return busy ? t`Looking up in ${path}` : t`Look up in ${path}`;
  if (call.tool === 'ask_person') return t`Ask you: ${oneLine(stringArg(call.args, 'question') ?? '', 120)}`;
  if (call.tool === 'delegate') {
    const name = stringArg(call.args, 'teammate') ?? t`a teammate`;
    const title = oneLine(stringArg(call.args, 'title') ?? '', 120);
    return call.state === 'waiting' ? t`Handed to ${name}: ${title}` : t`Hand to ${name}: ${title}`;
  }
  const together = teamWords(call);
  if (together !== null) return together;
  if (call.tool === 'wait') return waitWords(call);
  if (call.tool === 'finish') return t`Hand in the result`;
  if (call.tool === 'set_plan') return t`Make the plan`;
  if (call.tool === 'note') return t`Note something for this attempt`;
  if (call.tool === 'remember') return t`Remember something`;
  if (call.tool === 'recall') return t`Look in what is known`;
  const name = call.tool.replaceAll('_', ' ');
  return path ? t`${name}: ${path}` : name;
}

/** A wait in minutes: as long as it was when it is over, else as long as it is to be. */
function waitWords({ args, state, beganAtMs, endedAtMs }: Pick<Call, 'args' | 'state' | 'beganAtMs' | 'endedAtMs'>) {
  const why = oneLine(stringArg(args, 'why') ?? '', 120);
  if (state === 'succeeded' && beganAtMs !== null && endedAtMs !== null) {
    const minutes = Math.max(1, Math.round((endedAtMs - beganAtMs) / 60_000));
    return t`Waited ${minutes} min for ${why}`;
  }
  const planned: unknown = typeof args === 'object' && args !== null ? Reflect.get(args, 'minutes') : null;
  return typeof planned === 'number' ? t`Wait ${planned} min for ${why}` : t`Wait for ${why}`;
}

function noteOf(call: Call): string {
  switch (call.state) {
    case 'denied':
      return t`Not allowed`;
    case 'asked':
      return t`Needs your yes`;
    case 'declined':
      // A step that was asked about was declined; one that was not was left out.
      return call.itemId === null ? t`You left this out` : t`You declined this`;
    case 'waiting':
      if (call.child || call.tool === 'plan_parts') return t`Under way`;
      if (call.consulted) return t`Waits for a colleague’s answer`;
      return call.wakeAtMs === null ? t`Waits for your answer` : t`Until ${clockText(call.wakeAtMs)}`;
    case 'failed':
      return t`Did not work`;
    case 'in-doubt':
      return t`Not sure it went out`;
    default:
      return '';
  }
}

function toneOf(call: Call): CallTone {
  switch (call.state) {
    case 'denied':
    case 'failed':
      return 'failed';
    case 'waiting':
      return call.child || call.consulted || call.tool === 'plan_parts' || call.wakeAtMs !== null ? 'working' : 'needs';
    case 'asked':
    case 'in-doubt':
      return 'needs';
    case 'succeeded':
      return 'done';
    case 'declined':
      return 'quiet';
    default:
      return 'working';
  }
}
