/** Role files: Markdown with front matter, the way a person edits a teammate. Pure. */
import { stringify } from 'yaml';
import { z } from 'zod';
import { Profile, Role } from '../domain/teammate.ts';
import { foldText } from '../lib/text/fold.ts';
import { colourNamed, firstSentence, modelOf, readSettings, toolsOf } from './other-programs.ts';

const maxFileChars = 40_000;

const maxNameChars = 40;
const ToolNames = z.union([z.array(z.string()), z.string(), z.record(z.string(), z.boolean()), z.null()]).optional();

const FrontMatter = z.object({
  name: z.union([z.string(), z.number()]).transform(String).pipe(z.string().trim().min(1)),
  role: z.string().trim().toLowerCase().pipe(Role).optional(),
  about: z.string().trim().min(1).optional(),
  description: z.string().trim().min(1).optional(),
  tools: ToolNames,
  disallowedTools: ToolNames,
  model: z.string().trim().min(1).max(120).optional(),
  colour: z.number().int().min(0).max(5).optional(),
  color: z.unknown().optional(),
});

export type ParsedRole =
  | {
      ok: true;
      id: string;
      profile: Profile;
      /** Tools the file names that there are none of here. */
      leftOut: string[];
    }
  | { ok: false; problem: string };

/**
 * Reads a role file. The id is `tm_` and the file's name, so that renaming a teammate keeps who it is.
 * Also takes sub-agent files as other programs write them (`name`, `description`, `tools` as a list with commas): `about` is then
 * the description's beginning, the role `executor`, the colour told from theirs or from the id.
 * `known` = the tools there are; null = whatever a file names is taken, and the gate refuses what there is not.
 * Contract: never throws; `problem` is one sentence for the person, naming the file.
 */
export function parseRole(file: string, markdown: string, known: ReadonlySet<string> | null = null): ParsedRole {
  const fail = (why: string): ParsedRole => ({
    ok: false,
    problem: `The role file ${baseName(file)} was left out: ${why}`,
  });
  const id = teammateIdOf(file);
  if (id === null) return fail('its name holds no letter or digit.');
  if (markdown.length > maxFileChars) return fail('it is longer than 40,000 characters.');
  const parts = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(markdown);
  if (!parts) return fail('it does not begin with settings between two lines of ---.');
  let settings: unknown;
  try {
    settings = readSettings(parts[1] ?? '');
  } catch (error) {
    return fail(
      `its settings cannot be read (${error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'bad YAML'}).`,
    );
  }
  const front = FrontMatter.safeParse(settings);
  if (!front.success) return fail(said(front.error));
  const { name, role, about, description, tools, disallowedTools, model, colour, color } = front.data;
  const isOthers = about === undefined && description !== undefined;
  const found = toolsOf(tools, disallowedTools, known);
  const profile = Profile.safeParse({
    name: isOthers ? shortened(name) : name,
    role: role ?? 'executor',
    about: about ?? firstSentence(description ?? ''),
    tools: found.tools,
    model: modelOf(model),
    colour: colour ?? colourNamed(color) ?? colourOf(id),
    instructions: (parts[2] ?? '').trim(),
  });
  if (!profile.success) return fail(said(profile.error));
  return { ok: true, id, profile: profile.data, leftOut: found.leftOut };
}

/** The teammate a role file of this name belongs to; null = the name holds no letter or digit. */
export function teammateIdOf(file: string): string | null {
  const slug = slugOf(baseName(file).replace(/\.(?:md|markdown)$/i, ''));
  return slug === '' ? null : `tm_${slug}`;
}

/** Writes a profile as a role file; `parseRole` of it gives the same profile. */
export function roleMarkdown(profile: Profile): string {
  const { instructions, ...settings } = profile;
  return `---\n${stringify(settings, { lineWidth: 0 })}---\n${instructions}\n`;
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

/** Other programs allow longer names: cut at a word where there is one. */
function shortened(name: string): string {
  if (name.length <= maxNameChars) return name;
  const cut = name.slice(0, maxNameChars);
  return cut.replace(/[\s_-]+[^\s_-]*$/, '') || cut;
}

function colourOf(id: string): number {
  return [...id.replace(/^tm_/, '')].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) % 6, 0);
}

const wishes: Record<string, string> = {
  name: `name is missing or wrong: a name of 1 to ${maxNameChars} characters`,
  role: `role must be one of: ${Role.options.join(', ')}`,
  tools: 'tools is wrong: a list of at most 60 tool names',
  disallowedTools: 'disallowedTools is wrong: a list of tool names',
  model: 'model is wrong: the name of a model, or default',
  colour: 'colour is wrong: a whole number from 0 to 5',
  description: 'description is wrong: a few words of text',
};

/** Names the first wrong setting in words. */
function said(error: z.ZodError): string {
  const [issue] = error.issues;
  const at = String(issue?.path[0] ?? '');
  const isLong = issue?.code === 'too_big';
  if (at === 'instructions')
    return isLong
      ? 'its instructions are longer than 20,000 characters.'
      : 'its instructions are missing: write them below the second ---.';
  if (at === 'about')
    return isLong
      ? 'its setting about is longer than 200 characters: one line is enough.'
      : 'its setting about is missing: one line on what this teammate is good for.';
  const wish = wishes[at];
  return wish === undefined ? 'its settings must hold lines such as "name: Maya".' : `its setting ${wish}.`;
}
