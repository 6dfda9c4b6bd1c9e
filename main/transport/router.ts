/** The contract on the server's side: one handler for both transports. Every inbound body passes the contract's schemas first. */
import { implement, ORPCError, ValidationError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/websocket';
import {
  contract,
  PROTOCOL_VERSION,
  type KeyCheck,
  type SearchCheck,
  type SearchInput,
  type SearchWish,
  type Setup,
} from '../../agents/contract.ts';
import { AppError, type Answer, type Workforce } from '../../agents/index.ts';

/** What a host can do itself, beside its engine. */
export interface HostActs {
  setup(): Setup;
  checkKey(
    input: { key: string | null; endpoint: string | null; model: string | null },
    signal: AbortSignal,
  ): Promise<KeyCheck>;
  /** Null = kept; else why not, in one sentence. */
  saveKey(input: { key: string | null; endpoint: string | null; forget: boolean }): Promise<string | null>;
  checkSearch(input: SearchInput, signal: AbortSignal): Promise<SearchCheck>;
  /** As `saveKey`. */
  saveSearch(wish: SearchWish): Promise<string | null>;
  pickFolder(): Promise<{ path: string | null; available: boolean }>;
  reveal(input: { taskId: string; path: string }): Promise<{ shown: boolean }>;
}

export interface RouterPorts {
  workforce: Workforce;
  acts: HostActs;
  /** One line; never a task's text. */
  log: (line: string) => void;
}

/** Takes messages of any transport; see peer.ts. */
export type Handler = RPCHandler<Record<never, never>>;

/** Makes the handler. Contract: a message is answered by the contract's procedures or refused; nothing it holds can throw past here. */
export function makeHandler({ workforce, acts, log }: RouterPorts): Handler {
  const os = implement(contract);
  const router = os.router({
    dispatch: os.dispatch.handler(({ input }) => workforce.dispatch(input.commandId, input.command)),
    subscribe: os.subscribe.handler(async function* ({ input, signal }) {
      if (input.protocol !== PROTOCOL_VERSION)
        throw new ORPCError('protocol.mismatch', { status: 409, message: protocolRefusal(input.protocol) });
      yield* workforce.subscribe(input.afterSeq, signal ?? never());
    }),
    live: os.live.handler(async function* ({ input, signal }) {
      yield* workforce.live(input.taskIds, signal ?? never());
    }),
    query: {
      task: os.query.task.handler(({ input }) => workforce.task(input.taskId)),
      record: os.query.record.handler(({ input }) => workforce.record(input.taskId, input.afterVersion, input.limit)),
      artifact: os.query.artifact.handler(({ input }) => workforce.artifact(input.taskId, input.path)),
      callResult: os.query.callResult.handler(({ input }) => workforce.callResult(input.taskId, input.callId)),
      folder: os.query.folder.handler(({ input }) => workforce.folder(input.path)),
      teammate: os.query.teammate.handler(({ input }) => workforce.team.teammate(input.teammateId)),
      roleFile: os.query.roleFile.handler(({ input }) => workforce.team.roleFile(input.teammateId)),
      parseRole: os.query.parseRole.handler(({ input }) => workforce.team.parseRole(input.name, input.text)),
      routing: os.query.routing.handler(({ input }) => workforce.team.routing(input.taskId)),
      plans: os.query.plans.handler(({ input }) => ({ plans: workforce.team.plans(input.brief) })),
      knowledge: os.query.knowledge.handler(({ input }) => workforce.teamMemory.knowledge(input)),
      memories: os.query.memories.handler(({ input }) => ({
        memories: workforce.teamMemory.memories(input.memoryIds),
      })),
      memory: os.query.memory.handler(({ input }) => workforce.teamMemory.memory(input.memoryId)),
      week: os.query.week.handler(() => workforce.teamMemory.week()),
      erasure: os.query.erasure.handler(({ input }) => workforce.teamMemory.erasure(input.what)),
      exportMemory: os.query.exportMemory.handler(({ input }) => workforce.teamMemory.export(input.format)),
      parseMemory: os.query.parseMemory.handler(({ input }) => workforce.teamMemory.parse(input)),
    },
    host: {
      setup: os.host.setup.handler(() => acts.setup()),
      checkKey: os.host.checkKey.handler(({ input, signal }) => acts.checkKey(input, signal ?? never())),
      saveKey: os.host.saveKey.handler(async ({ input }) => saved(await acts.saveKey(input))),
      checkSearch: os.host.checkSearch.handler(({ input, signal }) => acts.checkSearch(input, signal ?? never())),
      saveSearch: os.host.saveSearch.handler(async ({ input }) => saved(await acts.saveSearch(input))),
      pickFolder: os.host.pickFolder.handler(() => acts.pickFolder()),
      reveal: os.host.reveal.handler(({ input }) => acts.reveal(input)),
    },
  });
  return new RPCHandler(router, {
    clientInterceptors: [
      async ({ next, path }) => {
        try {
          return await next();
        } catch (error) {
          const invalid = invalidInput(error);
          if (invalid !== null && answersWithRefusal(path)) return refused(invalid);
          throw toWireError(error, path.join('.'), log);
        }
      },
    ],
  });
}

/** Said to a client that speaks another version than this one. */
export function protocolRefusal(theirs: unknown): string {
  return `This page speaks version ${String(theirs)} and Muster version ${PROTOCOL_VERSION}. Nothing was sent. Reload the page; if that does not help, start Muster again.`;
}

function saved(refusal: string | null): Answer {
  return refusal === null ? { ok: true, value: undefined } : refused(refusal);
}

function refused(message: string) {
  return { ok: false as const, error: { code: 'input.invalid' as const, message } };
}

/** Procedures whose answers can be refusals get one for a bad body too; the others have errors only. */
function answersWithRefusal(path: readonly string[]): boolean {
  return path[0] === 'dispatch' || path[0] === 'query' || ['host.saveKey', 'host.saveSearch'].includes(path.join('.'));
}

/** What is wrong with a body, in the first issue's words; null = the error is another. */
function invalidInput(error: unknown): string | null {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return null;
  if (!(error.cause instanceof ValidationError)) return 'The message could not be read. Nothing was done.';
  const issue = error.cause.issues[0];
  const where = (issue?.path ?? [])
    .map((part) => (typeof part === 'object' ? String(part.key) : String(part)))
    .join('.');
  const what = (issue?.message ?? 'not valid').slice(0, 400);
  // The schemas' own sentences stand alone; zod's bare words need the place.
  return /[.!?]$/.test(what) ? `${what} Nothing was done.` : `${where || 'The body'}: ${what}. Nothing was done.`;
}

/**
 * Turns what was thrown into the one shape the wire carries: a broken world with its sentence, broken code as `internal`
 * without a word of it. Contract: the only place that decides what an error may tell the other side.
 */
function toWireError(error: unknown, path: string, log: (line: string) => void): ORPCError<string, undefined> {
  const invalid = invalidInput(error);
  if (invalid !== null) return new ORPCError('input.invalid', { status: 400, message: invalid });
  if (error instanceof ORPCError)
    return new ORPCError(String(error.code), { status: error.status, message: error.message });
  if (error instanceof AppError) {
    log(`${path}: ${error.code}: ${error.message}`);
    return new ORPCError(error.code, { status: 503, message: error.message });
  }
  log(`${path}: internal: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return new ORPCError('internal', {
    status: 500,
    message: 'Muster met a fault of its own; it is in the log. Nothing else was changed. Try again.',
  });
}

function never(): AbortSignal {
  return new AbortController().signal;
}
