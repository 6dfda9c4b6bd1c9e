/** Who reviews a result: never its author. */
import type { TaskState } from '../domain/task.ts';
import type { Streams } from '../streams.ts';
import { candidatesOf } from './candidates.ts';
import { route } from './routing.ts';

export interface ReviewerChoice {
  teammateId: string;
  why: string;
}

/** The best reviewer who is at work and not the author; `named`: the one the task asks for. null = there is none. */
export function chooseReviewer(
  streams: Pick<Streams, 'teammates' | 'moving' | 'operations'>,
  { title, brief, run }: TaskState,
  named: string | null,
): ReviewerChoice | null {
  const candidates = candidatesOf(streams, { title, brief }).filter(({ id }) => named === null || id === named);
  const role = named === null ? 'reviewer' : null;
  const not = run ? [run.teammateId] : [];
  const [first] = route({ title, brief, role, not, tools: ['give_opinion'] }, candidates);
  if (first?.away !== null) return null;
  const why = named === null ? `Is not the author: ${first.why}` : 'The task names this reviewer';
  return { teammateId: first.teammateId, why };
}
