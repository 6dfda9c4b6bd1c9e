/** The bare SDK's half of the loop bench, in a process of its own: `node bench/lib/loop-bare.ts <options as JSON>`; prints one JSON line. */
import { readFileSync } from 'node:fs';
import type { ModelRequest } from '../../agents/models/model.ts';
import { bareSdkLoop, type Conversation } from '../sdk-loop.ts';
import { briefOf, turnsPerRun } from './loop-script.ts';

export interface BareOptions {
  url: string;
  /** File with the engine's last request of a run as JSON, so that both send the same. */
  request: string;
  runs: number;
  concurrency: number;
  alone: number;
}

export interface BareFigures {
  /** From the request of a turn to its whole answer, of runs one after another: between two turns the loop does nothing. */
  cycleMs: number[];
  wallMs: number;
  cpuMs: number;
  peakRssMb: number;
}

const warmUps = 5;

export async function measureBare(options: BareOptions): Promise<BareFigures> {
  const { url, runs, concurrency, alone } = options;
  const conversation = conversationOf(JSON.parse(readFileSync(options.request, 'utf8')) as ModelRequest);
  const loop = (count: number, atOnce: number): ReturnType<typeof bareSdkLoop> =>
    bareSdkLoop({ url, runs: count, turns: turnsPerRun, concurrency: atOnce, conversation });
  await loop(warmUps, 1);
  const { turnMs: cycleMs } = await loop(alone, 1);
  const cpu = process.cpuUsage();
  const { wallMs, turnMs } = await loop(runs, concurrency);
  const { user, system } = process.cpuUsage(cpu);
  if (turnMs.length !== runs * turnsPerRun) throw new Error(`the bare loop made ${turnMs.length} turns`);
  return { cycleMs, wallMs, cpuMs: (user + system) / 1000, peakRssMb: process.resourceUsage().maxRSS / 1024 };
}

/** Everything the engine sends, without the engine: its system text, its tools, and the results its tools gave. */
function conversationOf({ model, maxTokens, system, tools, messages }: ModelRequest): Partial<Conversation> {
  const results = messages.flatMap(({ content }) =>
    content.flatMap((block) => (block.type === 'tool_result' ? [block.content] : [])),
  );
  if (results.length !== turnsPerRun - 1) throw new Error(`the engine's last request holds ${results.length} results`);
  const [first] = messages[0]?.content ?? [];
  const rest = first?.type === 'text' ? first.text.slice(first.text.indexOf('\n\n')) : '';
  return {
    model,
    maxTokens,
    system,
    tools,
    brief: (run) => `# Task\n${briefOf(run)}${rest}`,
    toolResult: (_run, turn) => results[turn - 1] ?? '',
  };
}

if (import.meta.main) {
  const figures = await measureBare(JSON.parse(process.argv[2] ?? '{}') as BareOptions);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
