/** What the team knows as a document to read, and back: one heading a subject, one bullet a sentence. Pure. */
import type { Answer } from '../domain/commands.ts';
import { accept, refuse } from '../domain/decide/refuse.ts';
import { MemoryKind, MemoryScope, Sensitivity } from '../domain/memory.ts';
import type { Exchanged, Found, Read } from './exchange.ts';

const dayMs = 24 * 3_600_000;
/** A sentence with all that is said beside it; looking into more only costs time. */
const maxBulletChars = 8_000;
const statuses = ['disputed', 'faded', 'quarantined'] as const;

/** `nameOf`: what a person calls an author. Line ends within a sentence are `\n`, and spaces in a subject single. */
export function toMarkdown(
  memories: readonly Exchanged[],
  nowMs: number,
  nameOf: (author: string) => string = (author) => author,
): string {
  const bySubject = Map.groupBy(memories, ({ subject }) => subject.replaceAll(/\s+/g, ' ').trim());
  const subjects = [...bySubject].map(
    ([subject, of]) => `## ${subject}\n\n${of.map((memory) => bulletOf(memory, nameOf(memory.author))).join('\n')}\n`,
  );
  const count = `${memories.length} ${memories.length === 1 ? 'sentence' : 'sentences'}`;
  return [`# What the team knows\n\n> ${count}, written on ${timeText(nowMs)}.\n`, ...subjects].join('\n');
}

function bulletOf(memory: Exchanged, name: string): string {
  const { kind, text, question, value, validFromMs, validToMs, sourceUri, status, scope, labels, sensitivity } = memory;
  const said = [
    kind,
    question === null ? null : `${escaped(question)} = ${escaped(value ?? '')}`.trimEnd(),
    validFromMs === null ? null : `since ${timeText(validFromMs)}`,
    validToMs === null ? null : `until ${timeText(validToMs)}`,
    sourceUri === null ? null : `from ${escaped(sourceUri)}`,
    `said by ${escaped(name)}`,
    status === 'active' ? null : status,
    scope === 'team' ? null : `for the ${scope}`,
    labels.tainted ? 'from outside' : null,
    labels.private ? 'private' : null,
    sensitivity === 'internal' ? null : sensitivity,
  ];
  const lines = text.replaceAll(/\r\n?/g, '\n').replaceAll('\n', '\n  ');
  return `- ${lines} (${said.filter((part) => part !== null).join('; ')})`;
}

function timeText(ms: number): string {
  const text = new Date(ms).toISOString();
  return ms % dayMs === 0 ? text.slice(0, text.indexOf('T')) : text;
}

/** Words beside the sentence, in which `;`, `=` and brackets have a meaning. */
function escaped(words: string): string {
  return words.replaceAll(/[\\;=()]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`);
}

function plain(words: string): string {
  return words.replaceAll(/\\(.)/gs, (_, char: string) => (char === 'n' ? '\n' : char)).trim();
}

interface Heading {
  depth: number;
  words: string;
}

interface Bullet {
  line: number;
  heading: Heading | null;
  text: string;
}

/** Reads a document of `toMarkdown`, or a list a person wrote: bullets below a heading, or "- Subject: sentence". */
export function fromMarkdown(text: string): Answer<Found<Read>> {
  const strange = text.search(/[\0\uFFFD]/);
  if (strange >= 0) {
    const line = text.slice(0, strange).split('\n').length;
    return refuse('input.invalid', `Line ${line} is no text that can be read. Nothing was imported.`);
  }
  const { bullets, problems } = bulletsIn(text);
  if (bullets.length === 0)
    return refuse(
      'input.invalid',
      'No line of the file begins with “- ”, so it holds no sentence. Write each as “- Subject: sentence”. Nothing was imported.',
    );
  const found: Found<Read> = { items: [], problems: [...problems] };
  for (const bullet of bullets) {
    const item = readOf(bullet);
    if (typeof item === 'string') found.problems.push({ line: bullet.line, problem: item });
    else found.items.push({ line: bullet.line, item });
  }
  return accept(found);
}

/** What is indented below a bullet belongs to its sentence; quotes, rules and comments are not for us. */
function bulletsIn(text: string): { bullets: Bullet[]; problems: Found<Read>['problems'] } {
  const bullets: Bullet[] = [];
  const problems: Found<Read>['problems'] = [];
  let heading: Heading | null = null;
  let open: Bullet | null = null;
  let blanks = 0;
  for (const [at, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const indented = open && /^(?: {2}|\t)(.*)$/.exec(line)?.[1];
    if (open && indented != null) {
      open.text += `${'\n'.repeat(blanks + 1)}${indented}`;
      blanks = 0;
      continue;
    }
    if (line.trim() === '') {
      blanks += 1;
      continue;
    }
    open = null;
    blanks = 0;
    const [, marks, words] = /^(#{1,6})\s+(.*\S)\s*$/.exec(line) ?? [];
    const bullet = /^(?:[-*+]|\d{1,9}[.)])\s+(.*)$/.exec(line)?.[1];
    if (marks !== undefined && words !== undefined) heading = { depth: marks.length, words };
    else if (bullet !== undefined) bullets.push((open = { line: at + 1, heading, text: bullet }));
    else if (!/^(?:>|<!--|-{3,}|={3,}|\*{3,})/.test(line))
      problems.push({ line: at + 1, problem: 'This is no bullet and was left out. Begin a sentence with “- ”.' });
  }
  return { bullets, problems };
}

/** What stands in brackets at the end of a bullet of ours; a person's own brackets belong to the sentence. */
const aside = new RegExp(String.raw`^(.*) \((${MemoryKind.options.join('|')})((?:; (?:[^\\()]|\\.)*)?)\)\s*$`, 's');

/** A bullet as a memory, or what is wrong with it. */
function readOf({ heading, text }: Bullet): Read | string {
  if (text.length > maxBulletChars) return 'It is too long: a memory holds at most 2,000 characters. It is left out.';
  const [, said = text, kind = 'fact', rest = ''] = aside.exec(text) ?? [];
  const named = heading !== null && heading.depth > 1 ? null : /^(.+?):\*{0,2}\s+(.+)$/s.exec(said);
  const subject = (named?.[1]?.replaceAll(/^[*_]+|[*_]+$/g, '') ?? heading?.words ?? '').trim();
  if (subject === '')
    return 'It does not say what it is about. Write “- Subject: sentence”, or put a heading above it.';
  const read: Read = {
    kind: MemoryKind.parse(kind),
    status: 'active',
    scope: 'team',
    subject,
    text: (named?.[2] ?? said).trim(),
    claim: null,
    sensitivity: 'internal',
    validFromMs: null,
    validToMs: null,
    labels: { tainted: false, private: false, from: [] },
  };
  for (const part of rest.match(/(?:[^;\\]|\\.)+/gs) ?? []) {
    const problem = take(read, part.trim());
    if (problem !== null) return problem;
  }
  return read;
}

/** Takes one part of the brackets into what was read. Who said it and where is not for the file to say. */
function take(read: Read, part: string): string | null {
  const [, question, value] = /^((?:[^\\=]|\\.)+?)\s*=(.*)$/s.exec(part) ?? [];
  const [, when, day = ''] = /^(since|until) (.+)$/s.exec(part) ?? [];
  const flag = flags.get(part);
  if (question !== undefined)
    read.claim = { question: plain(question), value: value === undefined || value.trim() === '' ? null : plain(value) };
  else if (when !== undefined) {
    const ms = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?$/.test(day) ? Date.parse(day) : Number.NaN;
    if (Number.isNaN(ms)) return `“${day}” is no day. Write it as 2026-09-01.`;
    read[when === 'since' ? 'validFromMs' : 'validToMs'] = ms;
  } else if (flag) flag(read);
  else if (!/^(?:from|said by) /.test(part)) return `“${plain(part)}” in the brackets is not understood.`;
  return null;
}

/** What may be said in one word. */
const flags = new Map<string, (read: Read) => void>([
  ...statuses.map((status) => [status, (read: Read) => void (read.status = status)] as const),
  ...MemoryScope.options.map((scope) => [`for the ${scope}`, (read: Read) => void (read.scope = scope)] as const),
  ...Sensitivity.options.map((name) => [name, (read: Read) => void (read.sensitivity = name)] as const),
  ['from outside', (read) => void (read.labels.tainted = true)],
  ['private', (read) => void (read.labels.private = true)],
]);
