/** What the fake engine answers to the forms: new tasks, outside events, plans, and a circle of waiting ended by the person. */
import type { Command } from '../../agents/domain/commands.ts';
import type { NewEvent, StreamName } from '../../agents/domain/events.ts';
import { defaultSettings } from '../../agents/domain/project.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import type { SavedPlan } from '../../agents/domain/breakdown.ts';
import type { SuggestedPlan } from '../../agents/domain/team-views.ts';

/** Events of one stream; null = another kind of command, or one without an effect here. */
export function formReaction(
  command: Command,
  taskOf: (taskId: string) => TaskState | undefined,
): { stream: StreamName; events: readonly NewEvent[] } | null {
  switch (command.type) {
    case 'task.create': {
      const { taskId, brief, folder, origin, teammateId, after, occasion, planId } = command;
      const title = command.title ?? brief.split('\n', 1)[0] ?? '';
      const made = {
        taskId,
        title,
        brief,
        folder,
        owner: '',
        checks: command.checks ?? [],
        caps: defaultSettings.caps,
      };
      const created: NewEvent = { type: 'task.created', data: { ...made, origin, after, occasion, planId } };
      const given: NewEvent[] = teammateId ? [{ type: 'task.assigned', data: { teammateId } }] : [];
      return { stream: `task/${taskId}`, events: [created, ...given] };
    }
    case 'plan.forget':
      return { stream: 'workspace', events: [{ type: 'plan.forgotten', data: { planId: command.planId } }] };
    case 'wait.break': {
      const cycle = taskOf(command.taskId)?.cycle;
      return cycle
        ? { stream: `task/${command.taskId}`, events: [{ type: 'cycle.ended', data: { itemId: cycle.itemId } }] }
        : null;
    }
    default:
      return null;
  }
}

/** Plans that share a word with the brief. */
export function fakePlans(plans: readonly SavedPlan[], brief: string): SuggestedPlan[] {
  const words = new Set(brief.toLowerCase().match(/\p{L}{4,}/gu) ?? []);
  return plans
    .filter(({ madeFor }) => (madeFor.toLowerCase().match(/\p{L}{4,}/gu) ?? []).some((word) => words.has(word)))
    .slice(0, 3)
    .map((plan) => ({ plan, why: `Made for “${plan.madeFor}”` }));
}
