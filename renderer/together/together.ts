/** Who worked when, what went from whom to whom, and who waits: read from the records of a task and its parts. Pure. */
import type { EventRecord } from '../../agents/domain/events.ts';

export interface Block {
  key: string;
  taskId: string;
  title: string;
  fromMs: number;
  /** null = still at it. */
  toMs: number | null;
}

export interface Lane {
  teammateId: string;
  blocks: Block[];
}

export type HandoffKind = 'part' | 'question' | 'answer' | 'comment' | 'handover' | 'review';

export interface Handoff {
  key: string;
  kind: HandoffKind;
  atMs: number;
  from: string;
  to: string;
  /** The reason, or what was said, in one line. */
  text: string;
  /** The task it leads to. */
  taskId: string;
}

/** Somebody who cannot go on before somebody else has answered. */
export interface Wait {
  key: string;
  sinceMs: number;
  from: string;
  to: string;
  text: string;
  taskId: string;
}

export interface Together {
  lanes: Lane[];
  handoffs: Handoff[];
  waits: Wait[];
  fromMs: number;
  toMs: number;
}

const over: ReadonlySet<EventRecord['type']> = new Set([
  'call.succeeded',
  'call.failed',
  'call.denied',
  'call.declined',
  'call.skipped',
  'call.taken',
]);

/** Builds the view as it stood at `untilMs`; events come in the order they happened. */
export function together(events: readonly EventRecord[], untilMs = Number.POSITIVE_INFINITY): Together {
  const lanes = new Map<string, Lane>();
  const open = new Map<string, Block>();
  const titles = new Map<string, string>();
  const holders = new Map<string, string>();
  const askers = new Map<string, string>();
  const waits = new Map<string, Wait & { callId: string }>();
  const handoffs: Handoff[] = [];
  const seen = events.filter(({ atMs }) => atMs <= untilMs);

  const laneOf = (teammateId: string) => {
    const lane = lanes.get(teammateId) ?? { teammateId, blocks: [] };
    lanes.set(teammateId, lane);
    return lane;
  };
  const hand = (
    event: EventRecord,
    kind: HandoffKind,
    from: string | undefined,
    to: string,
    text: string,
    taskId: string,
  ) => {
    if (from === undefined || from === to) return;
    laneOf(from);
    laneOf(to);
    handoffs.push({ key: `h${event.seq}`, kind, atMs: event.atMs, from, to, text, taskId });
  };
  const wait = (
    event: EventRecord,
    callId: string,
    from: string | undefined,
    to: string,
    text: string,
    taskId: string,
  ) => {
    if (from === undefined || from === to) return;
    waits.set(`${callId}/${taskId}`, { key: `w${event.seq}`, callId, sinceMs: event.atMs, from, to, text, taskId });
  };
  const endWaits = (isOver: (one: Wait & { callId: string }) => boolean) => {
    for (const [key, one] of waits) if (isOver(one)) waits.delete(key);
  };

  for (const event of seen) {
    const { data, type, stream, atMs } = event;
    if (!stream.startsWith('task/')) continue;
    const taskId = stream.slice('task/'.length);
    const holder = holders.get(taskId);
    switch (type) {
      case 'task.created':
        titles.set(taskId, data.title);
        break;
      case 'task.assigned':
        holders.set(taskId, data.teammateId);
        break;
      case 'run.started': {
        holders.set(taskId, data.teammateId);
        const title = titles.get(taskId) ?? '';
        const block: Block = { key: `b${event.seq}`, taskId, title, fromMs: atMs, toMs: null };
        laneOf(data.teammateId).blocks.push(block);
        open.set(taskId, block);
        break;
      }
      case 'run.ended': {
        const block = open.get(taskId);
        if (block) block.toMs = atMs;
        open.delete(taskId);
        endWaits((one) => one.taskId === taskId);
        break;
      }
      case 'part.routed':
        hand(event, 'part', holder, data.teammateId, data.why, data.childId);
        wait(event, data.callId, holder, data.teammateId, data.key, data.childId);
        break;
      case 'part.failed':
        endWaits((one) => one.taskId === data.childId);
        break;
      case 'call.delegated':
        hand(event, 'part', holder, data.teammateId, data.title, data.childId);
        wait(event, data.callId, holder, data.teammateId, data.title, data.childId);
        break;
      case 'call.consulted':
        hand(event, 'question', holder, data.teammateId, data.question, data.taskId);
        wait(event, data.callId, holder, data.teammateId, data.question, data.taskId);
        break;
      case 'message.posted':
        if (!data.sender || holder === undefined) break;
        askers.set(data.messageId, data.sender.teammateId);
        if (data.about === 'comment') hand(event, 'comment', data.sender.teammateId, holder, data.text, taskId);
        break;
      case 'message.answered': {
        const asker = askers.get(data.messageId);
        if (asker !== undefined) hand(event, 'answer', holder, asker, data.text, taskId);
        break;
      }
      case 'task.handedOver':
        hand(event, 'handover', holder, data.teammateId, data.why, taskId);
        break;
      case 'review.asked':
        hand(event, 'review', holder, data.teammateId, data.why, data.childId);
        break;
      default:
        if (over.has(type) && 'callId' in data) endWaits((one) => one.callId === data.callId);
    }
  }
  const fromMs = events[0]?.atMs ?? 0;
  return {
    lanes: [...lanes.values()],
    handoffs,
    waits: [...waits.values()].map(({ callId: _callId, ...one }) => one),
    fromMs,
    toMs: Math.max(fromMs + 1, events.at(-1)?.atMs ?? 0),
  };
}

/** The row of each block in its lane, from 1: blocks under way at once stand below each other. */
export function rowsOf(blocks: readonly Block[]): ReadonlyMap<string, number> {
  const ends: number[] = [];
  const rows = new Map<string, number>();
  for (const { key, fromMs, toMs } of blocks.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const free = ends.findIndex((endMs) => endMs <= fromMs);
    const row = free < 0 ? ends.length : free;
    ends[row] = toMs ?? Number.POSITIVE_INFINITY;
    rows.set(key, row + 1);
  }
  return rows;
}
