/** What some tasks may not do, whatever the rules say: a trial changes nothing, and a stranger's words move nothing without a person. Pure. */
import type { TaskState } from '../domain/task.ts';
import type { Descriptor, Where } from '../tools/tool.ts';
import type { Judgement } from './rules.ts';

type Step = Pick<Descriptor, 'name' | 'effect'>;

/** Steps that touch nothing but the run itself. */
const ownSteps: ReadonlySet<string> = new Set(['set_plan', 'note', 'finish', 'wait']);
/** Steps that stay within the task and its parts, which are bound in the same way, or go to the person. */
const withinTask: ReadonlySet<string> = new Set([
  ...ownSteps,
  'ask_person',
  'delegate',
  'plan_parts',
  'ask_teammate',
  'comment',
  'answer',
  'hand_over',
  'give_opinion',
]);

/** Why a trial does without this step; null = it may be carried out as in the real task. */
export function trialRefusal({ trial }: Pick<TaskState, 'trial'>, step: Step, place: Where | null): string | null {
  if (!trial || step.effect === 'read' || (step.effect === 'write' && place === 'work') || ownSteps.has(step.name))
    return null;
  const instead =
    step.effect === 'write' || step.effect === 'egress'
      ? 'Nothing outside work/ is changed: write into work/ instead.'
      : 'Nobody is asked and nothing is remembered: go on alone, and say in the result what you would have done.';
  return `This is a trial on an old task, with effects off, and ${step.name} was not carried out. ${instead}`;
}

/** Work made for something a stranger sent: only reading and writing into its own folder is free, even where a rule allows more. */
export function forStrangers(judgement: Judgement, step: Step, place: Where | null): Judgement {
  const isFree =
    step.effect === 'read' ||
    (step.effect === 'none' && withinTask.has(step.name)) ||
    (step.effect === 'write' && place === 'work');
  if (judgement.verdict !== 'allow' || isFree) return judgement;
  return {
    verdict: 'ask',
    words: 'This task came in from outside, so everything beyond its own work folder asks first',
  };
}

/** What a trial is told where the real task would have asked. */
export function notAsked(words: string): string {
  return `This is a trial on an old task, and nobody is asked in one: ${words}. Go on without this step.`;
}
