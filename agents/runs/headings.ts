/**
 * The headings under which a request says who speaks and what stands below.
 * Written by `context.ts` and by what plans and reviews say, read back by the practice model. Pure.
 */

/** Sections of the first message, in their order. */
export const sections = {
  task: '# Task',
  /** A stranger's words, each line behind `> `: none of them can be a heading. */
  occasion: '# What came in',
  folder: '# Folder',
  doneMeans: '# Done means',
  /** What the parts a part needs have made: `madeHeading`, summary, then `- given/<key>/<path>` a line. */
  made: '# What others made',
  /** JSON: the parts of a saved plan the person wants used. */
  plan: '# Plan to use',
  /** What a review looks at: `- given/work/<path>` a line, then `requirementLine`s. */
  review: '# To review',
  notes: '# Your notes',
} as const;

/** Messages that no teammate sends. */
export const speakers = {
  person: '# Message from the person',
  handBack: '# While the person had it',
  checks: '# Checks found',
  engine: '# Note',
} as const;

/** What one needed part made, under `sections.made`. */
export function madeHeading({ key, title }: { key: string; title: string }): string {
  return `## ${key}: ${title}`;
}

export type PartEnd = 'done' | 'failed' | 'not begun';

/** What became of one part, in the answer of `plan_parts`: summary, `- work/parts/<task>/<path>` lines and checks stand below, or the reason. */
export function endHeading(part: { key: string; title: string }, end: PartEnd): string {
  return `${madeHeading(part)} (${end})`;
}

/** A requirement of the result under review; its id goes into the finding. */
export function requirementLine({ id, label }: { id: string; label: string }): string {
  return `- [${id}] ${label}`;
}

/** `messageId` goes into the answer. */
export function questionHeading(name: string, messageId: string): string {
  return `# Question from ${name} (${messageId})`;
}

export function commentHeading(name: string): string {
  return `# Comment from ${name}`;
}

export function handoverHeading(name: string): string {
  return `# Handed over by ${name}`;
}

/** A colleague's words line by line, so that none of them can look like a heading of ours. */
export function quoted(text: string): string {
  return text.replaceAll(/^/gm, '> ');
}

/** Who says what under a message's first line. `question` carries the id it is answered by. */
export type Heard =
  | { kind: 'person' | 'hand-back' | 'checks'; text: string }
  | { kind: 'comment' | 'handover'; from: string; text: string }
  | { kind: 'question'; from: string; messageId: string; text: string };

/** Reads a message back; null = it is none that a run acts upon. */
export function readMessage(block: string): Heard | null {
  const whole = block.trimStart();
  const end = whole.indexOf('\n');
  const head = (end < 0 ? whole : whole.slice(0, end)).trim();
  const text = end < 0 ? '' : whole.slice(end + 1).trim();
  if (head === speakers.person) return { kind: 'person', text };
  if (head === speakers.handBack) return { kind: 'hand-back', text };
  if (head === speakers.checks) return { kind: 'checks', text };
  const said = unquoted(text);
  const question = /^# Question from (.+) \(([^()\s]+)\)$/.exec(head);
  if (question) return { kind: 'question', from: question[1] ?? '', messageId: question[2] ?? '', text: said };
  const comment = /^# Comment from (.+)$/.exec(head)?.[1];
  if (comment !== undefined) return { kind: 'comment', from: comment, text: said };
  const handover = /^# Handed over by (.+)$/.exec(head)?.[1];
  return handover === undefined ? null : { kind: 'handover', from: handover, text: said };
}

/** A stranger's or a colleague's words without the marks they are quoted with. */
export function unquoted(text: string): string {
  return text.replace(/^> ?/gm, '').trim();
}

/** The text of one section; it ends at the next heading of ours. Null = there is none. */
export function readSection(text: string, section: string): string | null {
  const others = Object.values(sections).filter((other) => other !== section);
  const lines = text.split('\n');
  const from = lines.findIndex((line) => line.trimEnd() === section);
  if (from < 0) return null;
  const length = lines.slice(from + 1).findIndex((line) => others.some((other) => line.trimEnd() === other));
  const end = length < 0 ? lines.length : from + 1 + length;
  return lines
    .slice(from + 1, end)
    .join('\n')
    .trim();
}

export interface Made {
  key: string;
  title: string;
  /** Null where only what was made is told. */
  end: PartEnd | null;
  summary: string;
  /** As the tools name them. */
  files: string[];
}

/** Reads back what parts made, or what became of them. */
export function readMade(text: string): Made[] {
  const found: (Made & { lines: string[] })[] = [];
  for (const line of text.split('\n')) {
    const head = /^## ([a-z0-9][a-z0-9-]{0,39}): (.*?)(?: \((done|failed|not begun)\))?$/.exec(line.trimEnd());
    if (head) {
      const [, key = '', title = '', end] = head;
      found.push({ key, title, end: (end as PartEnd | undefined) ?? null, summary: '', files: [], lines: [] });
      continue;
    }
    const file = /^- ((?:given|work)\/.+)$/.exec(line.trimEnd())?.[1];
    if (file !== undefined) found.at(-1)?.files.push(file);
    else found.at(-1)?.lines.push(line);
  }
  // What was checked is the engine's word and no part of what the part says.
  return found.map(({ lines, ...made }) => {
    const until = lines.findIndex((line) => /^(?:Files|Checks):$/.test(line));
    return { ...made, summary: (until < 0 ? lines : lines.slice(0, until)).join('\n').trim() };
  });
}
