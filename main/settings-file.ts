/** The host's own settings, `config.json`: no secrets, edited by Settings or by hand. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { SearchKind } from '../agents/contract.ts';
import { AppError } from '../agents/index.ts';
import { replaceFile } from './replace-file.ts';

const Address = z
  .url({ protocol: /^https?$/, error: 'must be a web address that begins with http:// or https://' })
  .max(500)
  .nullable();

/** How the team's memory is found by likeness. `built-in` needs nothing else here. */
const Search = z
  .strictObject({
    kind: SearchKind.default('built-in'),
    endpoint: Address.default(null),
    model: z.string().trim().min(1).max(120).nullable().default(null),
    /** How many numbers the model's vectors have; Settings finds it out. */
    dim: z.number().int().min(1).max(16_384).nullable().default(null),
    /** What of a text the model reads. */
    maxTokens: z.number().int().min(16).max(100_000).default(512),
    privateMayLeave: z.boolean().default(false),
    /** As the model's: the only address its key is sent to. */
    keyFor: Address.default(null),
  })
  .superRefine((search, context) => {
    const need = (name: 'endpoint' | 'model' | 'dim'): void => {
      if (search[name] !== null) return;
      const message = `must be given for “${search.kind}”; choose it in Settings instead, which finds out what it needs`;
      context.addIssue({ code: 'custom', path: [name], message });
    };
    if (search.kind === 'built-in') return;
    need('model');
    need('dim');
    if (search.kind !== 'transformers') need('endpoint');
  });
export type SearchSettings = z.infer<typeof Search>;

export const builtInSearch: SearchSettings = Search.parse({});

const HostSettings = z.strictObject({
  /** null = Anthropic's own address. */
  endpoint: Address.default(null),
  /** The address the kept key was entered for; it is sent nowhere else. null = Anthropic's own. */
  keyFor: Address.default(null),
  search: Search.prefault({}),
});
export type HostSettings = z.infer<typeof HostSettings>;

const fileName = 'config.json';

/** The settings in force, and the one way to change them: what is not named stays as it is. */
export interface Settings {
  current(): HostSettings;
  /** Replaces `config.json` in one step. @throws AppError `folder.unwritable` */
  change(patch: Partial<HostSettings>): void;
}

/** @throws AppError as `readSettings` does */
export function openSettings(folder: string): Settings {
  let current = readSettings(folder);
  return {
    current: () => current,
    change(patch) {
      const next = { ...current, ...patch };
      replaceFile(path.join(folder, fileName), `${JSON.stringify(next, null, 2)}\n`);
      current = next;
    },
  };
}

/**
 * Reads `config.json`; a missing file is one with nothing set.
 * Contract: changes nothing on disk; a broken file is refused and never overwritten.
 * @throws AppError `config.invalid` (facts: file, line).
 */
function readSettings(folder: string): HostSettings {
  const file = path.join(folder, fileName);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return HostSettings.parse({});
    throw invalid(file, 1, `it cannot be read (${error instanceof Error ? error.message : String(error)})`, error);
  }
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (error) {
    throw invalid(file, lineOfSyntaxError(text, error), 'this is not valid JSON', error);
  }
  const parsed = HostSettings.safeParse(found);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const names = [...(issue?.path ?? []), ...unknown].map(String);
  const what = unknown.length > 0 ? 'is not a setting' : (issue?.message ?? 'is not valid');
  throw invalid(file, lineOf(text, names), names.length === 0 ? what : `“${names.join('.')}” ${what}`, parsed.error);
}

function invalid(file: string, line: number, what: string, cause: unknown): AppError {
  const message = `${file}, line ${line}: ${what}. Nothing was started or changed. Mend that line, or delete the file to begin with no settings.`;
  return new AppError('config.invalid', message, { cause, facts: { file, line } });
}

/** The parser names the place as a position, or as a line of its own, or not at all when the text ends too early. */
function lineOfSyntaxError(text: string, error: unknown): number {
  const message = error instanceof Error ? error.message : '';
  const line = /line (\d+)/.exec(message)?.[1];
  if (line) return Number(line);
  const position = /position (\d+)/.exec(message)?.[1];
  return text
    .slice(0, position === undefined ? text.length : Number(position))
    .trimEnd()
    .split('\n').length;
}

/** The line of a setting, or of the nearest one around it that is there. Contract: the text is valid JSON. */
function lineOf(text: string, names: readonly string[]): number {
  const inside: string[] = [];
  let deepest = 0;
  let place = 0;
  let name = '';
  for (const { 0: token, 1: key, index } of text.matchAll(/"((?:[^"\\]|\\.)*)"(?=\s*:)|"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === '{' || token === '[') inside.push(name);
    else if (token === '}' || token === ']') inside.pop();
    else if (key !== undefined) {
      name = key;
      const path = [...inside.slice(1), name];
      if (path.length !== deepest + 1 || path.some((part, at) => part !== names[at])) continue;
      deepest = path.length;
      place = index;
    }
  }
  return text.slice(0, place).split('\n').length;
}
