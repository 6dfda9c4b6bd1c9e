/** A workforce for tests of the transports: answers from memory, tells what reached it. */
import type { Feed } from '../../agents/contract.ts';
import type { Command, Workforce } from '../../agents/index.ts';

export interface FakeWorkforce extends Workforce {
  /** Commands that passed validation, in order. */
  readonly received: Command[];
  /** Subscriptions open now. */
  readonly open: () => number;
}

export interface FakeOptions {
  /** What a subscription yields before it waits for its signal. */
  feed?: () => Iterable<Feed>;
  /** Thrown by every dispatch. */
  failure?: Error;
}

const unknownTask = {
  ok: false as const,
  error: { code: 'task.unknown' as const, message: 'This task does not exist.' },
};

const unknownMemory = {
  ok: false as const,
  error: { code: 'memory.unknown' as const, message: 'There is no such memory.' },
};

export function fakeWorkforce({ feed = () => [], failure }: FakeOptions = {}): FakeWorkforce {
  const received: Command[] = [];
  let open = 0;
  return {
    received,
    open: () => open,
    dispatch: async (_commandId, command) => {
      if (failure !== undefined) throw failure;
      received.push(command);
      return { ok: true, value: { seq: received.length } };
    },
    snapshot: () => {
      throw new Error('not used here');
    },
    async *subscribe(_afterSeq, signal) {
      open += 1;
      try {
        yield* feed();
        await new Promise<void>((resolve) => {
          if (signal.aborted) resolve();
          else signal.addEventListener('abort', () => resolve(), { once: true });
        });
      } finally {
        open -= 1;
      }
    },
    async *live(_taskIds, signal) {
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      });
      yield [];
    },
    task: () => unknownTask,
    record: () => unknownTask,
    artifact: async () => unknownTask,
    callResult: async () => unknownTask,
    team: {
      teammate: () => unknownTask,
      roleFile: () => unknownTask,
      parseRole: () => unknownTask,
      routing: () => unknownTask,
      plans: () => [],
    },
    teamMemory: {
      knowledge: async () => {
        throw new Error('not used here');
      },
      memories: () => [],
      memory: () => unknownMemory,
      week: () => {
        throw new Error('not used here');
      },
      erasure: () => unknownMemory,
      export: async () => unknownMemory,
      parse: () => unknownMemory,
    },
    folder: async () => unknownTask,
    problems: () => [],
    idle: async () => undefined,
    stop: async () => undefined,
  };
}
