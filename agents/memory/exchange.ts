/** What the team knows as a file: the shape in which memories leave one board and come to another, and its JSON. Pure. */
import { z } from 'zod';
import type { Answer } from '../domain/commands.ts';
import { accept, refuse } from '../domain/decide/refuse.ts';
import type { Imported } from '../domain/memory-commands.ts';
import { Authority, Cardinality, MemoryKind, MemoryScope, MemoryStatus, Sensitivity } from '../domain/memory.ts';
import { Id, Labels, TimeMs } from '../domain/schema.ts';

/** A memory with all a board knows of it. */
export const Exchanged = z.strictObject({
  id: Id,
  kind: MemoryKind,
  status: MemoryStatus.extract(['active', 'disputed', 'faded', 'quarantined']),
  scope: MemoryScope,
  scopeId: Id,
  subject: z.string(),
  text: z.string(),
  question: z.string().nullable(),
  value: z.string().nullable(),
  cardinality: Cardinality,
  validFromMs: TimeMs.nullable(),
  validToMs: TimeMs.nullable(),
  recordedAtMs: TimeMs,
  authority: Authority,
  author: z.string(),
  taskId: Id.nullable(),
  runId: Id.nullable(),
  sourceUri: z.string().nullable(),
  quote: z.string().nullable(),
  confidence: z.number().min(0).max(1),
  sensitivity: Sensitivity,
  labels: Labels,
  derivedFrom: z.array(Id),
});
export type Exchanged = z.infer<typeof Exchanged>;

/** What a file says of one memory. `status` and `scope`: as it was where it comes from. */
export type Read = Pick<Exchanged, 'status' | 'scope'> & Omit<Imported, 'memoryId' | 'scope'>;

/** A place in a file that says something that cannot be taken over. */
export interface Problem {
  /** From 1. */
  line: number;
  problem: string;
}

/** What was found in a file, each with the line it begins on. */
export interface Found<Item> {
  items: { line: number; item: Item }[];
  problems: Problem[];
}

const version = 1;
const Head = z.object({ muster: z.literal('memory'), version: z.number().int(), memories: z.array(z.unknown()) });

/** One memory a line, so that two exports can be compared line by line. */
export function toJson(memories: readonly Exchanged[]): string {
  const lines = memories.map((memory) => JSON.stringify(memory)).join(',\n');
  return `{"muster": "memory", "version": ${version}, "memories": [\n${lines}\n]}\n`;
}

/** A refusal when the file as a whole is none of ours; a memory in it that cannot be read is a problem of its own. */
export function fromJson(text: string): Answer<Found<Exchanged>> {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    const told = error instanceof Error ? /line (\d+)/.exec(error.message)?.[1] : undefined;
    const line = told ?? text.trimEnd().split('\n').length;
    return refuse(
      'input.invalid',
      `Line ${line} is no JSON, so nothing of the file can be read. Nothing was imported.`,
    );
  }
  const head = Head.safeParse(read);
  if (!head.success)
    return refuse(
      'input.invalid',
      'Line 1: this JSON holds no memories of Muster: it has to begin with {"muster": "memory", "version": 1, "memories": [. Nothing was imported.',
    );
  if (head.data.version !== version)
    return refuse(
      'input.invalid',
      `Line 1: the file is of version ${head.data.version}, and this Muster reads version ${version}. Nothing was imported. Use a newer Muster.`,
    );
  const lines = linesOfItems(text);
  const found: Found<Exchanged> = { items: [], problems: [] };
  for (const [at, memory] of head.data.memories.entries()) {
    const line = lines[at] ?? 1;
    const item = Exchanged.safeParse(memory);
    if (item.success) found.items.push({ line, item: item.data });
    else found.problems.push({ line, problem: problemIn(item.error) });
  }
  return accept(found);
}

/** The first issue, with the field it is about. */
export function problemIn({ issues: [issue] }: z.ZodError): string {
  const field = (issue?.path ?? []).map(String).join('.');
  return `${field === '' ? '' : `${field}: `}${issue?.message ?? 'not valid'}`;
}

/** The line each element of the one list begins on. Contract: `text` is sound JSON. */
function linesOfItems(text: string): number[] {
  const lines: number[] = [];
  let [line, depth] = [1, 0];
  for (const [part] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}\n]/g)) {
    if (part === '\n') line += 1;
    else if (part === '}' || part === ']') depth -= 1;
    else if (part === '{' || part === '[') {
      if (depth === 2) lines.push(line);
      depth += 1;
    }
  }
  return lines;
}
