/** The host's own settings, `config.json`: no secrets, edited by Settings or by hand. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../agents/index.ts';
import { replaceFile } from './replace-file.ts';

const Address = z
  .url({ protocol: /^https?$/, error: 'must be a web address that begins with http:// or https://' })
  .max(500)
  .nullable();

const HostSettings = z.strictObject({
  /** null = Anthropic's own address. */
  endpoint: Address.default(null),
  /** The address the kept key was entered for; it is sent nowhere else. null = Anthropic's own. */
  keyFor: Address.default(null),
});
export type HostSettings = z.infer<typeof HostSettings>;

const fileName = 'config.json';

/**
 * Reads `config.json`; a missing file is one with nothing set.
 * Contract: changes nothing on disk; a broken file is refused and never overwritten.
 * @throws AppError `config.invalid` (facts: file, line).
 */
export function readSettings(folder: string): HostSettings {
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
  const name = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
  const what = issue?.code === 'unrecognized_keys' ? 'is not a setting' : (issue?.message ?? 'is not valid');
  throw invalid(file, lineOfName(text, name), name === undefined ? what : `“${String(name)}” ${what}`, parsed.error);
}

/** Replaces `config.json` in one step. @throws AppError `folder.unwritable` */
export function writeSettings(folder: string, settings: HostSettings): void {
  replaceFile(path.join(folder, fileName), `${JSON.stringify(settings, null, 2)}\n`);
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

function lineOfName(text: string, name: PropertyKey | undefined): number {
  const index = name === undefined ? -1 : text.indexOf(`"${String(name)}"`);
  return index < 0 ? 1 : text.slice(0, index).split('\n').length;
}
