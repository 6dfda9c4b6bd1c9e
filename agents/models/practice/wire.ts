/** The Anthropic Messages wire as far as the practice model speaks it: a request in, server-sent events out. */

type WireBlock =
  | { kind: 'text'; text: string }
  | { kind: 'call'; id: string; tool: string; args: Record<string, unknown> }
  | { kind: 'result'; id: string; text: string; isError: boolean };

interface WireMessage {
  role: 'user' | 'assistant';
  blocks: WireBlock[];
}

export interface WireRequest {
  model: string;
  system: string;
  /** Names of the tools offered. */
  tools: ReadonlySet<string>;
  messages: WireMessage[];
  stream: boolean;
}

/** What the practice model says in one turn. */
export interface PracticeTurn {
  text: string;
  calls: { tool: string; args: Record<string, unknown> }[];
}

/** Reads a request body; null = it is no Messages request. */
export function readRequest(body: unknown): WireRequest | null {
  if (!isRecord(body) || !Array.isArray(body.messages)) return null;
  const tools = Array.isArray(body.tools) ? body.tools : [];
  return {
    model: typeof body.model === 'string' ? body.model : 'practice',
    system: textOf(body.system),
    tools: new Set(
      tools.flatMap((tool: unknown) => (isRecord(tool) && typeof tool.name === 'string' ? [tool.name] : [])),
    ),
    messages: body.messages.flatMap((message: unknown) => (isRecord(message) ? [readMessage(message)] : [])),
    stream: body.stream === true,
  };
}

function readMessage(message: Record<string, unknown>): WireMessage {
  const content = typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : message.content;
  const blocks = (Array.isArray(content) ? content : []).flatMap((block: unknown) =>
    isRecord(block) ? readBlock(block) : [],
  );
  return { role: message.role === 'assistant' ? 'assistant' : 'user', blocks };
}

function readBlock(block: Record<string, unknown>): WireBlock[] {
  if (block.type === 'text') return [{ kind: 'text', text: textOf(block.text) }];
  if (block.type === 'tool_use') {
    return [
      { kind: 'call', id: textOf(block.id), tool: textOf(block.name), args: isRecord(block.input) ? block.input : {} },
    ];
  }
  if (block.type === 'tool_result') {
    return [
      { kind: 'result', id: textOf(block.tool_use_id), text: textOf(block.content), isError: block.is_error === true },
    ];
  }
  return [];
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return '';
  return value.map((part: unknown) => (isRecord(part) && typeof part.text === 'string' ? part.text : '')).join('\n');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Content =
  | { type: 'text'; text: string }
  | { type: 'tool_use'; id: string; name: string; input: Record<string, unknown> };

/** The finished message, as a request without `stream` gets it. Ids come from `idSeed`, so that equal requests get equal bytes. */
export function wholeMessage(turn: PracticeTurn, request: WireRequest, idSeed: string) {
  const content: Content[] = turn.text === '' ? [] : [{ type: 'text', text: turn.text }];
  for (const [index, call] of turn.calls.entries()) {
    content.push({ type: 'tool_use', id: `toolu_${idSeed}_${index}`, name: call.tool, input: call.args });
  }
  return {
    id: `msg_${idSeed}`,
    type: 'message',
    role: 'assistant',
    model: request.model,
    content,
    stop_reason: turn.calls.length > 0 ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: tokens(request), output_tokens: Math.ceil(JSON.stringify(content).length / 4) },
  };
}

function tokens(request: WireRequest): number {
  return Math.ceil((request.system.length + JSON.stringify(request.messages).length) / 4);
}

/** The same message as the chunks of an event stream, in pieces of a sentence. */
export function* eventChunks(turn: PracticeTurn, request: WireRequest, idSeed: string): Generator<string> {
  const message = wholeMessage(turn, request, idSeed);
  yield event({
    type: 'message_start',
    message: { ...message, content: [], stop_reason: null, usage: { ...message.usage, output_tokens: 1 } },
  });
  for (const [index, block] of message.content.entries()) {
    const start = block.type === 'text' ? { type: 'text', text: '' } : { ...block, input: {} };
    yield event({ type: 'content_block_start', index, content_block: start });
    const [type, field, text] =
      block.type === 'text'
        ? (['text_delta', 'text', block.text] as const)
        : (['input_json_delta', 'partial_json', JSON.stringify(block.input)] as const);
    for (const piece of pieces(text))
      yield event({ type: 'content_block_delta', index, delta: { type, [field]: piece } });
    yield event({ type: 'content_block_stop', index });
  }
  const { stop_reason, stop_sequence, usage } = message;
  yield event({
    type: 'message_delta',
    delta: { stop_reason, stop_sequence },
    usage: { output_tokens: usage.output_tokens },
  });
  yield event({ type: 'message_stop' });
}

function event(data: { type: string } & Record<string, unknown>): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Parts of a sentence: cut after a comma, a full stop or a line, at the latest after 240 characters. */
export function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,240}?(?:[.,;:!?\n]\s|\\n|$)|[\s\S]{1,240}/g)?.filter((piece) => piece !== '') ?? [];
}
