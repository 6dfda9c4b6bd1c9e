/** A model that says what a script says, in the process of the check. */
import type { Usage } from '../../../agents/domain/schema.ts';
import type { Model, ModelRequest } from '../../../agents/models/model.ts';

/** A request as a script sees it. */
export interface Asked {
  /** The teammate who is asked. */
  who: string;
  /** The first line of the brief. */
  brief: string;
  /** Answers already given in this task. */
  turn: number;
}

export interface Said {
  text?: string;
  calls?: [tool: string, args: unknown][];
  stopReason?: string;
  /** Left out = about what was sent, and a short answer. */
  usage?: { input: number; output: number };
}

export interface Script {
  say: (asked: Asked) => Said;
  lane?: string;
  /** What has to happen before the answer comes. @throws ModelError, or the abort's reason */
  before?: (signal: AbortSignal, asked: Asked) => Promise<void>;
  /** Told of what each answer used. */
  bill?: (usage: Usage) => void;
}

export function scriptedModel({ say, lane = 'script', before, bill }: Script): Model {
  return {
    lane,
    async *complete(request, signal) {
      signal.throwIfAborted();
      const asked = askedBy(request);
      await before?.(signal, asked);
      const { text = '', calls = [], stopReason, usage } = say(asked);
      const sent = { input: Math.ceil(JSON.stringify(request).length / 4), output: 100 };
      const used = { ...sent, ...usage, cacheRead: 0, cacheWrite: 0 };
      bill?.(used);
      if (text !== '') yield { kind: 'text', text };
      yield {
        kind: 'answer',
        answer: {
          text,
          calls: calls.map(([tool, args], index) => ({ callId: `c${index}`, tool, args })),
          stopReason: stopReason ?? (calls.length > 0 ? 'tool_use' : 'end_turn'),
          usage: used,
          requestId: null,
        },
      };
    },
  };
}

export function finish(summary: string): [string, unknown] {
  return ['finish', { summary, files: [] }];
}

function askedBy({ system, messages }: ModelRequest): Asked {
  const [first] = messages[0]?.content ?? [];
  return {
    who: /You are (\w+),/.exec(system.join('\n'))?.[1] ?? '',
    brief: first?.type === 'text' ? (/^# Task\n(.*)/.exec(first.text)?.[1] ?? '') : '',
    turn: messages.filter((message) => message.role === 'assistant').length,
  };
}
