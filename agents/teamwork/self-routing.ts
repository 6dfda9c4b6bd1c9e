/** Gives work to somebody without a person: tasks nobody has, where the person wants that, and tasks whose teammate has left. */
import { leave, type Heir } from '../domain/decide/leave.ts';
import type { TaskEvent } from '../domain/events.ts';
import type { TaskState } from '../domain/task.ts';
import type { TeammateState } from '../domain/teammate.ts';
import type { MakeId } from '../lib/clock.ts';
import type { Streams } from '../streams.ts';
import { candidatesOf } from './candidates.ts';
import { route } from './routing.ts';

export interface PlacingDeps {
  streams: Streams;
  makeId: MakeId;
}

/** What is to be done about who has this task; nothing, for nearly all. */
export function placementOf(task: TaskState, { streams, makeId }: PlacingDeps): TaskEvent[] {
  const teammate = streams.teammates.get(task.teammateId ?? '');
  if (teammate?.standing === 'retired') {
    const heir = task.parent && heirOf(task, teammate, streams);
    return leave(task, teammate.profile.name, heir, makeId('m'));
  }
  if (!isForRouting(task) || !streams.workspace.settings.takesUnassigned) return [];
  const first = firstOf(task, null, streams);
  return first
    ? [{ type: 'task.assigned', data: { teammateId: first.teammateId, by: 'routing', why: first.why } }]
    : [];
}

/** The example is the person's to begin, a trial is for one teammate, and a part has its own. */
function isForRouting({ status, archived, origin, parent, trial }: TaskState): boolean {
  const isOwn = origin === 'person' || origin === 'event' || origin === 'terminal';
  return status === 'draft' && !archived && isOwn && parent === null && trial === null;
}

/** A part goes to the next of the same role: whoever handed it on asked for one. */
function heirOf(task: TaskState, { profile }: TeammateState, streams: Streams): Heir | null {
  return firstOf(task, profile.role, streams);
}

function firstOf(
  { title, brief }: TaskState,
  role: TeammateState['profile']['role'] | null,
  streams: Streams,
): Heir | null {
  const first = route({ title, brief, role }, candidatesOf(streams, { title, brief }))[0];
  return first && first.away === null ? { teammateId: first.teammateId, why: first.why } : null;
}
