/** Decides what a proposed breakdown begins as, what a person's version of it does, and what its tries come to. Pure. */
import type { PlannedPart } from '../breakdown.ts';
import { problemsOf } from '../breakdown-problems.ts';
import { planPreview, whyAsk } from '../breakdown-text.ts';
import type { Answer, CommandOf } from '../commands.ts';
import type { TaskEvent } from '../events.ts';
import type { EffectPreview } from '../schema.ts';
import type { TaskState } from '../task.ts';
import { accept, refuse } from './refuse.ts';
import type { Shared } from './task.ts';

type Data<T extends TaskEvent['type']> = Extract<TaskEvent, { type: T }>['data'];

/** How often one run may cut its task into parts. */
export const maxRounds = 3;

export type BreakdownCommand =
  | {
      type: 'breakdown.propose';
      data: { runId: string; callId: string; parts: PlannedPart[] };
      /** What the person is shown, and the hash that binds their yes to it. */
      preview: EffectPreview;
      hash: string;
    }
  | { type: 'part.route'; data: Data<'part.routed'> }
  | { type: 'part.fail'; data: Data<'part.failed'> };

/** The round of a breakdown proposed now. */
export function nextRound({ breakdown, run }: Pick<TaskState, 'breakdown' | 'run'>): number {
  const isOfThisRun = breakdown !== null && run !== null && breakdown.callId.startsWith(`${run.runId}-`);
  return isOfThisRun ? breakdown.round + 1 : 1;
}

export function decideBreakdown(state: TaskState, command: BreakdownCommand): Answer<TaskEvent[]> {
  if (command.type === 'breakdown.propose') {
    const { runId, callId, parts } = command.data;
    // A plan the person chose was looked at already.
    const why = state.planId === null ? whyAsk(parts, state.caps.usdMicros) : '';
    const asked = why === '' ? null : { itemId: `${callId}/plan`, hash: command.hash, why, effect: command.preview };
    return accept([{ type: 'breakdown.proposed', data: { runId, callId, round: nextRound(state), parts, asked } }]);
  }
  const { breakdown } = state;
  const part = breakdown?.parts.find(({ key }) => key === command.data.key);
  const last = part?.tries.at(-1);
  if (breakdown?.state !== 'started' || breakdown.callId !== command.data.callId || !part)
    return refuse('task.wrongState', 'The plan this belongs to is no longer current.');
  if (command.type === 'part.route')
    return last?.failure === null || state.status !== 'working'
      ? refuse('task.wrongState', 'Somebody has this part already, or nobody works on the whole.')
      : accept([{ type: 'part.routed', data: command.data }]);
  return last?.taskId === command.data.childId && last.failure === null
    ? accept([{ type: 'part.failed', data: command.data }])
    : refuse('task.wrongState', 'This try is over already.');
}

export function decideBreakdownEdit(
  state: TaskState,
  { parts, hash }: CommandOf<'breakdown.edit'>,
  shared: Shared,
): Answer<TaskEvent[]> {
  const { breakdown, run } = state;
  if (breakdown?.state !== 'asked' || !run)
    return refuse('task.wrongState', 'There is no plan to change now. Nothing was changed.');
  const item = state.items.find(({ callId, kind }) => callId === breakdown.callId && kind === 'approve');
  if (item?.hash !== hash)
    return refuse('breakdown.stale', 'The plan has changed since you looked at it. Nothing was saved; look again.');
  const problems = problemsOf(parts, { teammates: shared.teammates.values(), mostParts: state.caps.parts });
  if (problems.length > 0) return refuse('breakdown.invalid', problems.join('\n'));
  return accept([
    {
      type: 'breakdown.edited',
      data: {
        runId: run.runId,
        callId: breakdown.callId,
        parts,
        hash: shared.hashOf(parts),
        effect: planPreview(parts, shared.teammates.values()),
      },
    },
  ]);
}
