/** The person: keeps work under way, answers what is asked, says again what was not acknowledged. Outlives every process. */
import type { Snapshot } from '../../../agents/contract.ts';
import type { Answer, Command, CommandOf } from '../../../agents/domain/commands.ts';
import type { EventRecord, RecordOf, TaskEvent } from '../../../agents/domain/events.ts';
import { projectTask, toCard } from '../../../agents/domain/project.ts';
import type { InboxItem } from '../../../agents/domain/schema.ts';
import type { TaskState } from '../../../agents/domain/task.ts';
import type { Place } from './oracle.ts';
import { briefOf, isSteered, isStopped, taskIdOf } from './work.ts';

export interface PersonOptions {
  /** Sets the ids of this person's commands apart from all others'. */
  name: string;
  files: string;
  random: () => number;
  /** Whether the world outside has the effect of a call. */
  happened: (key: string) => boolean;
}

type Settling = CommandOf<'item.settle'>['how'];

export interface Person {
  /** Sees the board of a process that has just started, and speaks to it from now on. */
  meet(snapshot: Snapshot, say: (commandId: string, command: Command) => void): void;
  see(events: readonly EventRecord[]): void;
  hear(commandId: string, answer: Answer<{ seq: number }>): void;
  /** The process is gone. */
  lose(): void;
  /** Gives no new work from now on, and answers everything at once. */
  close(): void;
  /** Resolves when everything given is done and put away; false = nothing has moved for so long. Close first. */
  atRest(patienceMs: number): Promise<boolean>;
  /** Work that is not done, one line each. */
  unfinished(): string[];
  readonly acked: ReadonlySet<string>;
  readonly said: ReadonlySet<string>;
  readonly seen: readonly Place[];
  readonly lastSeq: number;
  readonly orders: number;
  readonly settled: Record<Settling, number>;
  /** Calls that post something: in doubt, only this person may settle them. */
  readonly posts: ReadonlySet<string>;
  /** Ids of memories the teammates were told they had kept. */
  readonly toldMemories: ReadonlySet<string>;
  /** What no person should see: one line each. */
  readonly complaints: readonly string[];
}

/** Orders under way at any time. */
const underWay = 12;
const teammateIds = ['tm_ann', 'tm_ben', 'tm_cid'];
const rules = (['put', 'send'] as const).map((tool) => {
  return { id: tool, verdict: 'allow' as const, tool, place: '*' as const, words: `Let them ${tool}` };
});

export function makePerson(options: PersonOptions): Person {
  const board = new Map<string, TaskState>();
  const seen: Place[] = [];
  const outbox = new Map<string, Command>();
  const acked = new Set<string>();
  const said = new Set<string>();
  const complaints: string[] = [];
  const settled = { happened: 0, 'run-again': 0, left: 0 };
  const toldMemories = new Set<string>();
  /** Keys of begun calls. */
  const keys = new Map<string, string>();
  /** Items answered or, for those left for later, the life in which they will be. */
  const attended = new Map<string, number>();
  const posts = new Set<string>();
  /** Streams in which a post has begun. */
  const posting = new Set<string>();
  const toldOnce = new Set<string>();
  let say: ((commandId: string, command: Command) => void) | null = null;
  let snapshot: Snapshot | null = null;
  let lastSeq = 0;
  let orders = 0;
  let life = 0;
  let isClosing = false;
  let moved = (): void => undefined;

  const tell = (command: Command): void => {
    const commandId = `cmd_${options.name}_${said.size + 1}`;
    said.add(commandId);
    outbox.set(commandId, command);
    say?.(commandId, command);
  };

  const once = (what: string, command: Command): void => {
    if (toldOnce.has(what)) return;
    toldOnce.add(what);
    tell(command);
  };

  const fold = (event: EventRecord): void => {
    const { seq, stream, version, type } = event;
    if (seq !== lastSeq + 1) complaints.push(`event ${seq} was shown after ${lastSeq}`);
    lastSeq = seq;
    seen.push({ seq, stream, version, type });
    if (event.type === 'turn.completed')
      for (const { tool, callId } of event.data.calls) if (tool === 'post') posts.add(callId);
    if (event.type === 'call.begun') {
      keys.set(event.data.callId, event.data.key);
      if (posts.has(event.data.callId)) posting.add(stream);
    }
    const told = event.type === 'call.succeeded' && /^Kept as (mem_\w+)/.exec(event.data.content)?.[1];
    if (told) toldMemories.add(told);
    if ('itemId' in event.data && event.data.itemId !== null && event.type !== 'call.asked')
      attended.delete(event.data.itemId);
    if (!stream.startsWith('task/')) return;
    const id = stream.slice('task/'.length);
    const next = projectTask(board.get(id) ?? null, event as RecordOf<TaskEvent>);
    if (next) board.set(id, toCard(next));
  };

  /** What the events told and what the started process shows must be one board. */
  const compare = (): void => {
    if (!snapshot || snapshot.seq > lastSeq) return;
    const shown = new Map(snapshot.tasks.map((task) => [task.id, task]));
    for (const task of board.values()) {
      if (task.archived) continue;
      const other = shown.get(task.id);
      if (!other) complaints.push(`${task.id} is not on the board after a start`);
      else complaints.push(...differing(task, other).map((key) => `${task.id} came back with another ${key}`));
    }
    snapshot = null;
  };

  const answer = (task: TaskState, item: InboxItem): void => {
    const at = { taskId: task.id, itemId: item.id };
    switch (item.kind) {
      case 'approve':
        return tell({ type: 'item.approve', ...at, hash: item.hash ?? '', note: null });
      case 'question':
        return tell({ type: 'item.answer', ...at, optionId: item.options[0]?.id ?? null, text: '' });
      case 'problem': {
        if (!item.callId) return void complaints.push(`${task.id}: ${item.ask} ${item.detail}`);
        const didHappen = options.happened(keys.get(item.callId) ?? '');
        const how = didHappen ? 'happened' : task.run?.how === null ? 'run-again' : 'left';
        settled[how] += 1;
        return tell({ type: 'item.settle', ...at, how });
      }
      case 'review':
        if (task.verdict !== 'passed') complaints.push(`${task.id} was handed in and is ${task.verdict}`);
        return tell({ type: 'task.accept', taskId: task.id });
    }
  };

  const attend = (task: TaskState, order: number): void => {
    const { id, status } = task;
    const turns = task.run?.turns ?? 0;
    const isLeft = toldOnce.has(`stop ${id}`) && status !== 'stopped';
    for (const item of isLeft ? [] : task.items) {
      // Some answers come only after the next start, so that kills find open items.
      if (!attended.has(item.id)) attended.set(item.id, life + (options.random() < 0.4 ? 1 : 0));
      const due = attended.get(item.id) ?? 0;
      if (due === Infinity || (due > life && !isClosing)) continue;
      attended.set(item.id, Infinity);
      answer(task, item);
    }
    const messageId = `m_${id}`;
    if (status === 'working' && turns >= 2 && isSteered(order))
      once(messageId, { type: 'task.steer', taskId: id, messageId, text: 'Please be brief.' });
    // While the post is under way, so that nobody inside can tell whether it happened.
    if (status === 'working' && posting.has(`task/${id}`) && isStopped(order))
      once(`stop ${id}`, { type: 'task.stop', taskId: id });
    if (status === 'done' || (status === 'stopped' && task.items.length === 0))
      once(`archive ${id}`, { type: 'task.archive', taskId: id });
  };

  /** A part that was handed on is looked after like any work, and taken by the teammate who handed it on. */
  const attendPart = (part: TaskState): void => {
    for (const item of part.items) {
      if (item.kind === 'review' || attended.get(item.id) === Infinity) continue;
      attended.set(item.id, Infinity);
      answer(part, item);
    }
  };

  const work = (): void => {
    // Until all that was missed is seen, the board is an old one.
    if (!say || snapshot) return;
    once('settings', { type: 'settings.change', settings: { rules, dayUsdMicros: null } });
    let done = 0;
    for (let order = 1; order <= orders; order += 1) {
      const task = board.get(taskIdOf(order));
      if (task?.archived) done += 1;
      else if (task) attend(task, order);
    }
    for (const part of board.values()) if (part.origin === 'teammate') attendPart(part);
    while (!isClosing && orders - done < underWay) give((orders += 1));
    moved();
  };

  const unfinished = (): string[] => {
    const ids = Array.from({ length: orders }, (_, index) => taskIdOf(index + 1));
    return ids.filter((id) => !board.get(id)?.archived).map((id) => `${id} is ${board.get(id)?.status ?? 'missing'}`);
  };

  const give = (order: number): void => {
    const teammateId = teammateIds[order % teammateIds.length] ?? null;
    const taskId = taskIdOf(order);
    const rest = { title: null, folder: options.files, checks: null, caps: null, origin: 'person' as const };
    tell({ type: 'task.create', taskId, brief: briefOf(order), teammateId, ...rest });
  };

  return {
    meet(found, speak) {
      life += 1;
      if (found.seq < lastSeq) complaints.push(`the board stands at ${found.seq} after a start, ${lastSeq} was shown`);
      snapshot = found;
      say = speak;
      compare();
      for (const [commandId, command] of outbox) speak(commandId, command);
      work();
    },
    see(events) {
      for (const event of events) {
        fold(event);
        compare();
      }
      work();
    },
    hear(commandId, heard) {
      outbox.delete(commandId);
      if (heard.ok) acked.add(commandId);
      else complaints.push(`${commandId} was refused: ${heard.error.code}`);
      work();
    },
    lose() {
      say = null;
      snapshot = null;
    },
    close() {
      isClosing = true;
    },
    atRest: (patienceMs) =>
      new Promise((resolve) => {
        let timer: NodeJS.Timeout | null = null;
        moved = () => {
          if (timer) clearTimeout(timer);
          if (outbox.size === 0 && unfinished().length === 0) resolve(true);
          else timer = setTimeout(() => resolve(false), patienceMs);
        };
        moved();
      }),
    unfinished,
    acked,
    said,
    seen,
    settled,
    posts,
    toldMemories,
    complaints,
    get lastSeq() {
      return lastSeq;
    },
    get orders() {
      return orders;
    },
  };
}

/** Parts of a task that are not what they were, with both values. */
function differing(before: TaskState, after: TaskState): string[] {
  const keys = Object.keys(after) as (keyof TaskState)[];
  return keys
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => `${key} (${JSON.stringify(before[key])}, then ${JSON.stringify(after[key])})`.slice(0, 400));
}
