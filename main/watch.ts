/** Watches the engine for what a person should be told of outside the window: who needs a yes, and how much is at work. */
import { inboxOf, isActive, type Workforce } from '../agents/index.ts';

export interface Watched {
  /** A task began to need the person, or needs something else now. One per task: the newest replaces the one before. */
  notify: (note: { taskId: string; itemId: string; title: string; body: string }) => void;
  /** The task needs nobody any more, wherever it was handled. */
  withdraw: (taskId: string) => void;
  /** How many tasks are at work. */
  working: (count: number) => void;
}

const verbs = {
  approve: 'needs a yes',
  question: 'has a question',
  problem: 'met a problem',
  review: 'has a result for you',
} as const;

/** Follows the feed until the signal aborts. What is open already at the start is told too: a restart must not hide it. */
export async function watchTasks(workforce: Workforce, watched: Watched, signal: AbortSignal): Promise<void> {
  const told = new Map<string, string>();
  let working = -1;
  for await (const feed of workforce.subscribe(null, signal)) {
    if (feed.kind === 'events' && feed.events.every((event) => !event.stream.startsWith('task/'))) continue;
    const { tasks, teammates, workspace } = workforce.snapshot();
    const open = new Map(
      inboxOf(tasks)
        .toReversed()
        .map(({ task, item }) => [task.id, { task, item }]),
    );
    for (const taskId of told.keys()) {
      if (open.has(taskId)) continue;
      told.delete(taskId);
      watched.withdraw(taskId);
    }
    for (const [taskId, { task, item }] of open) {
      if (told.get(taskId) === item.id || !workspace.settings.notifications) continue;
      told.set(taskId, item.id);
      const name = teammates.find((teammate) => teammate.id === task.teammateId)?.profile.name ?? 'Muster';
      watched.notify({
        taskId,
        itemId: item.id,
        title: `${name} ${verbs[item.kind]}`,
        body: item.kind === 'review' ? task.title : item.ask,
      });
    }
    const count = tasks.filter(isActive).length;
    if (count !== working) watched.working((working = count));
  }
}
