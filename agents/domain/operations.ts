/**
 * How the work itself runs: what tools came to lately, and how each teammate's results fared by kind of task. A view across all task
 * streams, for choosing who does what and for saying why something failed; never told to a model as knowledge.
 */
import type { EventRecord } from './events.ts';
import { isTrial } from './state.ts';
import type { TaskState } from './task.ts';

/** What a task asks for, told from the first telling word of its title and brief. */
export type TaskKind = 'research' | 'compare' | 'list' | 'write' | 'plan' | 'review' | 'remember' | 'other';

/** One end of a tool call. `code: null` = it succeeded. */
export interface ToolOutcome {
  atMs: number;
  code: string | null;
}

/** How results fared. */
export interface Fared {
  accepted: number;
  sentBack: number;
  failed: number;
}

/** How sure the engine was of a result, and what the person found. */
export interface Judged {
  teammateId: string;
  kind: TaskKind;
  score: number;
  ok: boolean;
  /** Who reviewed it, and whether they found it ready; null = nobody did. */
  review: { teammateId: string; isReady: boolean } | null;
}

export interface Operations {
  /** The newest outcomes of each tool, oldest first. */
  tools: Map<string, readonly ToolOutcome[]>;
  /** By teammate and kind of task, as `<teammateId>/<kind>`. */
  fared: Map<string, Fared>;
  /** By task, the newest last: a result judged anew replaces what was said of it before. */
  judged: Map<string, Judged>;
}

const keptOutcomes = 20;
const keptJudged = 2_000;
/** What happened to a service last week says nothing of it today. */
const outcomeLifeMs = 7 * 24 * 3_600_000;

export function noOperations(): Operations {
  return { tools: new Map(), fared: new Map(), judged: new Map() };
}

/** Folds any event in place; `task` is its task before the event. False = it says nothing of how the work runs. */
export function projectOperations(operations: Operations, task: TaskState | undefined, event: EventRecord): boolean {
  if (!task || isTrial(task)) return false;
  switch (event.type) {
    case 'call.succeeded':
    case 'call.failed': {
      const tool = task.openCalls.find(({ callId }) => callId === event.data.callId)?.tool;
      if (tool === undefined) return false;
      const code = event.type === 'call.failed' ? event.data.failure.code : null;
      const before = operations.tools.get(tool) ?? [];
      operations.tools.set(tool, [...before, { atMs: event.atMs, code }].slice(-keptOutcomes));
      return true;
    }
    case 'task.accepted':
      // What a rule lets through is no verdict: the person's is.
      if (event.data.by === 'person') judge(operations, task, true);
      return count(operations, task, 'accepted');
    case 'task.sentBack':
      judge(operations, task, false);
      return count(operations, task, 'sentBack');
    case 'task.reopened':
      return task.acceptedBy === 'rule' && judge(operations, task, false);
    case 'run.ended':
      return event.data.how === 'failed' && count(operations, task, 'failed');
    default:
      return false;
  }
}

function judge({ judged }: Operations, task: TaskState, ok: boolean): boolean {
  const { teammateId, confidence, review, results } = task;
  if (teammateId === null || confidence === null) return false;
  const said = results.find(({ by }) => by === 'reviewer')?.outcome;
  const reviewed = review && (said === 'passed' || said === 'failed');
  judged.delete(task.id);
  judged.set(task.id, {
    teammateId,
    kind: kindOf(task),
    score: confidence.score,
    ok,
    review: reviewed ? { teammateId: review.teammateId, isReady: said === 'passed' } : null,
  });
  for (const oldest of judged.keys()) if (judged.size > keptJudged) judged.delete(oldest);
  return true;
}

function count({ fared }: Operations, task: TaskState, how: keyof Fared): boolean {
  if (task.teammateId === null) return false;
  const key = `${task.teammateId}/${kindOf(task)}`;
  const before = fared.get(key) ?? { accepted: 0, sentBack: 0, failed: 0 };
  fared.set(key, { ...before, [how]: before[how] + 1 });
  return true;
}

const kinds: readonly [TaskKind, RegExp][] = [
  ['remember', /\b(?:remember|tidy|what (?:the team|we) knows?|knowledge)\b/],
  ['compare', /\b(?:compar\w*|versus|vs|differen\w*|contradict\w*|conflict\w*)\b/],
  ['review', /\b(?:review\w*|check\w*|proofread\w*|verif\w*|audit\w*)\b/],
  ['plan', /\b(?:plan\w*|schedul\w*|roadmap|timeline)\b/],
  ['list', /\b(?:list\w*|extract\w*|collect\w*|table|which|dates?|deadlines?)\b/],
  ['research', /\b(?:brief\w*|research\w*|find\w*|summar\w*|analy\w*|risk\w*|why|what|who|when|how)\b/],
  ['write', /\b(?:write|draft\w*|letter|mail|reply|report)\b/],
];

export function kindOf({ title, brief }: Pick<TaskState, 'title' | 'brief'>): TaskKind {
  const text = `${title} ${brief.slice(0, 300)}`.toLowerCase();
  const found = kinds.flatMap(([kind, words]) => {
    const at = words.exec(text)?.index;
    return at === undefined ? [] : [{ kind, at }];
  });
  return found.toSorted((a, b) => a.at - b.at)[0]?.kind ?? 'other';
}

/** How a teammate's results fared, in all kinds or in one. */
export function faredOf({ fared }: Operations, teammateId: string, kind: TaskKind | null = null): Fared {
  const sum: Fared = { accepted: 0, sentBack: 0, failed: 0 };
  for (const [key, one] of fared) {
    if (kind === null ? !key.startsWith(`${teammateId}/`) : key !== `${teammateId}/${kind}`) continue;
    sum.accepted += one.accepted;
    sum.sentBack += one.sentBack;
    sum.failed += one.failed;
  }
  return sum;
}

/** `7 of 8 results accepted`; '' = there were none. */
export function recordOf({ accepted, sentBack, failed }: Fared): string {
  const all = accepted + sentBack + failed;
  return all === 0 ? '' : `${accepted} of ${all} results accepted`;
}

/** How often a tool failed lately, and with what; null = it was not used lately. */
export function reliabilityOf(
  { tools }: Operations,
  tool: string,
  nowMs: number,
): { used: number; failed: number; lastCode: string | null } | null {
  const recent = (tools.get(tool) ?? []).filter(({ atMs }) => atMs > nowMs - outcomeLifeMs);
  if (recent.length === 0) return null;
  const failures = recent.filter(({ code }) => code !== null);
  return { used: recent.length, failed: failures.length, lastCode: failures.at(-1)?.code ?? null };
}

/** `It failed 3 of its last 12 times.`; '' = it did not fail lately. */
export function latelyOf(reliability: ReturnType<typeof reliabilityOf>): string {
  if (reliability === null || reliability.failed === 0) return '';
  return `It failed ${reliability.failed} of its last ${reliability.used} times.`;
}
