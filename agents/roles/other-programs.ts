/** Sub-agent files as other programs write them: their settings, which are often no YAML, and their names for tools, models and colours. Pure. */
import { parse } from 'yaml';

/** Tools of a teammate whose file names none, as is usual in sub-agent files: everything that comes with Muster. */
const standardTools = [
  'list_files',
  'search_files',
  'read_file',
  'query_table',
  'write_file',
  'set_plan',
  'note',
  'ask_person',
  'remember',
  'recall',
  'finish',
];

/** Names of tools in common sub-agent files, and what does the same here. */
const otherNames: Record<string, readonly string[]> = {
  read: ['read_file', 'query_table'],
  notebookread: ['read_file'],
  glob: ['list_files'],
  ls: ['list_files'],
  list: ['list_files'],
  grep: ['search_files'],
  write: ['write_file'],
  edit: ['write_file'],
  multiedit: ['write_file'],
  todowrite: ['set_plan'],
  task: ['delegate'],
  askuserquestion: ['ask_person'],
};

/** Every teammate can plan, ask and hand in, whatever its file says: without these no task can end. */
const neededTools = ['set_plan', 'ask_person', 'finish'];

/** A list, text with commas, or a switch for each. */
export type NamedTools = string[] | string | Record<string, boolean> | null | undefined;

export interface FoundTools {
  tools: string[];
  /** Named, but nothing here does the same. */
  leftOut: string[];
}

/** `known` = the tools there are; null = whatever looks like one is taken. */
export function toolsOf(named: NamedTools, denied: NamedTools, known: ReadonlySet<string> | null): FoundTools {
  const isSwitches = typeof named === 'object' && named !== null && !Array.isArray(named);
  const wanted = isSwitches ? [] : listOf(named).filter((tool) => tool !== '*');
  const off = new Set([
    ...listOf(denied).flatMap(sameHere),
    ...(isSwitches
      ? Object.keys(named)
          .filter((tool) => named[tool] === false)
          .flatMap(sameHere)
      : []),
  ]);
  const found = wanted.length > 0 ? wanted.flatMap(sameHere) : standardTools;
  const isThere = (tool: string): boolean => tool.length <= 60 && (known?.has(tool) ?? true);
  const tools = found.filter((tool) => !off.has(tool) && (isThere(tool) || standardTools.includes(tool)));
  return {
    tools: [...new Set([...tools, ...neededTools])],
    leftOut: [...new Set(wanted.flatMap(sameHere).filter((tool) => !isThere(tool)))],
  };
}

function sameHere(tool: string): readonly string[] {
  return otherNames[tool.toLowerCase()] ?? [tool];
}

/** What a bracket narrows, as in `Bash(git:*)`, is told by the name before it. */
function listOf(named: NamedTools): string[] {
  if (named === null || named === undefined) return [];
  const list = Array.isArray(named) ? named : typeof named === 'string' ? splitOutside(named) : Object.keys(named);
  return list.map((tool) => tool.replace(/\(.*$/s, '').replace(/^-\s+/, '').trim()).filter((tool) => tool !== '');
}

/** Splits at commas and line ends, but not within brackets. */
function splitOutside(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const char of text) {
    if (char === '(') depth += 1;
    if (char === ')') depth = Math.max(0, depth - 1);
    if (depth === 0 && (char === ',' || char === '\n')) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}

/** Names that stand for whatever model the program has. */
export function modelOf(model: string | undefined): string {
  return model === undefined || /^(?:inherit|default|sonnet|opus|haiku|opusplan)(?:\[\w+\])?$/i.test(model)
    ? 'default'
    : model;
}

/** By the hue of the identity colours: teal, indigo, magenta, olive, slate, violet. */
const colours: Record<string, number> = {
  cyan: 0,
  teal: 0,
  blue: 1,
  red: 2,
  pink: 2,
  orange: 2,
  green: 3,
  yellow: 3,
  gray: 4,
  grey: 4,
  purple: 5,
};

/** The identity colour nearest to a colour's name; undefined = it names none. */
export function colourNamed(name: unknown): number | undefined {
  return typeof name === 'string' ? colours[name.trim().toLowerCase()] : undefined;
}

/**
 * Reads the settings at the head of a role file. Other programs write long descriptions unquoted, with colons and examples in them:
 * what is no YAML is then read line by line.
 * @throws Error when it is neither
 */
export function readSettings(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0, schema: 'core' });
  } catch (error) {
    if (!/^name:/m.test(text) || !/^description:/m.test(text)) throw error;
    return readLines(text);
  }
}

const keys =
  /^(name|description|tools|disallowedTools|model|colou?r|role|about|permissionMode|skills|hooks):[ \t]*(.*)$/;

/** What is no known setting belongs to the one before it. */
function readLines(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  let last: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    const [, key, value] = keys.exec(line) ?? [];
    if (key !== undefined && value !== undefined && !Object.hasOwn(found, key)) {
      found[key] = /^[|>][-+]?$/.test(value.trim()) ? '' : value;
      last = key;
    } else if (last !== null) found[last] += `\n${line.trim()}`;
  }
  return Object.fromEntries(Object.entries(found).map(([key, value]) => [key, unquoted(value.trim())]));
}

function unquoted(value: string): string {
  const [, quote, inner] = /^(["'])([\s\S]*)\1$/.exec(value) ?? [];
  if (quote === undefined || inner === undefined) return value;
  return quote === '"' ? inner.replaceAll('\\"', '"') : inner.replaceAll("''", "'");
}

/** The beginning of a description, as one line for colleagues: to the end of its first sentence, examples left out. */
export function firstSentence(text: string): string {
  const plain = text
    .replace(/<example[\s\S]*$/i, '')
    .replace(/\\n/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const sentence = /^.{1,199}?[.!?](?=\s|$)/.exec(plain)?.[0] ?? plain;
  return sentence.length <= 200 ? sentence : `${sentence.slice(0, 199).trimEnd()}…`;
}
