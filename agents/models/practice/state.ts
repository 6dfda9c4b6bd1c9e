/** Where a task stands, read from its messages alone: the brief, every call with its answer, and what was said since. */
import { canonicalJson } from '../../lib/json.ts';
import { memoryHeading, readMemoryLine, type ReadLine } from '../../memory/line.ts';
import { readMade, readMessage, readSection, sections, unquoted, type Heard, type Made } from '../../runs/headings.ts';
import type { WireRequest } from './wire.ts';

export interface DoneCall {
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
  /** Who works: name and role as the request says them; '' = it does not. */
  name: string;
  role: string;
  /** Everything that was said on the way, oldest first. */
  heard: (Heard & { at: number })[];
  /** What the person wrote on the way, and what they did while they had the task, oldest first. */
  steers: { text: string; at: number }[];
  /** Why a result came back, oldest first. */
  returns: { text: string; at: number }[];
  /** Turns the teammate has had. */
  turns: number;
  tools: ReadonlySet<string>;
  /** What colleagues made for this task. */
  made: Made[];
  /** What happened outside, in a stranger's words; null = nothing did. */
  occasion: string | null;
  /** A saved plan to use, as JSON; null = none. */
  savedPlan: string | null;
  /** What is to be reviewed; null = this is no review. */
  review: string | null;
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
  const heard = later.flatMap(({ text, at }) => {
    const message = readMessage(text);
    return message ? [{ ...message, at }] : [];
  });
  const said = (...kinds: readonly Heard['kind'][]) =>
    heard.filter(({ kind }) => kinds.includes(kind)).map(({ text, at }) => ({ text, at }));
  const opening = first?.text ?? '';
  // What stands beside the brief may be a block of its own; what somebody says is never a part of it.
  const beside = later.filter(({ text, at }) => at === first?.at && readMessage(text) === null);
  const whole = [opening, ...beside.map(({ text }) => text)].join('\n\n');
  const [, name = '', role = ''] = /^# Who you are\nYou are (.+), ([a-z ]+)\.$/m.exec(request.system) ?? [];
  return {
    brief: readSection(whole, sections.task) ?? opening.trim(),
    hasFolder: !/^no folder/i.test(readSection(whole, sections.folder) ?? ''),
    doneMeans: (readSection(whole, sections.doneMeans) ?? '').split('\n').filter((line) => line.trim() !== ''),
    calls,
    name,
    role,
    heard,
    steers: said('person', 'hand-back'),
    returns: said('checks'),
    turns,
    tools: request.tools,
    made: readMade(readSection(whole, sections.made) ?? ''),
    occasion: readOccasion(whole),
    savedPlan: readSection(whole, sections.plan),
    review: readSection(whole, sections.review),
    memories: memoriesIn([
      ...linesUnder(request.system, memoryHeading),
      ...goodCalls(calls, 'recall').flatMap((call) => call.text.split('\n')),
    ]),
  };
}

function readOccasion(text: string): string | null {
  const quoted = readSection(text, sections.occasion)
    ?.split('\n')
    .filter((line) => line.startsWith('>'));
  return quoted === undefined ? null : unquoted(quoted.join('\n'));
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

/** The message number of the last thing said to the teammate after its start that a page must heed; -1 = nothing. */
export function lastWordAt(state: State): number {
  const heeded = state.heard.filter(({ kind }) => kind !== 'question' && kind !== 'comment');
  return Math.max(-1, ...heeded.map(({ at }) => at));
}
