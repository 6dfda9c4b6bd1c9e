/** The engine's state as the screens hold it: folded with the engine's own `project`, a batch at a time. */
import type { Feed, Health, Snapshot } from '../../agents/contract.ts';
import type {
  EventRecord,
  MemoryEvent,
  RecordOf,
  TaskEvent,
  TeammateEvent,
  WorkspaceEvent,
} from '../../agents/domain/events.ts';
import type { Knowledge } from '../../agents/domain/knowledge.ts';
import type { ErasureReceipt } from '../../agents/domain/memory.ts';
import {
  emptyWorkspace,
  noKnowledge,
  noSpend,
  projectKnowledge,
  projectSpend,
  projectTask,
  projectTeammate,
  projectWorkspace,
  toCard,
  type Spend,
  type WorkspaceState,
} from '../../agents/domain/project.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';

export interface Projection {
  /** The last event folded; null = no snapshot yet. */
  seq: number | null;
  tasks: Readonly<Record<string, TaskState>>;
  teammates: Readonly<Record<string, TeammateState>>;
  workspace: WorkspaceState;
  /** Money spent in the day it names (UTC). */
  spend: Spend;
  /** How far the team's memory is, and what is open in it; sentences are asked for when they are shown. */
  knowledge: Knowledge;
  /** What the erasures that ended while this window looked on came to, by their id; the newest few. */
  receipts: Readonly<Record<string, ErasureReceipt>>;
  /** What keeps work waiting just now, as the engine told last. */
  health: Health;
  /** Tasks as they will be once the engine has agreed: only a card that was just given to a teammate. */
  pending: Readonly<Record<string, TaskState>>;
}

/** Nothing keeps work waiting: what holds until the engine says otherwise, after each new link as well. */
export const allWell: Health = { trouble: null, resting: [], waiting: [] };

export function emptyProjection(): Projection {
  return {
    seq: null,
    tasks: {},
    teammates: {},
    workspace: emptyWorkspace(),
    spend: noSpend,
    knowledge: noKnowledge,
    receipts: {},
    health: allWell,
    pending: {},
  };
}

function byId<T extends { id: string }>(rows: readonly T[]): Record<string, T> {
  return Object.fromEntries(rows.map((row) => [row.id, row]));
}

/** Takes a snapshot. An open task keeps its transcript when the snapshot holds the same version of it. */
export function takeSnapshot(state: Projection, snapshot: Snapshot): Projection {
  const tasks = byId(snapshot.tasks);
  for (const [id, task] of Object.entries(tasks)) {
    const held = state.tasks[id];
    if (held?.turns && held.version === task.version) tasks[id] = held;
  }
  const { seq, workspace, spend, knowledge } = snapshot;
  const teammates = byId(snapshot.teammates);
  const { receipts } = state;
  return { seq, tasks, teammates, workspace, spend, knowledge, receipts, health: allWell, pending: {} };
}

/** Folds one batch; the objects of untouched tasks stay the same. */
export function applyEvents(state: Projection, events: readonly EventRecord[]): Projection {
  const fresh = events.filter((event) => state.seq === null || event.seq > state.seq);
  const last = fresh.at(-1);
  if (!last) return state;
  let { spend, knowledge, receipts } = state;
  const draft: Draft = { tasks: null, teammates: null, workspace: state.workspace, pending: null };
  for (const event of fresh) {
    applyOne(state, draft, event);
    spend = projectSpend(spend, event);
    if (event.stream !== 'memory') continue;
    const told = event as RecordOf<MemoryEvent>;
    knowledge = projectKnowledge(knowledge, told);
    receipts = receiptsAfter(receipts, told);
  }
  return {
    seq: last.seq,
    tasks: draft.tasks ?? state.tasks,
    teammates: draft.teammates ?? state.teammates,
    workspace: draft.workspace,
    spend,
    knowledge,
    receipts,
    health: state.health,
    pending: draft.pending ?? state.pending,
  };
}

/** Folds one part of the feed, whichever kind it is. */
export function applyFeed(state: Projection, feed: Feed): Projection {
  if (feed.kind === 'health') return { ...state, health: feed.health };
  return feed.kind === 'snapshot' ? takeSnapshot(state, feed.snapshot) : applyEvents(state, feed.events);
}

const maxReceipts = 8;

/** Keeps the receipt of an erasure that has just ended, and lets the oldest go. */
export function receiptsAfter(held: Projection['receipts'], event: RecordOf<MemoryEvent>): Projection['receipts'] {
  if (event.type !== 'memory.erased') return held;
  const { erasureId, receipt } = event.data;
  return Object.fromEntries([...Object.entries(held), [erasureId, receipt]].slice(-maxReceipts));
}

interface Draft {
  tasks: Record<string, TaskState> | null;
  teammates: Record<string, TeammateState> | null;
  workspace: WorkspaceState;
  pending: Record<string, TaskState> | null;
}

function applyOne(state: Projection, draft: Draft, event: EventRecord): void {
  const [kind, id = ''] = splitOnce(event.stream);
  if (kind === 'task') {
    const tasks = (draft.tasks ??= { ...state.tasks });
    const before = tasks[id] ?? null;
    // A task loaded whole may be ahead of the feed.
    if (before && event.version <= before.version) return;
    const after = projectTask(before, event as RecordOf<TaskEvent>);
    if (after) tasks[id] = after;
    const pending = draft.pending ?? state.pending;
    if (pending[id] && after && heirOf(after) === heirOf(pending[id])) {
      const { [id]: settled, ...rest } = pending;
      draft.pending = rest;
    }
  } else if (kind === 'teammate') {
    const teammates = (draft.teammates ??= { ...state.teammates });
    const after = projectTeammate(teammates[id] ?? null, event as RecordOf<TeammateEvent>);
    if (after) teammates[id] = after;
  } else if (kind === 'workspace') {
    draft.workspace = projectWorkspace(draft.workspace, event as RecordOf<WorkspaceEvent>);
  }
}

function splitOnce(stream: string): [string, string?] {
  const at = stream.indexOf('/');
  return at < 0 ? [stream] : [stream.slice(0, at), stream.slice(at + 1)];
}

/** Puts a task loaded whole in its card's place, unless the feed has gone past it. False in `taken` = load it again. */
export function takeWhole(state: Projection, task: TaskState): { state: Projection; taken: boolean } {
  const held = state.tasks[task.id];
  if (held && held.version > task.version) return { state, taken: false };
  return { state: { ...state, tasks: { ...state.tasks, [task.id]: task } }, taken: true };
}

/** Drops the transcript of a task nobody looks at any more. */
export function dropWhole(state: Projection, taskId: string): Projection {
  const held = state.tasks[taskId];
  if (!held || held.turns === null) return state;
  return { ...state, tasks: { ...state.tasks, [taskId]: toCard(held) } };
}

/** Who has a task, or gets it once the one at work has stopped. */
function heirOf({ next, teammateId }: TaskState): string | null {
  return next?.teammateId ?? teammateId;
}

/** Draws a card with its new teammate before the engine has answered; work under way stops first. */
export function drawGiven(state: Projection, taskId: string, teammateId: string, nowMs: number): Projection {
  const held = state.tasks[taskId];
  if (!held) return state;
  const next: TaskState['next'] = { teammateId, assignment: { by: 'person', why: '' } };
  const given: TaskState =
    held.run?.how === null
      ? { ...held, status: 'stopping', next, items: [] }
      : { ...held, teammateId, status: 'queued', queuedAtMs: nowMs, items: [] };
  return { ...state, pending: { ...state.pending, [taskId]: given } };
}

/** Takes the drawing back: the engine refused, or its answer is in the state already. */
export function undrawGiven(state: Projection, taskId: string): Projection {
  if (!state.pending[taskId]) return state;
  const { [taskId]: gone, ...pending } = state.pending;
  return { ...state, pending };
}
