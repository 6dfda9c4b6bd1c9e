/** How a big brief is cut into parts: what is found out side by side, then written, reviewed and kept. Pure. */
import { stemOf, wordsOf } from '../../../lib/text/fold.ts';
import { topicTerms, understand } from '../brief.ts';
import type { Desk } from '../desk.ts';
import { pathStems } from '../desk.ts';
import { withoutWishes } from '../wishes.ts';

/** A part as `plan_parts` takes it. */
export interface PartArgs {
  key: string;
  title: string;
  brief: string;
  role: string;
  teammate?: string;
  needs: string[];
  inputs: string[];
  checks: Record<string, unknown>[];
  caps: Record<string, unknown>;
}

const kinds =
  'letter|report|memo|e-?mail|note|briefing|brief|page|proposal|summary|document|overview|article|speech|offer';
/** “… and then write a letter to …”: from the verb to the end of its sentence. */
const writing = new RegExp(
  `(?:,?\\s*\\b(?:and then|then|and)\\s+)?(?:\\bplease\\s+)?\\b(?:write|draft|prepare|compose|put together)\\s+([^.?!\\n]*?\\b(${kinds})\\b[^.?!\\n]*)[.!]?`,
  'i',
);
const wantsPlan =
  /\b(?:plan (?:this|it)|break (?:this|it) (?:down|up)|split (?:this|it)(?: up)?|cut (?:this|it) into parts|as a team|with the (?:whole )?team)\b[:,.]?/i;
const maxSubjects = 4;

/** True for work of several people: a plan is asked for, several questions are, or something is to be found out and then written. */
export function isBig(brief: string): boolean {
  const text = withoutWishes(brief);
  if (wantsPlan.test(text)) return true;
  if ((text.match(/\?(?=\s|$)/g) ?? []).length >= 2) return true;
  return writing.test(text) && clausesOf(text.replace(writing, ' ')).length > 0;
}

/** The parts of a brief; the files named in `inputs` exist, for they were listed. */
export function partsOf(desk: Desk): PartArgs[] {
  const brief = withoutWishes(desk.state.brief).slice(0, 12_000);
  const subjects = subjectsOf(brief);
  const asked = writing.exec(brief);
  const kind = (asked?.[2] ?? 'page').toLowerCase().replace('-', '');
  const file = `${kind === 'brief' ? 'result' : kind}.md`;
  const thing = asked?.[1]?.trim() ?? 'one page that answers the brief';
  const research = subjects.map((subject, index): PartArgs => ({
    key: `research-${index + 1}`,
    title: understand(subject).title,
    // Whoever writes it up needs all of it: nobody has to be asked for whom it is.
    brief: `${subject}${/[.?!]$/.test(subject) ? '' : '.'}\n\nIn detail.`,
    role: 'researcher',
    needs: [],
    inputs: inputsOf(desk, subject),
    checks: desk.state.hasFolder ? [{ kind: 'citations', label: 'Every quote stands in its file' }] : [],
    caps: {},
  }));
  const limit = /\b(?:at most|no more than|not more than|under|up to|within)\s+(\d{2,5})\s+words\b/i.exec(brief)?.[1];
  return [
    ...research,
    {
      key: 'write',
      title: `Write ${thing}`.slice(0, 120),
      brief: `Write ${thing}.\nBuild on what the research parts found, with their footnotes. Write it to work/${file}.\n\nThe whole brief: ${brief}`,
      role: 'executor',
      needs: research.map(({ key }) => key),
      inputs: [],
      checks: [
        { kind: 'exists', path: file, label: `${file} was written` },
        ...(limit === undefined ? [] : [{ kind: 'maxWords', words: Number(limit), label: `At most ${limit} words` }]),
      ],
      caps: {},
    },
    {
      key: 'review',
      title: 'Check it against its sources',
      brief: `Check ${file} against the sources it quotes and against the brief: ${brief}`,
      role: 'reviewer',
      needs: ['write'],
      inputs: [],
      checks: [],
      caps: {},
    },
    {
      key: 'remember',
      title: 'Keep what was established',
      brief: `Keep for later tasks what ${file} establishes, each statement with its source. Keep nothing the review did not pass.`,
      role: 'memory manager',
      needs: ['write', 'review'],
      inputs: [],
      checks: [],
      caps: {},
    },
  ];
}

/** Two to four things to find out, no two alike. */
export function subjectsOf(brief: string): string[] {
  const asked = writing.exec(brief)?.[1] ?? '';
  const found = clausesOf(brief.replace(wantsPlan, ' ').replace(writing, ' '));
  const about = /\b(?:on|about|of|regarding)\s+(.+)$/i.exec(asked)?.[1] ?? asked;
  const clauses = found.length > 0 ? found : clausesOf(about);
  if (clauses.length > maxSubjects)
    return [...clauses.slice(0, maxSubjects - 1), clauses.slice(maxSubjects - 1).join(' ')];
  const [only = understand(brief).title] = clauses;
  if (clauses.length > 1) return clauses;
  const each = byName(only);
  return each.length > 1
    ? each.slice(0, maxSubjects)
    : [only, `Where do the files contradict each other about ${topicOf(only.replace(/\bfind out\b/i, ''))}?`];
}

const verbs =
  'what|which|who|whom|how|when|where|why|whether|find|check|compare|list|look|read|collect|gather|summari[sz]e|tell|research';

/** “… and what do they cost”, “… and why” are nothing by themselves: they stay with what they speak of. */
const leaning = /\b(?:they|them|their|those|these)\b/i;

function joined(clauses: string[], clause: string): string[] {
  const before = clauses.at(-1);
  if (
    before === undefined ||
    !(leaning.test(clause) || topicTerms(clause).length === 0 || /^why\b.{0,3}$/i.test(clause))
  )
    return [...clauses, clause];
  return [
    ...clauses.slice(0, -1),
    `${before.replace(/[?.!]+$/, '')}, and ${clause.charAt(0).toLowerCase()}${clause.slice(1)}`,
  ];
}

function clausesOf(text: string): string[] {
  const clauses = text
    .split(new RegExp(`(?<=[?.!])\\s+|\\n+|;\\s*|,?\\s+and\\s+(?:then\\s+)?(?=(?:${verbs})\\b)`, 'i'))
    .map((clause) =>
      clause
        .replace(/^[\s\-*:,.]+|^\s*(?:and|then|first|also|next|please|finally)\b[,:]?\s*/gi, '')
        .replace(/[\s,;:.!-]+$/, '')
        .trim(),
    )
    .filter((clause) => clause !== '')
    .reduce<string[]>(joined, [])
    .filter((clause) => topicTerms(clause).length > 0);
  const seen = new Map(clauses.map((clause) => [topicTerms(clause).toSorted().join(' '), clause]));
  return [...seen.values()].map((clause) => clause.charAt(0).toUpperCase() + clause.slice(1));
}

/** “… of Greywick and Saltmarsh” as one clause for each name. */
function byName(clause: string): string[] {
  const one = '\\p{Lu}[\\p{L}\\p{N}’&-]*(?:\\s+\\p{Lu}[\\p{L}\\p{N}’&-]*)*';
  const found = new RegExp(`(?<=^|\\s)${one}(?:,\\s+${one})*,?\\s+and\\s+${one}`, 'u').exec(clause)?.[0];
  if (found === undefined) return [];
  // The first word of a clause is large whether it is a name or not.
  const [first = ''] = found.split(/\s/, 1);
  const listed = !isTopic(first, clause) ? found.slice(first.length + 1) : found;
  const names = listed.split(/,\s+(?:and\s+)?|\s+and\s+/).filter((name) => name !== '');
  return names.map((name) => clause.replace(listed, name));
}

/** The words of a clause that say what it is about. */
function topicOf(clause: string): string {
  return clause
    .split(/[^\p{L}\p{N}’'-]+/u)
    .filter((word) => isTopic(word, clause))
    .join(' ');
}

/** Asked within its clause: a small word alone would count for want of others. */
function isTopic(word: string, clause: string): boolean {
  const terms = topicTerms(clause);
  return wordsOf(word).some((part) => terms.includes(stemOf(part)));
}

function inputsOf(desk: Desk, subject: string): string[] {
  const terms = topicTerms(subject);
  return desk.knowledge.files
    .filter(({ path }) => pathStems(path).some((stem) => terms.includes(stem)))
    .map(({ path }) => path)
    .slice(0, 10);
}

/** The parts of a saved plan, for this brief; null = it cannot be read as one. */
export function savedParts(json: string, brief: string): PartArgs[] | null {
  let plan: unknown;
  try {
    plan = JSON.parse(json.slice(json.search(/[[{]/)));
  } catch {
    return null;
  }
  const list = isRecord(plan) ? plan.parts : plan;
  if (!Array.isArray(list)) return null;
  const parts = list.flatMap((part: unknown): PartArgs[] => {
    if (!isRecord(part)) return [];
    const { key, title, brief: old, role, teammate, needs, inputs, checks, caps } = part;
    if (typeof key !== 'string' || typeof title !== 'string' || typeof old !== 'string' || typeof role !== 'string')
      return [];
    return [
      {
        key,
        title,
        brief: old.includes(brief) ? old : `${old}\n\nThe task this time: ${brief}`.slice(0, 16_000),
        role,
        ...(typeof teammate === 'string' ? { teammate } : {}),
        needs: texts(needs),
        inputs: texts(inputs),
        checks: Array.isArray(checks) ? checks.filter(isRecord).map(withoutId) : [],
        caps: isRecord(caps) ? caps : {},
      },
    ];
  });
  return parts.length === 0 ? null : parts;
}

function withoutId({ id: _id, ...check }: Record<string, unknown>): Record<string, unknown> {
  return check;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
