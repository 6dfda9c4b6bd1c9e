/** Decides what a part handed on begins as, and what the call that handed it on is told in the end. Pure. */
import type { TaskEvent } from '../events.ts';
import type { Labels } from '../schema.ts';
import type { Call, TaskState } from '../task.ts';

/** The child's first events. Its caps are the parent's: what it draws counts against the balance of all above it. */
export function handOn(parent: TaskState, call: Call, child: NonNullable<Call['child']>): TaskEvent[] {
  const { taskId, teammateId, title, brief } = child;
  return [
    {
      type: 'task.created',
      data: {
        taskId,
        title,
        brief,
        folder: parent.folder,
        owner: parent.owner,
        checks: parent.folder ? parent.checks.filter((check) => check.kind === 'citations') : [],
        caps: parent.caps,
        origin: 'teammate',
        parent: {
          taskId: parent.id,
          runId: parent.run?.runId ?? '',
          callId: call.callId,
          rootId: parent.parent?.rootId ?? parent.id,
          depth: (parent.parent?.depth ?? 0) + 1,
          idleTurns: parent.ledger?.idleTurns ?? 0,
        },
      },
    },
    ...(parent.priority === 'normal' ? [] : [{ type: 'task.edited' as const, data: { priority: parent.priority } }]),
    { type: 'task.assigned', data: { teammateId } },
  ];
}

/** What came of a part that has come to rest. `ok: false` = the parent goes on without it. */
export type Outcome = { ok: true; content: string; summary: string; labels: Labels } | { ok: false; message: string };

/** `name` of the teammate who had it; `folder`: where its files lie, as the parent writes paths. */
export function outcomeOf(child: TaskState, name: string, folder: string): Outcome {
  const failed = (message: string): Outcome => ({ ok: false, message: `${name}: ${message}` });
  if (child.archived) return failed('the part was put away before it was done.');
  if (child.status === 'failed') return failed(child.run?.failure?.message ?? 'the work stopped on a problem.');
  if (child.status === 'stopped') return failed('the work was stopped.');
  if (child.run?.how === 'capped') return failed(`the work reached its cap (${child.run.cap}).`);
  const hasText = child.summary.trim() !== '' || child.artifacts.length > 0;
  if (!hasText) return failed('the work produced nothing.');
  const files = child.artifacts.map((artifact) => `- ${folder}/${artifact.path}`);
  const checks = child.results.map((result) => `- ${result.label}: ${result.outcome}. ${result.evidence}`);
  const content = [
    child.summary,
    ...(files.length > 0 ? ['Files:', ...files] : []),
    ...(checks.length > 0 ? ['Checks:', ...checks] : []),
  ].join('\n');
  return { ok: true, content, summary: `${name} handed back: ${child.title}`, labels: child.labels };
}
