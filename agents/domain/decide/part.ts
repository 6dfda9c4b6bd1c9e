/** Decides what a part handed on begins as, and what the call that handed it on is told in the end. Pure. */
import type { TaskEvent } from '../events.ts';
import type { BreakdownPart, PartTry } from '../breakdown.ts';
import type { Caps, Check, Labels } from '../schema.ts';
import type { Call, TaskState } from '../task.ts';

/** The child's first events. Its caps are the parent's: what it draws counts against the balance of all above it. */
export function handOn(parent: TaskState, call: Pick<Call, 'callId'>, child: NonNullable<Call['child']>): TaskEvent[] {
  const { taskId, teammateId, title, brief } = child;
  return begun(
    parent,
    call.callId,
    { taskId, title, brief, checks: [], caps: {} },
    { teammateId, by: 'teammate', why: '' },
  );
}

/** The same for a part of a breakdown, as one of its tries. */
export function handOnPart(parent: TaskState, part: BreakdownPart, { taskId, teammateId, why }: PartTry): TaskEvent[] {
  const { title, brief, inputs, checks, caps } = part;
  const from = inputs.length > 0 ? `\n\nDraw on: ${inputs.map((path) => `files/${path}`).join(', ')}` : '';
  const callId = parent.breakdown?.callId ?? '';
  return begun(
    parent,
    callId,
    { taskId, title, brief: brief + from, checks, caps },
    { teammateId, by: 'routing', why },
  );
}

function begun(
  parent: TaskState,
  callId: string,
  {
    taskId,
    title,
    brief,
    checks,
    caps,
  }: { taskId: string; title: string; brief: string; checks: Check[]; caps: Partial<Caps> },
  assigned: Extract<TaskEvent, { type: 'task.assigned' }>['data'],
): TaskEvent[] {
  const kept = parent.folder ? parent.checks.filter((check) => check.kind === 'citations') : [];
  return [
    {
      type: 'task.created',
      data: {
        taskId,
        title,
        brief,
        folder: parent.folder,
        owner: parent.owner,
        checks: [...kept, ...checks.filter((check) => check.kind !== 'citations' || kept.length === 0)],
        caps: { ...parent.caps, ...caps },
        origin: 'teammate',
        parent: {
          taskId: parent.id,
          runId: parent.run?.runId ?? '',
          callId,
          rootId: parent.parent?.rootId ?? parent.id,
          depth: (parent.parent?.depth ?? 0) + 1,
          idleTurns: parent.ledger?.idleTurns ?? 0,
        },
      },
    },
    ...(parent.priority === 'normal' ? [] : [{ type: 'task.edited' as const, data: { priority: parent.priority } }]),
    { type: 'task.assigned', data: assigned },
  ];
}

/** A review's first events: a part that no call waits for, so it says whose result it looks at by its id alone. */
export function handReview(
  author: TaskState,
  { taskId, teammateId, why }: NonNullable<TaskState['review']>,
  { title, brief }: { title: string; brief: string },
): TaskEvent[] {
  const [created, ...rest] = handOn(author, { callId: taskId }, { taskId, teammateId, title, brief });
  if (created?.type !== 'task.created') return [];
  return [
    { ...created, data: { ...created.data, checks: [] } },
    ...rest.map((event) =>
      event.type === 'task.assigned' ? { ...event, data: { teammateId, by: 'routing' as const, why } } : event,
    ),
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
