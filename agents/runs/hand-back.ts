/** What a teammate is told when a person hands work back: which steps they changed, and what is different in its work folder. Pure. */
import type { EventRecord } from '../domain/events.ts';
import type { Artifact } from '../domain/schema.ts';
import type { Call, TaskState } from '../domain/task.ts';

export interface HandBack {
  task: TaskState;
  /** The task's events, oldest first. */
  events: Iterable<EventRecord>;
  /** Its work folder as it is now. */
  files: readonly Artifact[];
  /** What teammates left in the folder, by path, as the record has it: that is no act of the person. */
  recorded: ReadonlyMap<string, string>;
  note: string;
}

export function handBackText({ task, events, files, recorded, note }: HandBack): string {
  let before: readonly Artifact[] | undefined;
  let steps: string[] = [];
  const calls = new Map(task.turns?.flatMap((turn) => turn.calls).map((call) => [call.callId, call]));
  for (const event of events) {
    if (event.type === 'task.takenOver') {
      before = event.data.files;
      steps = [];
    } else {
      const step = stepOf(event, calls);
      if (step) steps.push(step);
    }
  }
  const changed = before ? changedFiles(before, files, recorded) : [];
  const parts = [
    steps.length > 0 ? `Steps:\n${steps.map((step) => `- ${step}`).join('\n')}` : 'No step was changed.',
    changed.length > 0
      ? `Files in work/, as they are now. Read them before you go on:\n${changed.map((line) => `- ${line}`).join('\n')}`
      : 'No file in work/ was changed.',
  ];
  return [...parts, ...(note ? [`The person says: ${note}`] : [])].join('\n');
}

function stepOf(event: EventRecord, calls: ReadonlyMap<string, Call>): string | null {
  if (!('callId' in event.data)) return null;
  const step = nameOf(calls.get(event.data.callId));
  switch (event.type) {
    case 'call.edited':
      return `Changed: ${step}`;
    case 'call.skipped':
      return `Left out: ${step}`;
    case 'call.taken':
      return `Done by the person: ${step}`;
    case 'call.released':
      return `Let through: ${step}${endOf(calls.get(event.data.callId))}`;
    case 'call.declined':
      return `Declined: ${step}`;
    case 'call.settled':
      return `Decided what became of: ${step}`;
    default:
      return null;
  }
}

function nameOf(call: Call | undefined): string {
  if (!call) return 'a step';
  const path = pathOf(call.args);
  return path === null ? call.tool : `${call.tool} ${path}`;
}

function pathOf(args: unknown): string | null {
  if (typeof args !== 'object' || args === null || !('path' in args)) return null;
  return typeof args.path === 'string' ? args.path : null;
}

function endOf(call: Call | undefined): string {
  if (call?.state === 'succeeded') return '';
  if (call?.state === 'failed' || call?.state === 'denied') return ', which was refused';
  return ', which is not over yet';
}

/** Added, changed and gone since, sorted by path; a file that is as a teammate left it is none of the person's. */
function changedFiles(
  before: readonly Artifact[],
  now: readonly Artifact[],
  recorded: ReadonlyMap<string, string>,
): string[] {
  const old = new Map(before.map((file) => [file.path, file.sha256]));
  const left = new Set(now.map((file) => file.path));
  const lines = now
    .filter(({ path, sha256 }) => old.get(path) !== sha256 && recorded.get(path) !== sha256)
    .map(({ path }): [string, string] => [path, old.has(path) ? 'changed' : 'added']);
  const gone = before.filter(({ path }) => !left.has(path)).map(({ path }): [string, string] => [path, 'removed']);
  return [...lines, ...gone].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([path, how]) => `${how}: work/${path}`);
}
