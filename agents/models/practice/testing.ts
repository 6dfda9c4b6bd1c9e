/** For tests: lets the practice model work on a real folder with the real tools, without the engine. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { citedMemory, parseCitations, quoteStands } from '../../lib/text/citations.ts';
import { readableText } from '../../lib/text/readable.ts';
import { memoryHeading, memoryLine } from '../../memory/line.ts';
import type { MemoryRow } from '../../memory/memory.ts';
import { noMemory, noTalk } from '../../tools/testing.ts';
import { createTools, toolSpecs } from '../../tools/registry.ts';
import type { Scope } from '../../tools/tool.ts';
import type { ContentBlock, Model, ModelMessage } from '../model.ts';

export interface Script {
  brief: string;
  /** Absolute; null = the task has no folder. */
  folder: string | null;
  /** Answers a question; left out = the recommended option. */
  answer?: (question: string, options: { id: string; label: string }[]) => string;
  /** Decides writes into the person's folder; left out = declined. */
  approve?: (target: string) => boolean;
  /** Text blocks added after a turn: messages of the person, findings of checks. */
  say?: (turn: number, tools: readonly string[]) => string | null;
  tools?: readonly string[];
  doneMeans?: string;
  /** What the team knows of it; left out = nothing. */
  memories?: MemoryRow[];
  /** Who works, as the request says it; left out = it does not. */
  who?: { name: string; role: string };
  /** Sections that stand below the brief. */
  beside?: string;
  /** A message that is there from the start. */
  before?: string;
  /** What colleagues made, by its path below `given/`. */
  given?: Record<string, string>;
  /** Carries out tools that need a team; the work folder is theirs to write parts into. */
  team?: (call: TeamCall, workFolder: string) => Promise<{ content: string; isError: boolean }>;
}

export interface TeamCall {
  callId: string;
  tool: string;
  args: Record<string, unknown>;
}

export interface Outcome {
  turns: number;
  /** Every call, in order. */
  calls: TeamCall[];
  /** Files handed in, by their path in the work folder. */
  files: Record<string, string>;
  asked: { question: string; options: { id: string; label: string }[]; recommended: string }[];
  /** Tool names in order, `/` between turns. */
  trail: string;
  /** Results that were errors, with their call. */
  errors: string[];
  page: string;
  summary: string;
  texts: string[];
  citations: number;
  /** Quotes that do not stand word for word in one line of the file named. */
  broken: string[];
}

const maxTurns = 16;
const endings = new Set(['finish', 'give_opinion', 'hand_over']);
export const teamTools = ['plan_parts', 'ask_teammate', 'comment', 'answer', 'hand_over', 'give_opinion'];
export const allTools = [
  'set_plan',
  'list_files',
  'search_files',
  'read_file',
  'query_table',
  'write_file',
  'ask_person',
  'remember',
  'recall',
  'finish',
];

/** Runs one task to its hand-in and checks the result as the gate does. */
export async function work(model: Model, script: Script): Promise<Outcome> {
  const workFolder = await mkdtemp(path.join(tmpdir(), 'practice-'));
  const blobs = new Map<string, Uint8Array>();
  const tools = createTools({
    ...noTalk,
    teammates: () => [],
    planRoom: () => ({ parts: 20, rounds: 3, isOpen: false }),
    notesOf: () => [],
    authorOf: () => null,
    blobs: {
      async put(bytes) {
        const hash = createHash('sha256').update(bytes).digest('hex');
        blobs.set(hash, Buffer.from(bytes));
        return hash;
      },
      get: async (hash) => blobs.get(hash) ?? null,
    },
    ...noMemory,
  });
  const { memories = [] } = script;
  const names = script.tools ?? allTools;
  const own: Scope = { taskId: 't_1', runId: 'r_1', teammateId: 'maya', work: workFolder, files: script.folder };
  const outcome = {
    turns: 0,
    calls: [],
    files: {},
    asked: [],
    trail: '',
    errors: [],
    page: '',
    summary: '',
    texts: [],
  } as unknown as Outcome;
  const opening = `# Task\n${script.brief}\n\n# Folder\n${script.folder ? 'The person’s folder is at files/. List it before you read.' : 'No folder was given: there is no files/ place.'}${script.doneMeans ? `\n\n# Done means\n${script.doneMeans}` : ''}${script.beside ? `\n\n${script.beside}` : ''}`;
  const givenFolder = await folderOf(script.given ?? {});
  const known = toolSpecs(names);
  const specs = names.map(
    (name) => known.find((spec) => spec.name === name) ?? { name, description: '', inputSchema: { type: 'object' } },
  );
  const who = script.who ? [`# Who you are\nYou are ${script.who.name}, ${script.who.role}.\n\nDo your work.`] : [];
  const first = [opening, ...(script.before ? [script.before] : [])];
  const messages: ModelMessage[] = [{ role: 'user', content: first.map((text) => ({ type: 'text', text })) }];
  try {
    await mkdir(workFolder, { recursive: true });
    for (;;) {
      outcome.turns += 1;
      if (outcome.turns > maxTurns) throw new Error(`still at work after ${maxTurns} turns: ${outcome.trail}`);
      const request = {
        model: 'practice',
        system: [
          '# How we work',
          ...who,
          [memoryHeading, ...memories.map((memory) => `- ${memoryLine(memory)}`)].join('\n'),
        ],
        tools: specs,
        messages,
        maxTokens: 8192,
      };
      let answer = null;
      for await (const part of model.complete(request, AbortSignal.timeout(20_000)))
        if (part.kind === 'answer') answer = part.answer;
      if (!answer) throw new Error('no answer');
      outcome.texts.push(answer.text);
      const said: ContentBlock[] = answer.text ? [{ type: 'text', text: answer.text }] : [];
      messages.push({
        role: 'assistant',
        content: [
          ...said,
          ...answer.calls.map((call): ContentBlock => ({
            type: 'tool_use',
            id: call.callId,
            name: call.tool,
            input: call.args,
          })),
        ],
      });
      outcome.trail += `${outcome.trail === '' ? '' : ' / '}${answer.calls.map((call) => call.tool).join(' ')}`;
      const results: ContentBlock[] = [];
      outcome.calls.push(...answer.calls.map((call) => ({ ...call, args: call.args as Record<string, unknown> })));
      for (const call of answer.calls)
        results.push({ type: 'tool_result', toolUseId: call.callId, ...(await perform(call)) });
      const extra =
        script.say?.(
          outcome.turns,
          answer.calls.map((call) => call.tool),
        ) ?? null;
      if (extra !== null) results.push({ type: 'text', text: extra });
      if (results.length === 0) break;
      messages.push({ role: 'user', content: results });
      if (
        extra === null &&
        answer.calls.some((call) => endings.has(call.tool)) &&
        !results.some((block) => block.type === 'tool_result' && block.isError)
      )
        break;
    }
    for (const entry of await readdir(workFolder, { withFileTypes: true }))
      if (entry.isFile()) outcome.files[entry.name] = await readFile(path.join(workFolder, entry.name), 'utf8');
    outcome.page = Object.values(outcome.files)[0] ?? '';
    outcome.citations = parseCitations(outcome.page).length;
    outcome.broken = await brokenQuotes(outcome.page, script.folder, memories);
    return outcome;
  } finally {
    await rm(workFolder, { recursive: true, force: true });
    await rm(givenFolder, { recursive: true, force: true });
  }

  async function perform(call: {
    callId: string;
    tool: string;
    args: unknown;
  }): Promise<{ content: string; isError: boolean }> {
    const tool = tools.get(call.tool);
    const args = call.args as Record<string, unknown>;
    try {
      if (!names.includes(call.tool)) throw new Error(`There is no tool ${call.tool}.`);
      if (teamTools.includes(call.tool) && script.team) return await script.team({ ...call, args }, workFolder);
      if (!tool) throw new Error(`There is no tool ${call.tool}.`);
      // What colleagues gave lies in a place of its own, which is read like the person's.
      const isGiven = typeof args.path === 'string' && args.path.startsWith('given/');
      const scope = isGiven ? { ...own, files: givenFolder } : own;
      const proposed = isGiven ? { ...args, path: `files/${String(args.path).slice('given/'.length)}` } : args;
      const resolved = await tool.resolve(tool.descriptor.schema.parse(proposed), scope);
      if (
        tool.descriptor.effect === 'write' &&
        resolved.target?.place === 'files' &&
        !script.approve?.(resolved.target.path)
      )
        throw new Error('The person declined this step.');
      const done = await tool.perform(resolved, { scope, key: call.callId, signal: AbortSignal.timeout(20_000) });
      if (done.submitted) outcome.summary = done.submitted.summary;
      if (!done.question) return { content: done.content, isError: false };
      const { question, options, recommended } = done.question;
      outcome.asked.push({ question, options, recommended: recommended ?? '' });
      const label = options.find((option) => option.id === recommended)?.label ?? '';
      return { content: script.answer?.(question, options) ?? label, isError: false };
    } catch (error) {
      outcome.errors.push(`${call.tool} ${JSON.stringify(call.args).slice(0, 120)}: ${String(error).slice(0, 300)}`);
      return { content: error instanceof Error ? error.message : String(error), isError: true };
    }
  }
}

/** Stricter than the gate: HTML aside, a quote must be a part of one line as it stands. */
async function brokenQuotes(page: string, folder: string | null, memories: readonly MemoryRow[]): Promise<string[]> {
  const broken: string[] = [];
  for (const { file, quote } of parseCitations(page)) {
    const memory = memories.find(({ id }) => id === citedMemory(file));
    const bytes = memory
      ? Buffer.from(memory.text)
      : await readFile(path.join(folder ?? '/nowhere', file)).catch(() => null);
    const readable = bytes ? readableText(bytes, file) : { notText: 'missing' };
    const raw = bytes?.toString('utf8') ?? '';
    const stands = 'text' in readable && quoteStands(quote, raw, readable.text);
    const inLine =
      'text' in readable &&
      [...raw.split(/\r?\n/), ...readable.text.split('\n')].some((line) => line.replace(/\s+/g, ' ').includes(quote));
    if (!stands || !inLine) broken.push(`${file}: ${quote}`);
  }
  return broken;
}

/** Makes a temporary folder of files; the caller removes it. */
export async function folderOf(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'office-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}
