/** Our request as the Anthropic Messages API wants it: plain data, no SDK. */
import type { ContentBlock, ModelMessage, ModelRequest } from './model.ts';

interface CacheMark {
  cache_control?: { type: 'ephemeral' };
}
type WireText = { type: 'text'; text: string } & CacheMark;
type WireBlock =
  | WireText
  | ({ type: 'tool_use'; id: string; name: string; input: Record<string, unknown> } & CacheMark)
  | ({ type: 'tool_result'; tool_use_id: string; content: string; is_error: boolean } & CacheMark);

export interface WireRequest {
  model: string;
  max_tokens: number;
  stream: true;
  system?: WireText[];
  tools?: ({
    name: string;
    description: string;
    input_schema: { type: 'object'; [key: string]: unknown };
  } & CacheMark)[];
  messages: { role: 'user' | 'assistant'; content: WireBlock[] }[];
}

/**
 * Maps a request to the wire. The last block of tools, system and history each carry a cache mark: a run sends the same
 * beginning every turn. Empty text is left out, because the API refuses it; lone surrogates are replaced for the same reason.
 */
export function wireRequest(request: ModelRequest): WireRequest {
  const system = request.system.filter((text) => text.trim() !== '').map(textBlock);
  const tools = request.tools.map(({ name, description, inputSchema }) => ({
    name,
    description,
    input_schema: { ...inputSchema, type: 'object' as const },
  }));
  const messages = request.messages.map(wireMessage).filter((message) => message.content.length > 0);
  return {
    model: request.model,
    max_tokens: request.maxTokens,
    stream: true,
    ...(system.length > 0 && { system: markLast(system) }),
    ...(tools.length > 0 && { tools: markLast(tools) }),
    messages: messages.map((message, index) =>
      index === messages.length - 1 ? { ...message, content: markLast(message.content) } : message,
    ),
  };
}

function markLast<T extends object>(blocks: T[]): (T & CacheMark)[] {
  return blocks.map((block, index) =>
    index === blocks.length - 1 ? { ...block, cache_control: { type: 'ephemeral' } } : block,
  );
}

function textBlock(text: string): WireText {
  return { type: 'text', text: text.toWellFormed() };
}

function wireMessage(message: ModelMessage): WireRequest['messages'][number] {
  return { role: message.role, content: message.content.flatMap(wireBlock) };
}

function wireBlock(block: ContentBlock): WireBlock[] {
  switch (block.type) {
    case 'text':
      return block.text.trim() === '' ? [] : [textBlock(block.text)];
    case 'tool_use':
      return [{ type: 'tool_use', id: block.id, name: block.name, input: inputOf(block.input) }];
    case 'tool_result':
      return [
        {
          type: 'tool_result',
          tool_use_id: block.toolUseId,
          content: block.content.toWellFormed(),
          is_error: block.isError,
        },
      ];
  }
}

/** The wire takes objects only; what a model wrote instead of one goes back under a name. */
function inputOf(input: unknown): Record<string, unknown> {
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) return { ...input };
  return input === undefined || input === null ? {} : { value: input };
}
