/** One scripted answer as the events of the Anthropic Messages wire. Pure. */

/** What the scripted model says in one turn, as data. */
export interface ScriptedTurn {
  text?: string;
  calls?: ScriptedCall[];
  /** Left out = `tool_use` when there are calls, else `end_turn`. */
  stopReason?: string;
  /** How long the model thinks before it answers; left out = not at all. */
  thinkMs?: number;
}

export interface ScriptedCall {
  tool: string;
  args?: unknown;
  /** Left out = made from turn and place, so that the same history gives the same id. */
  id?: string;
  /** Sent in place of `args`, as it stands: for input that is no JSON. */
  rawArgs?: string;
}

/** The part of a request the scripted model looks at. */
export interface WireBody {
  model: string;
  max_tokens: number;
  stream?: boolean;
  system?: unknown;
  tools?: { name: string }[];
  messages: { role: 'user' | 'assistant'; content: string | WireContent[] }[];
}

export type WireContent =
  | { type: 'text'; text: string }
  | { type: 'tool_use'; id: string; name: string; input: unknown }
  | {
      type: 'tool_result';
      tool_use_id: string;
      content?: string | { type: string; text?: string }[];
      is_error?: boolean;
    };

const textPiece = 64;
const jsonPiece = 4096;

/** The events of a whole answer, each as the bytes of one SSE event. */
export function turnEvents(turn: ScriptedTurn, about: { body: WireBody; turn: number; inputTokens: number }): string[] {
  const calls = turn.calls ?? [];
  const events: string[] = [];
  let outputTokens = 1;
  const piecewise = (index: number, whole: string, size: number, delta: (piece: string) => object): void => {
    for (let at = 0; at < whole.length; at += size) {
      events.push(sse('content_block_delta', { index, delta: delta(whole.slice(at, at + size)) }));
    }
    outputTokens += Math.ceil(whole.length / 4);
    events.push(sse('content_block_stop', { index }));
  };
  events.push(sse('message_start', { message: startOf(about) }), sse('ping', {}));
  let index = 0;
  if (turn.text !== undefined) {
    events.push(sse('content_block_start', { index, content_block: { type: 'text', text: '' } }));
    piecewise(index, turn.text, textPiece, (text) => ({ type: 'text_delta', text }));
    index += 1;
  }
  for (const [place, call] of calls.entries()) {
    const id = call.id ?? `toolu_${about.turn}_${place}`;
    events.push(
      sse('content_block_start', { index, content_block: { type: 'tool_use', id, name: call.tool, input: {} } }),
    );
    const json = call.rawArgs ?? JSON.stringify(call.args ?? {});
    piecewise(index, json, jsonPiece, (partial_json) => ({ type: 'input_json_delta', partial_json }));
    index += 1;
  }
  const stop_reason = turn.stopReason ?? (calls.length > 0 ? 'tool_use' : 'end_turn');
  events.push(
    sse('message_delta', { delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: outputTokens } }),
    sse('message_stop', {}),
  );
  return events;
}

/** One SSE event; its type is in the name and in the data, as on the real wire. */
export function sse(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
}

/** The body of an error answer, and the data of an `error` event. */
export function errorBody(type: string, message: string): object {
  return { type: 'error', error: { type, message }, request_id: 'req_scripted' };
}

/** The text of a block or message, tool results included. */
export function textOf(content: WireBody['messages'][number]['content']): string {
  if (typeof content === 'string') return content;
  return content
    .map((block) => {
      if (block.type === 'text') return block.text;
      if (block.type !== 'tool_result') return '';
      return typeof block.content === 'string'
        ? block.content
        : (block.content ?? []).map((part) => part.text ?? '').join('\n');
    })
    .join('\n');
}

function startOf({ body, turn, inputTokens }: { body: WireBody; turn: number; inputTokens: number }): object {
  return {
    id: `msg_scripted_${turn}`,
    type: 'message',
    role: 'assistant',
    model: body.model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: inputTokens, output_tokens: 1, cache_read_input_tokens: 0, cache_creation_input_tokens: 0 },
  };
}
