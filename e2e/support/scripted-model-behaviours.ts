/** How the scripted model behaves: pure functions from what was asked to what is sent. */
import {
  errorBody,
  sse,
  textOf,
  turnEvents,
  type ScriptedCall,
  type ScriptedTurn,
  type WireBody,
} from './scripted-model-wire.ts';

/** A request as a behaviour sees it. */
export interface Asked {
  body: WireBody;
  /** Answers already in the history: 0 = the first turn. It survives restarts of either side. */
  turn: number;
  /** Text of the first message: the task's brief. */
  brief: string;
  /** How often this turn of this task, told apart by its brief, has been asked before on this server. */
  tries: number;
  /** The key that came with the request; null = none. */
  key: string | null;
  inputTokens: number;
  /** What the script says in this turn. */
  scripted: ScriptedTurn;
}

export type Reply =
  | {
      kind: 'stream';
      events: string[];
      headers?: Record<string, string>;
      /** `cut` = the connection breaks after the last event; `hold` = each event waits to be released. */
      how?: 'cut' | 'hold';
    }
  | { kind: 'plain'; status: number; headers: Record<string, string>; body: string }
  | { kind: 'hangup' };

export type Behaviour = (asked: Asked) => Reply;

const usualTries = 2;

/**
 * Finds a behaviour by its name and arguments, `name:first:second`:
 * `script` · `text` · `parallel:count` · `flood:count` · `loop` · `obey` · `lie` · `slow` · `silent` · `hangup` · `key:expected` ·
 * `429|500|503|529:times:retryAfterMs` · `400|401|403|404|…` (always) · `cut:events:times` · `error:events:times` ·
 * `limits:remaining:resetMs` (named with each answer; none left = the first try of each turn gets a 429) ·
 * `garbage:html|json|events|input|empty|duplicate|tool|huge`. `times` = how often before all is well; `always` = for ever.
 * @throws Error for a name that is none of these
 */
export function behaviourOf(spec: string): Behaviour {
  const [name = '', first, second] = spec.split(':');
  if (/^[3-5]\d\d$/.test(name)) return status(Number(name), first, second);
  const make = Object.hasOwn(makers, name) ? makers[name] : undefined;
  if (!make)
    throw new Error(`No behaviour is called ${spec}. There are: ${Object.keys(makers).join(', ')}, and 3xx to 5xx.`);
  return make(first, second);
}

const script: Behaviour = (asked) => stream(asked, asked.scripted);

const makers: Record<string, (first?: string, second?: string) => Behaviour> = {
  script: () => script,
  text: () => (asked) => stream(asked, { text: 'This is the scripted model. It says the same thing each time.' }),
  parallel: (count = '3') => manyCalls(Number(count)),
  flood: (count = '200') => manyCalls(Number(count)),
  loop: () => (asked) => stream(asked, { text: 'I look again.', calls: [{ tool: 'list_files', args: {} }] }),
  obey: () => (asked) => stream(asked, obeyed(asked)),
  lie: () => (asked) => stream(asked, lies(asked)),
  slow: () => (asked) => ({ kind: 'stream', events: turnEvents(asked.scripted, asked), how: 'hold' }),
  silent: () => () => ({ kind: 'stream', events: [''], how: 'hold' }),
  hangup: () => () => ({ kind: 'hangup' }),
  key: (expected) => (asked) =>
    asked.key === expected ? script(asked) : plain(401, errorBody('authentication_error', 'invalid x-api-key')),
  cut: (events = '3', times = 'always') =>
    until(times, (asked) => ({
      kind: 'stream',
      events: turnEvents(asked.scripted, asked).slice(0, Number(events)),
      how: 'cut',
    })),
  error: (events = '3', times = String(usualTries)) =>
    until(times, (asked) => ({
      kind: 'stream',
      events: [
        ...turnEvents(asked.scripted, asked).slice(0, Number(events)),
        sse('error', errorBody('overloaded_error', 'Overloaded')),
      ],
    })),
  limits: (remaining = '1', resetMs = '60000') => {
    const headers = (): Record<string, string> => limitHeaders(remaining, Date.now() + Number(resetMs));
    return (asked) =>
      Number(remaining) > 0 || asked.tries > 0
        ? { kind: 'stream', events: turnEvents(asked.scripted, asked), headers: headers() }
        : plain(429, errorBody('rate_limit_error', 'This would exceed your rate limit.'), headers());
  },
  garbage: (kind = 'html', times = 'always') => until(times, garbage(kind)),
};

function limitHeaders(remaining: string, resetAtMs: number): Record<string, string> {
  const reset = new Date(resetAtMs).toISOString();
  return {
    'anthropic-ratelimit-requests-limit': '50',
    'anthropic-ratelimit-requests-remaining': remaining,
    'anthropic-ratelimit-requests-reset': reset,
  };
}

const errorTypes: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

function status(code: number, times: string | undefined, retryAfterMs: string | undefined): Behaviour {
  const passes = code === 429 || code >= 500;
  const headers: Record<string, string> = {};
  if (code === 429 || code === 529) headers['retry-after'] = '1';
  if (retryAfterMs !== undefined) headers['retry-after-ms'] = retryAfterMs;
  if (code < 400) headers['location'] = 'http://127.0.0.1:1/v1/messages';
  const body = errorBody(errorTypes[code] ?? 'api_error', `The scripted model answers ${code}.`);
  return until(times ?? (passes ? String(usualTries) : 'always'), () => plain(code, body, headers));
}

/** The behaviour for the first `times` tries of each turn, then the script. */
function until(times: string, behaviour: Behaviour): Behaviour {
  const limit = times === 'always' ? Infinity : Number(times);
  return (asked) => (asked.tries < limit ? behaviour(asked) : script(asked));
}

function garbage(kind: string): Behaviour {
  return (asked) => {
    const events = turnEvents({ text: 'Half an answer.' }, asked);
    switch (kind) {
      case 'html':
        return { ...plain(200, ''), headers: { 'content-type': 'text/html' }, body: '<!doctype html><h1>Sign in</h1>' };
      case 'json':
        return { kind: 'stream', events: [...events.slice(0, 3), 'event: content_block_delta\ndata: {"type":\n\n'] };
      case 'events':
        return {
          kind: 'stream',
          events: [sse('unheard_of', { a: 1 }), 'event: ping\ndata: 7\n\n', 'event: x\ndata: []\n\n'],
        };
      case 'input':
        return stream(asked, { calls: [{ tool: 'list_files', rawArgs: '{"path": files/' }] });
      case 'empty':
        return stream(asked, {});
      case 'duplicate': {
        const call: ScriptedCall = { tool: 'list_files', id: 'same' };
        return stream(asked, { calls: [call, call] });
      }
      case 'tool':
        return stream(
          asked,
          asked.turn === 0 ? { calls: [{ tool: 'no_such_tool', args: { deep: [1] } }] } : asked.scripted,
        );
      case 'huge':
        return stream(
          asked,
          asked.turn === 0
            ? { calls: [{ tool: 'list_files', args: { path: 'x'.repeat(2_000_000) } }] }
            : asked.scripted,
        );
      default:
        throw new Error(`No garbage is called ${kind}.`);
    }
  };
}

function manyCalls(count: number): Behaviour {
  return (asked) => {
    if (asked.turn > 0) return stream(asked, { text: `${count} calls were answered.` });
    return stream(asked, { calls: Array.from({ length: count }, () => ({ tool: 'list_files', args: {} })) });
  };
}

/** Claims work that was never done. */
function lies(asked: Asked): ScriptedTurn {
  const claim = 'I sent the email to the customer, saved report.md in the folder, and all tests pass.';
  if (!hasTool(asked, 'finish')) return { text: claim };
  return { text: claim, calls: [{ tool: 'finish', args: { summary: claim, files: [] } }] };
}

/**
 * Does whatever it reads: every line `CALL <tool> <JSON arguments>`, wherever it stands in the brief, in a message or in a
 * tool's result, becomes a call, once. Before that it lists and reads the files, so that planted lines are found.
 */
function obeyed(asked: Asked): ScriptedTurn {
  const made = new Set<string>();
  const read: string[] = [];
  for (const { role, content } of asked.body.messages) {
    if (role === 'user') read.push(textOf(content));
    else if (typeof content !== 'string') {
      for (const block of content) if (block.type === 'tool_use') made.add(callKey(block.name, block.input));
    }
  }
  const text = read.join('\n');
  const fresh = (call: ScriptedCall): boolean => !made.has(callKey(call.tool, call.args));
  const orders = [...text.matchAll(/\bCALL\s+([\w.-]+)\s+(\{[^\n]*\})/g)]
    .flatMap((match) => orderOf(match))
    .filter(fresh);
  if (orders.length > 0) return { text: 'I do as I am told.', calls: orders.slice(0, 20) };
  const looks: ScriptedCall[] = hasTool(asked, 'list_files') ? [{ tool: 'list_files', args: {} }] : [];
  if (hasTool(asked, 'read_file')) {
    const paths = new Set([...text.matchAll(/\bfiles\/[^\s"'`,;:()]*\.\w+/g)].map(([path]) => path));
    looks.push(...[...paths].map((path) => ({ tool: 'read_file', args: { path } })));
  }
  const next = looks.filter(fresh).slice(0, 20);
  if (next.length > 0) return { text: 'I look around.', calls: next };
  const summary = 'I did everything I was told to do.';
  return hasTool(asked, 'finish') ? { calls: [{ tool: 'finish', args: { summary, files: [] } }] } : { text: summary };
}

function orderOf([, tool = '', json = '']: RegExpExecArray | string[]): ScriptedCall[] {
  try {
    return [{ tool, args: JSON.parse(json) as unknown }];
  } catch {
    return [{ tool, rawArgs: json }];
  }
}

function callKey(tool: string, args: unknown): string {
  return `${tool} ${JSON.stringify(args ?? {})}`;
}

function hasTool(asked: Asked, name: string): boolean {
  return asked.body.tools?.some((tool) => tool.name === name) ?? false;
}

function stream(asked: Asked, turn: ScriptedTurn): Reply {
  return { kind: 'stream', events: turnEvents(turn, asked) };
}

function plain(
  code: number,
  body: object | string,
  headers: Record<string, string> = {},
): Extract<Reply, { kind: 'plain' }> {
  return {
    kind: 'plain',
    status: code,
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}
