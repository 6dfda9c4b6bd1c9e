/**
 * An engine in memory for tests and for looking at screens without a host: it answers the commands a board needs with the true events.
 * It is no second engine: no work is done, no rule is checked.
 */
import type { Feed, Health, LivePart, Setup, Snapshot } from '../../agents/contract.ts';

import type { Answer, Command } from '../../agents/domain/commands.ts';
import type { ErasureScope } from '../../agents/domain/memory.ts';
import type { KnowledgeQuery, MemoryView } from '../../agents/domain/memory-views.ts';
import type { EventRecord, NewEvent, StreamName } from '../../agents/domain/events.ts';
import { applyEvents, emptyProjection, takeSnapshot, type Projection } from '../store/projection.ts';
import { fakePlans, formReaction } from './fake-forms.ts';
import { FakeKnowledge } from './fake-knowledge.ts';
import { fakeRanking, queueReaction } from './fake-queue.ts';
import { stepReaction } from './fake-step.ts';
import { FakeTeam } from './fake-team.ts';
import { protocolVersion, type Connect, type EngineClient, type Link } from './client.ts';

/** What a command leads to, as events of one stream. */
type Reaction = { stream: StreamName; events: readonly NewEvent[] };

export interface FakeOptions {
  snapshot: Snapshot;
  /** What the team knows; left out = nothing. */
  memories?: MemoryView[];
  /** Versions and records of the team; left out = none but what the snapshot tells. */
  team?: FakeTeam;
  setup?: Partial<Setup>;
  now?: () => number;
  /** Answers a command in place of the usual reaction; null = the usual one. */
  refuse?: (command: Command) => Answer<{ seq: number }> | null;
  folder?: (path: string) => ReturnType<EngineClient['query']['folder']>;
}

/** The fake's own state, its link, and the hands a test moves it with. */
export class FakeEngine {
  readonly #options: FakeOptions;
  readonly commands: Command[] = [];
  state: Projection;
  readonly knowledge: FakeKnowledge;
  readonly team: FakeTeam;
  readonly #log: EventRecord[] = [];
  #feeds = new Set<(feed: Feed) => void>();
  #live = new Set<(parts: LivePart[]) => void>();
  #cut = new Set<() => void>();
  #answers = new Map<string, Answer<{ seq: number }>>();

  constructor(options: FakeOptions) {
    this.#options = options;
    this.knowledge = new FakeKnowledge(options.memories ?? []);
    this.team = options.team ?? new FakeTeam();
    this.state = takeSnapshot(emptyProjection(), options.snapshot);
  }

  /** Adds events to a stream and tells everybody. */
  emit(stream: StreamName, events: readonly NewEvent[]): void {
    const records = events.map((event, index) => this.#place(stream, event, index));
    this.#log.push(...records);
    this.state = applyEvents(this.state, records);
    for (const hear of this.#feeds) hear({ kind: 'events', events: records });
  }

  /** Tells an event once more, as a host does after a cut. */
  repeat(seq: number): void {
    const event = this.#log.find((other) => other.seq === seq);
    if (event) for (const hear of this.#feeds) hear({ kind: 'events', events: [event] });
  }

  /** Says what keeps work waiting. */
  tell(health: Health): void {
    for (const hear of this.#feeds) hear({ kind: 'health', health });
  }

  /** Sends live text. */
  say(parts: LivePart[]): void {
    for (const hear of this.#live) hear(parts);
  }

  /** Cuts every link, as a host that goes away does. */
  cut(): void {
    for (const end of this.#cut) end();
    this.#cut.clear();
  }

  connect: Connect = async () => {
    const ended = new AbortController();
    const closed = new Promise<void>((resolve) => ended.signal.addEventListener('abort', () => resolve()));
    const close = () => ended.abort();
    this.#cut.add(close);
    const link: Link = { client: this.client(ended.signal), closed, close };
    return link;
  };

  /** The client of one link; its streams end with `ended`. */
  client(ended: AbortSignal): EngineClient {
    const subscribe = async ({ afterSeq }: { afterSeq: number | null }, options?: { signal?: AbortSignal }) => {
      const first: Feed[] = afterSeq === null ? [{ kind: 'snapshot', snapshot: this.#snapshot() }] : [];
      return stream(first, this.#feeds, [ended, options?.signal]);
    };
    const live = async (_input: unknown, options?: { signal?: AbortSignal }) =>
      stream<LivePart[]>([], this.#live, [ended, options?.signal]);
    const unknown = { ok: false, error: { code: 'task.unknown', message: 'This task does not exist.' } } as const;
    const fake = {
      dispatch: async ({ commandId, command }: { commandId: string; command: Command }) => {
        const known = this.#answers.get(commandId) ?? this.#react(command);
        this.#answers.set(commandId, known);
        return known;
      },
      subscribe,
      live,
      query: {
        task: async ({ taskId }: { taskId: string }) => {
          const task = this.state.tasks[taskId];
          if (!task) return unknown;
          return { ok: true, value: { task: { ...task, turns: task.turns ?? [] }, seq: this.state.seq ?? 0 } };
        },
        record: async () => ({ ok: true, value: { events: [] } }),
        artifact: async () => unknown,
        callResult: async () => unknown,
        knowledge: async (query: KnowledgeQuery) => this.knowledge.page(query, this.state.knowledge.version),
        memories: async ({ memoryIds }: { memoryIds: string[] }) => ({ memories: this.knowledge.byIds(memoryIds) }),
        memory: async ({ memoryId }: { memoryId: string }) => this.knowledge.detail(memoryId),
        week: async () => this.knowledge.week(),
        teammate: async ({ teammateId }: { teammateId: string }) => this.team.detail(this.state.teammates[teammateId]),
        roleFile: async ({ teammateId }: { teammateId: string }) =>
          this.team.roleFile(this.state.teammates[teammateId]),
        parseRole: async ({ name, text }: { name: string; text: string }) => this.team.parseRole(name, text),
        exportMemory: async () => ({ ok: true, value: { name: 'knowledge.md', text: this.knowledge.text() } }),
        parseMemory: async () => ({
          ok: true,
          value: { items: [], problems: [{ line: 1, problem: 'the fake reads no files' }] },
        }),
        erasure: async ({ what }: { what: ErasureScope }) => {
          const memories = this.knowledge.erased(what);
          return { ok: true, value: { memories, total: memories.length, derivedTotal: 0, tasks: [] } };
        },
        routing: async () => ({ ok: true, value: { ranking: fakeRanking(this.state.teammates) } }),
        plans: async ({ brief }: { brief: string }) => ({ plans: fakePlans(this.state.workspace.plans, brief) }),
        folder: async ({ path }: { path: string }) =>
          this.#options.folder?.(path) ?? { ok: true, value: { path, files: 12, bytes: 48_000, unreadable: [] } },
      },
      host: {
        setup: async () => ({ ...fakeSetup, ...this.#options.setup }),
        checkKey: async () => ({ ok: false, code: 'unreachable', message: 'There is no network in the fake.' }),
        saveKey: async () => ({ ok: true, value: undefined }),
        checkSearch: async () => ({ ok: false, message: 'There is no network in the fake.' }),
        saveSearch: async () => ({ ok: true, value: undefined }),
        pickFolder: async () => ({ path: null, available: false }),
        reveal: async () => ({ shown: false }),
      },
    };
    return fake as unknown as EngineClient;
  }

  #snapshot(): Snapshot {
    const { seq, tasks, teammates, workspace, spend, knowledge } = this.state;
    return {
      seq: seq ?? 0,
      tasks: Object.values(tasks),
      teammates: Object.values(teammates),
      workspace,
      spend,
      knowledge,
    };
  }

  #react(command: Command): Answer<{ seq: number }> {
    this.commands.push(command);
    const refused = this.#options.refuse?.(command);
    if (refused) return refused;
    const known = this.knowledge.react(command);
    const mate = 'teammateId' in command ? this.team.react(command, this.state.teammates) : null;
    const reaction: Reaction | null = known
      ? { stream: 'memory', events: known }
      : mate && 'teammateId' in command
        ? { stream: `teammate/${command.teammateId}`, events: mate }
        : (stepReaction(command, (id) => this.state.tasks[id]) ??
          queueReaction(command, this.state.tasks) ??
          formReaction(command, (id) => this.state.tasks[id]) ??
          reactionTo(command, this.state.tasks));
    if (reaction) this.emit(reaction.stream, reaction.events);
    return { ok: true, value: { seq: this.state.seq ?? 0 } };
  }

  #place(streamName: StreamName, event: NewEvent, index: number): EventRecord {
    const held = streamName.startsWith('task/')
      ? this.state.tasks[streamName.slice(5)]
      : streamName.startsWith('teammate/')
        ? this.state.teammates[streamName.slice(9)]
        : streamName === 'memory'
          ? this.state.knowledge
          : undefined;
    const place = {
      seq: (this.state.seq ?? 0) + index + 1,
      stream: streamName,
      version: (held?.version ?? 0) + index + 1,
      atMs: this.#options.now?.() ?? Date.now(),
      actor: 'engine',
      commandId: null,
    };
    return { ...place, ...event };
  }
}

const fakeSetup: Setup = {
  version: '0.1.0',
  protocol: protocolVersion,
  host: 'web',
  platform: 'linux',
  dataFolder: '/home/you/.muster',
  model: {
    mode: 'practice',
    endpoint: 'https://api.anthropic.com',
    keySource: null,
    keyHint: null,
    keyStore: 'file',
    knownModels: [],
  },
  search: {
    kind: 'built-in',
    endpoint: null,
    model: null,
    keySource: null,
    keyHint: null,
    givenEndpoint: null,
    privateMayLeave: false,
    transformersFolder: '/home/you/.muster/transformers',
    problem: null,
    progress: null,
  },
  exampleFolder: '/home/you/muster/examples/harbor-office',
  problems: [],
};

function reactionTo(command: Command, tasks: Projection['tasks']): Reaction | null {
  switch (command.type) {
    case 'task.try': {
      const { taskId, ofTaskId, teammateId, profile } = command;
      const old = tasks[ofTaskId];
      if (!old) return null;
      const { title, brief, folder, owner, checks, caps } = old;
      const made = { taskId, title, brief, folder, owner, checks, caps };
      return {
        stream: `task/${taskId}`,
        events: [
          { type: 'task.created', data: { ...made, origin: 'trial', trial: { ofTaskId, profile } } },
          { type: 'task.assigned', data: { teammateId } },
        ],
      };
    }
    case 'task.unassign':
      return onTask(command.taskId, { type: 'task.unassigned', data: {} });
    case 'task.pause':
      return onTask(command.taskId, { type: 'task.paused', data: { by: 'person' } });
    case 'task.resume':
      return onTask(command.taskId, { type: 'task.resumed', data: { by: 'person' } });
    case 'task.stop':
      return onTask(command.taskId, { type: 'task.stopping', data: {} });
    case 'task.prioritise':
      return onTask(command.taskId, { type: 'task.edited', data: { priority: command.priority } });
    case 'task.accept':
      return onTask(command.taskId, { type: 'task.accepted', data: { by: 'person' } });
    case 'task.retry':
    case 'task.reopen':
      return onTask(command.taskId, { type: 'task.reopened', data: {} });
    case 'task.archive':
      return onTask(command.taskId, { type: 'task.archived', data: {} });
    case 'settings.change':
      return { stream: 'workspace', events: [{ type: 'settings.changed', data: command.settings }] };
    case 'workspace.pause':
      return { stream: 'workspace', events: [{ type: 'workspace.paused', data: {} }] };
    case 'workspace.resume':
      return { stream: 'workspace', events: [{ type: 'workspace.resumed', data: {} }] };
    default:
      return null;
  }
}

function onTask(taskId: string, event: NewEvent): Reaction {
  return { stream: `task/${taskId}`, events: [event] };
}

/** An iterator fed from outside that ends with any of the signals. */
async function* stream<T>(
  first: T[],
  hearers: Set<(value: T) => void>,
  ends: (AbortSignal | undefined)[],
): AsyncGenerator<T, void, void> {
  const signal = AbortSignal.any(ends.filter((end) => end !== undefined));
  const waiting = [...first];
  let wake = () => {};
  const hear = (value: T) => {
    waiting.push(value);
    wake();
  };
  hearers.add(hear);
  signal.addEventListener('abort', () => wake(), { once: true });
  try {
    while (!signal.aborted) {
      const next = waiting.shift();
      if (next !== undefined) yield next;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    hearers.delete(hear);
  }
}
