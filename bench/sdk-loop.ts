/** The same tool loop on the bare SDK, with nothing of Muster in it: the yardstick beside which the engine's overhead is measured. */
import { Anthropic } from '@anthropic-ai/sdk';

export interface SdkLoopOptions {
  /** Address of the server, usually the scripted model. */
  url: string;
  runs: number;
  /** Turns of each run; it ends sooner when an answer proposes no call. */
  turns: number;
  /** Runs at once. */
  concurrency: number;
  conversation?: Partial<Conversation>;
}

/** What a run sends. Give the engine's own system text, tools and results, so that both sides carry the same bytes. */
export interface Conversation {
  model: string;
  maxTokens: number;
  system: string[];
  tools: { name: string; description: string; inputSchema: Record<string, unknown> }[];
  brief: (run: number) => string;
  toolResult: (run: number, turn: number) => string;
}

export interface SdkLoopFigures {
  /** One per turn, from the request to the whole message, in the order they ended. */
  turnMs: number[];
  wallMs: number;
  toolCalls: number;
}

const plain: Conversation = {
  model: 'claude-sonnet-5-5',
  maxTokens: 8_192,
  system: ['You are a teammate.'],
  tools: [{ name: 'list_files', description: 'Lists files.', inputSchema: { properties: {} } }],
  brief: (run) => `Task ${run}: look at the files, then say what is there.`,
  toolResult: (run, turn) => `Result of turn ${turn} in run ${run}. `.repeat(8),
};

/** Runs the loop: streaming, the whole history resent each turn, results of the proposed calls made up on the spot. */
export async function bareSdkLoop(options: SdkLoopOptions): Promise<SdkLoopFigures> {
  const conversation = { ...plain, ...options.conversation };
  const client = new Anthropic({
    apiKey: 'bench',
    authToken: null,
    baseURL: options.url,
    maxRetries: 0,
    logLevel: 'off',
  });
  const figures: SdkLoopFigures = { turnMs: [], wallMs: 0, toolCalls: 0 };
  let started = 0;
  const worker = async (): Promise<void> => {
    while (started < options.runs) {
      started += 1;
      await oneRun(client, conversation, started, options.turns, figures);
    }
  };
  const beginMs = performance.now();
  await Promise.all(Array.from({ length: Math.min(options.concurrency, options.runs) }, worker));
  figures.wallMs = performance.now() - beginMs;
  return figures;
}

async function oneRun(
  client: Anthropic,
  conversation: Conversation,
  run: number,
  turns: number,
  figures: SdkLoopFigures,
): Promise<void> {
  const messages: Anthropic.MessageParam[] = [{ role: 'user', content: conversation.brief(run) }];
  for (let turn = 1; turn <= turns; turn += 1) {
    const beginMs = performance.now();
    const stream = client.messages.stream({
      model: conversation.model,
      max_tokens: conversation.maxTokens,
      system: conversation.system.map((text) => ({ type: 'text', text })),
      tools: conversation.tools.map(({ name, description, inputSchema }) => ({
        name,
        description,
        input_schema: { ...inputSchema, type: 'object' },
      })),
      messages,
    });
    const message = await stream.finalMessage();
    figures.turnMs.push(performance.now() - beginMs);
    const results = message.content.flatMap((block): Anthropic.ToolResultBlockParam[] =>
      block.type === 'tool_use'
        ? [{ type: 'tool_result', tool_use_id: block.id, content: conversation.toolResult(run, turn) }]
        : [],
    );
    if (results.length === 0) return;
    figures.toolCalls += results.length;
    messages.push({ role: 'assistant', content: message.content }, { role: 'user', content: results });
  }
}
