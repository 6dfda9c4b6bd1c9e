/** Where a task stands, read from its messages alone: the brief, every call with its answer, and what was said since. */
import { canonicalJson } from '../../lib/json.ts';
import { memoryHeading, readMemoryLine, type ReadLine } from '../../memory/line.ts';
import type { WireRequest } from './wire.ts';

interface DoneCall {
  tool: string;
  args: Record<string, unknown>;
  text: string;
  isError: boolean;
  /** Counts messages, so that calls and the person's words can be put in order. */
  at: number;
}

export interface State {
  brief: string;
  /** False: the task has no folder. */
  hasFolder: boolean;
  /** Lines of `# Done means`. */
  doneMeans: string[];
  calls: DoneCall[];
  /** What the person wrote on the way, oldest first. */
  steers: { text: string; at: number }[];
  /** Why a result came back, oldest first. */
  returns: { text: string; at: number }[];
  /** Turns the teammate has had. */
  turns: number;
  tools: ReadonlySet<string>;
  /** What the team knows of this, from the system text and from `recall`, each once. */
  memories: ReadLine[];
}

/** Reads the state from a request. Tolerant: a first message without headings is the brief itself. */
export function readState(request: WireRequest): State {
  const texts: { text: string; at: number }[] = [];
  const open = new Map<string, DoneCall>();
  const calls: DoneCall[] = [];
  let turns = 0;
  for (const [at, message] of request.messages.entries()) {
    if (message.role === 'assistant') turns += 1;
    for (const block of message.blocks) {
      if (block.kind === 'text' && message.role === 'user') texts.push({ text: block.text, at });
      if (block.kind === 'call') {
        const call = { tool: block.tool, args: block.args, text: '', isError: true, at };
        open.set(block.id, call);
        calls.push(call);
      }
      const answered = block.kind === 'result' ? open.get(block.id) : undefined;
      if (block.kind === 'result' && answered) Object.assign(answered, { text: block.text, isError: block.isError });
    }
  }
  const [first, ...later] = texts;
  const said = (head: string) =>
    later
      .filter((part) => part.text.trimStart().startsWith(head))
      .map((part) => ({ text: part.text.trimStart().slice(head.length).trim(), at: part.at }));
  const opening = first?.text ?? '';
  return {
    brief: section(opening, 'Task') ?? opening.trim(),
    hasFolder: !/^no folder/i.test(section(opening, 'Folder') ?? ''),
    doneMeans: (section(opening, 'Done means') ?? '').split('\n').filter((line) => line.trim() !== ''),
    calls,
    steers: said('# Message from the person'),
    returns: said('# Checks found'),
    turns,
    tools: request.tools,
    memories: memoriesIn([
      ...linesUnder(request.system, memoryHeading),
      ...goodCalls(calls, 'recall').flatMap((call) => call.text.split('\n')),
    ]),
  };
}

/** The text under `# <name>` up to the next such heading of ours; null = there is none. */
function section(text: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\n)# ${name}[^\\n]*\\n([\\s\\S]*?)(?=\\n# (?:Folder|Done means)\\b|$)`).exec(
    text,
  )?.[1];
  return found === undefined ? null : found.trim();
}

function linesUnder(text: string, heading: string): string[] {
  const at = text.indexOf(heading);
  return at < 0
    ? []
    : text
        .slice(at)
        .split('\n')
        .slice(1)
        .filter((line) => line.startsWith('- '));
}

function memoriesIn(lines: readonly string[]): ReadLine[] {
  const memories = lines.flatMap((line) => readMemoryLine(line) ?? []);
  return [...new Map(memories.map((memory) => [memory.id, memory])).values()];
}

/** Calls of one tool that went well, oldest first. */
export function goodCalls(calls: readonly DoneCall[], tool: string): DoneCall[] {
  return calls.filter((call) => call.tool === tool && !call.isError);
}

/** True when this call was made before, whatever came of it; arguments the gate filled in do not count. */
export function wasCalled(state: State, tool: string, args: Record<string, unknown>): boolean {
  const wanted = Object.entries(args).map(([name, value]) => [name, canonicalJson(value)] as const);
  return state.calls.some(
    (call) => call.tool === tool && wanted.every(([name, value]) => canonicalJson(call.args[name]) === value),
  );
}

/** The message number of the last thing said to the teammate after its start; -1 = nothing. */
export function lastWordAt(state: State): number {
  return Math.max(-1, ...state.steers.map((steer) => steer.at), ...state.returns.map((back) => back.at));
}
