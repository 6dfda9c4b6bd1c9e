/** Role files: Markdown with front matter, the way a person edits a teammate. Pure. */
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { Profile, Role } from '../domain/teammate.ts';
import { foldText } from '../lib/text/fold.ts';

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

/** Names of tools in common sub-agent files, and what does the same here. Names without a counterpart stay and are refused by the gate. */
const otherNames: Record<string, readonly string[]> = {
  read: ['read_file', 'query_table'],
  glob: ['list_files'],
  ls: ['list_files'],
  grep: ['search_files'],
  write: ['write_file'],
  edit: ['write_file'],
  multiedit: ['write_file'],
  todowrite: ['set_plan'],
  askuserquestion: ['ask_person'],
};

/** Every teammate can plan, ask and hand in, whatever its file says: without these no task can end. */
const neededTools = ['set_plan', 'ask_person', 'finish'];

const maxFileChars = 40_000;

const FrontMatter = z.object({
  name: z.union([z.string(), z.number()]).transform(String).pipe(z.string().trim().min(1).max(40)),
  role: z.string().trim().toLowerCase().pipe(Role).optional(),
  about: z.string().trim().min(1).optional(),
  description: z.string().trim().min(1).optional(),
  tools: z.union([z.array(z.string()), z.string(), z.null()]).optional(),
  model: z.string().trim().min(1).max(120).optional(),
  colour: z.number().int().min(0).max(5).optional(),
});

export type ParsedRole = { ok: true; id: string; profile: Profile } | { ok: false; problem: string };

/**
 * Reads a role file. The id is `tm_` and the file's name, so that renaming a teammate keeps who it is.
 * Also takes sub-agent files as other programs write them (`name`, `description`, `tools` as a list with commas): `about` is then
 * the description's beginning, the role `executor`, the colour told from the id.
 * Contract: never throws; `problem` is one sentence for the person, naming the file.
 */
export function parseRole(file: string, markdown: string): ParsedRole {
  const fail = (why: string): ParsedRole => ({
    ok: false,
    problem: `The role file ${baseName(file)} was left out: ${why}`,
  });
  const slug = slugOf(baseName(file).replace(/\.(?:md|markdown)$/i, ''));
  if (slug === '') return fail('its name holds no letter or digit.');
  if (markdown.length > maxFileChars) return fail('it is longer than 40,000 characters.');
  const parts = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(markdown);
  if (!parts) return fail('it does not begin with settings between two lines of ---.');
  let settings: unknown;
  try {
    settings = parse(parts[1] ?? '', { maxAliasCount: 0, schema: 'core' });
  } catch (error) {
    return fail(
      `its settings cannot be read (${error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'bad YAML'}).`,
    );
  }
  const front = FrontMatter.safeParse(settings);
  if (!front.success) return fail(`its setting ${said(front.error)}.`);
  const { name, role, about, description, tools, model, colour } = front.data;
  const profile = Profile.safeParse({
    name,
    role: role ?? 'executor',
    about: about ?? firstSentence(description ?? ''),
    tools: toolsOf(tools),
    model: model === undefined || model === 'inherit' ? 'default' : model,
    colour: colour ?? colourOf(slug),
    instructions: (parts[2] ?? '').trim(),
  });
  if (!profile.success) return fail(`its setting ${said(profile.error)}.`);
  return { ok: true, id: `tm_${slug}`, profile: profile.data };
}

/** Writes a profile as a role file; `parseRole` of it gives the same profile. */
export function roleMarkdown(profile: Profile): string {
  const { instructions, ...settings } = profile;
  return `---\n${stringify(settings, { lineWidth: 0 })}---\n${instructions}\n`;
}

function toolsOf(tools: string[] | string | null | undefined): string[] {
  const named = typeof tools === 'string' ? tools.split(',') : (tools ?? []);
  const own = named
    .map((tool) => tool.trim())
    .filter((tool) => tool !== '' && tool !== '*')
    .flatMap((tool) => otherNames[tool.toLowerCase()] ?? [tool]);
  return [...new Set([...(own.length > 0 ? own : standardTools), ...neededTools])];
}

function slugOf(name: string): string {
  return foldText(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}

function baseName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}

function firstSentence(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  const sentence = /^.{1,199}?[.!?](?=\s|$)/.exec(plain)?.[0] ?? plain;
  return sentence.length <= 200 ? sentence : `${sentence.slice(0, 199).trimEnd()}…`;
}

function colourOf(slug: string): number {
  return [...slug].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) % 6, 0);
}

/** Names the first wrong setting in words. */
function said(error: z.ZodError): string {
  const [issue] = error.issues;
  const at = String(issue?.path[0] ?? 'block');
  if (at === 'role') return `role must be one of: ${Role.options.join(', ')}`;
  if (at === 'instructions') return 'instructions are missing: write them below the second ---';
  if (at === 'about') return 'about is missing: one line on what this teammate is good for';
  if (at === 'block') return 'block must hold lines such as "name: Maya"';
  return `${at} is wrong: ${(issue?.message ?? 'not as expected').replace(/^Invalid input: /, '')}`;
}
