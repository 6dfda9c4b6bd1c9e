/** The model's port: one request in, a stream of parts out. Messages have the shape of the Anthropic Messages API, as plain data. */
import type { Usage } from '../domain/schema.ts';

export interface ToolSpec {
  name: string;
  description: string;
  /** JSON Schema of the arguments. */
  inputSchema: Record<string, unknown>;
}

export type ContentBlock =
  | { type: 'text'; text: string }
  | { type: 'tool_use'; id: string; name: string; input: unknown }
  | { type: 'tool_result'; toolUseId: string; content: string; isError: boolean };

export interface ModelMessage {
  role: 'user' | 'assistant';
  content: ContentBlock[];
}

export interface ModelRequest {
  model: string;
  /** Stable parts first, so that they can be cached. */
  system: string[];
  tools: ToolSpec[];
  messages: ModelMessage[];
  maxTokens: number;
}

export interface ModelAnswer {
  text: string;
  calls: { callId: string; tool: string; args: unknown }[];
  stopReason: string;
  usage: Usage;
  requestId: string | null;
}

/** What is left of one allowance as an answer began. */
export interface Allowance {
  /** The whole of it; null = not said. */
  limit: number | null;
  remaining: number;
  /** Milliseconds until the whole of it is there again. */
  resetAfterMs: number;
}

/** What the endpoint will still take of us; null = not said. */
export interface RateLimits {
  requests: Allowance | null;
  inputTokens: Allowance | null;
  outputTokens: Allowance | null;
}

export type ModelPart =
  | { kind: 'limits'; limits: RateLimits }
  | { kind: 'text'; text: string }
  | { kind: 'answer'; answer: ModelAnswer };

/** Why a model request failed, as `runs/retry.ts` needs it. Made by the adapter at its edge. */
export class ModelError extends Error {
  readonly code: 'model.unreachable' | 'model.key' | 'model.busy' | 'model.refused' | 'model.garbage' | 'model.cut';
  /** True: the same request may succeed later. */
  readonly retryable: boolean;
  /** What the server asked for; null = nothing. */
  readonly retryAfterMs: number | null;
  /** What the server said with the error; null = nothing. */
  readonly limits: RateLimits | null;
  constructor(
    code: ModelError['code'],
    message: string,
    options: { retryable: boolean; retryAfterMs?: number | null; limits?: RateLimits | null; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.name = 'ModelError';
    this.code = code;
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.limits = options.limits ?? null;
  }
}

export interface Model {
  /** What fails and is rationed together: the endpoint's host. */
  readonly lane: string;
  /**
   * Sends one request and yields its limits as the answer begins, if the endpoint names any, then text as it comes, then
   * exactly one `answer`, last.
   * Contract: never retries; an abort ends it within 100 ms with the signal's reason; a stream cut in the middle yields no answer.
   * @throws ModelError
   */
  complete(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPart>;
}
