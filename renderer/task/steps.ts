/** Groups what a teammate did under the lines of its plan. Pure: the same task gives the same steps. */
import type { Failure, PlanLine } from '../../agents/domain/schema.ts';
import type { Call, Message, TaskState, Turn } from '../../agents/domain/task.ts';

/** One thing a person sees of the work, in order. `key` is stable over all later events. */
export type Step =
  | { kind: 'said'; key: string; atMs: number; text: string }
  | { kind: 'call'; key: string; atMs: number; call: Call }
  | { kind: 'message'; key: string; atMs: number; message: Message }
  /** A request to the model that failed; `retryAtMs: null` = it was not tried again. */
  | { kind: 'trouble'; key: string; atMs: number; failure: Failure; retryAtMs: number | null };

/** Steps of one plan line. `line: null` = what happened before there was a plan. */
export interface StepGroup {
  key: string;
  line: PlanLine | null;
  /** From 1, as people count; 0 for the group before the plan. */
  number: number;
  steps: Step[];
}

export interface WorkView {
  /** Steps of earlier attempts, oldest attempt first. */
  earlier: { runId: string; attempt: number; steps: Step[] }[];
  groups: StepGroup[];
  /** The group work is going on in; null = there are no groups. */
  openKey: string | null;
}

/** Builds the view of the current attempt and those before it. `turns: null` = not loaded: plan lines without steps. */
export function workView(task: TaskState): WorkView {
  const turns = task.turns ?? [];
  const currentRun = task.run?.runId ?? null;
  const attempts = [...new Set(turns.map((turn) => turn.runId))];
  const pending = task.messages.toSorted((a, b) => a.atMs - b.atMs);
  const takeBefore = (atMs: number) =>
    pending.splice(0, pending.filter((message) => message.atMs <= atMs).length).map(messageStep);

  const earlier = attempts
    .filter((runId) => runId !== currentRun)
    .map((runId, index) => ({
      runId,
      attempt: index + 1,
      steps: turns
        .filter((turn) => turn.runId === runId)
        .flatMap((turn) => [...takeBefore(turn.beganAtMs), ...stepsOf(turn)]),
    }));

  const groups = emptyGroups(task.plan);
  let place = 0;
  for (const turn of turns.filter((other) => other.runId === currentRun)) {
    groups[place]?.steps.push(...takeBefore(turn.beganAtMs));
    const steps = stepsOf(turn);
    const next = plannedPlace(turn, task.plan);
    groups[next !== null && saysNextFirst(turn) ? next : place]?.steps.push(...steps);
    if (next !== null) place = next;
  }
  groups[place]?.steps.push(...pending.map(messageStep));
  const open = openPlace(task.plan, place);
  const shown = groups.filter((group) => group.line !== null || group.steps.length > 0);
  return { earlier, groups: shown, openKey: groups[open]?.key ?? null };
}

/** Files a teammate read in any attempt, each once, in the order they were first read. */
export function filesRead(task: TaskState): string[] {
  const calls = (task.turns ?? []).flatMap((turn) => turn.calls);
  const read = calls.filter((call) => call.state === 'succeeded' && readers.has(call.tool));
  const paths = read.map((call) => pathOf(call));
  return [...new Set(paths.filter((path): path is string => path !== null))];
}

const readers = new Set(['read_file', 'query_table']);

/** The path a call names, inside the person's folder as it stands there and in the work folder with `work/`; null = it names none. */
export function pathOf(call: Pick<Call, 'args'>): string | null {
  return stringArg(call.args, 'path')?.replace(/^files\//, '') ?? null;
}

/** A text field of a call's arguments, which are whatever the model wrote; null = not there or not text. */
export function stringArg(args: unknown, name: string): string | null {
  if (typeof args !== 'object' || args === null) return null;
  const value: unknown = Reflect.get(args, name);
  return typeof value === 'string' && value !== '' ? value : null;
}

function emptyGroups(plan: readonly PlanLine[]): StepGroup[] {
  const before: StepGroup = { key: 'before', line: null, number: 0, steps: [] };
  return [
    before,
    ...plan.map((line, index): StepGroup => ({ key: `line-${index + 1}`, line, number: index + 1, steps: [] })),
  ];
}

/** The group that stands open: the line under way, else the last one with work in it. */
function openPlace(plan: readonly PlanLine[], place: number): number {
  const doing = plan.findIndex((line) => line.state === 'doing');
  return doing === -1 ? place : doing + 1;
}

function stepsOf(turn: Turn): Step[] {
  const id = `${turn.runId}/${turn.turn}`;
  const atMs = turn.endedAtMs ?? turn.beganAtMs;
  if (turn.failure)
    return [{ kind: 'trouble', key: `${id}/trouble`, atMs, failure: turn.failure, retryAtMs: turn.retryAtMs }];
  const said: Step[] = turn.text.trim() ? [{ kind: 'said', key: `${id}/text`, atMs, text: turn.text }] : [];
  const calls = turn.calls.filter((call) => !isQuietPlanCall(call));
  return [
    ...said,
    ...calls.map((call): Step => ({ kind: 'call', key: `${id}/${call.callId}`, atMs: call.beganAtMs ?? atMs, call })),
  ];
}

function messageStep(message: Message): Step {
  return { kind: 'message', key: message.messageId, atMs: message.atMs, message };
}

/** Keeping the plan true is not a step of its own: the plan shows it. */
function isQuietPlanCall(call: Call): boolean {
  return call.tool === 'set_plan' && !call.isError && call.state !== 'denied';
}

/** A turn that sets the plan and does more in the same breath belongs to the line it has just begun. */
function saysNextFirst(turn: Turn): boolean {
  const index = turn.calls.findIndex((call) => call.tool === 'set_plan');
  return index === 0 && turn.calls.length > 1;
}

/** Where the plan stands after a turn, as a group number of the plan in force now; null = the turn did not touch it. */
function plannedPlace(turn: Turn, plan: readonly PlanLine[]): number | null {
  const call = turn.calls.findLast((other) => other.tool === 'set_plan' && other.state === 'succeeded');
  const lines = call ? planArgs(call.args) : [];
  if (lines.length === 0) return null;
  const doing = lines.findIndex((line) => line.state === 'doing');
  const todo = lines.findIndex((line) => line.state !== 'done');
  const at = doing !== -1 ? doing : todo !== -1 ? todo : lines.length - 1;
  const sameText = plan.findIndex((line) => line.text === lines[at]?.text);
  return (sameText !== -1 ? sameText : Math.min(at, plan.length - 1)) + 1;
}

function planArgs(args: unknown): { text: string; state: string }[] {
  if (typeof args !== 'object' || args === null) return [];
  const list: unknown = Reflect.get(args, 'lines') ?? Reflect.get(args, 'plan') ?? Reflect.get(args, 'steps');
  if (!Array.isArray(list)) return [];
  return list.map((line: unknown) => ({
    text: stringArg(line, 'text') ?? String(line),
    state: stringArg(line, 'state') ?? 'todo',
  }));
}
