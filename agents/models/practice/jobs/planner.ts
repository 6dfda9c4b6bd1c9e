/** The planner's job: has a big brief made in parts by colleagues, plans once more what failed, and puts the whole together. */
import { listed } from '../deliverable.ts';
import type { Desk } from '../desk.ts';
import { assembled, filesToRead } from './assemble.ts';
import { openCalls, type Job } from './job.ts';
import { readingCalls } from './made-page.ts';
import { isBig, partsOf, savedParts, type PartArgs } from './parts.ts';
import { partsIn, roundsOf, type Rounds } from './rounds.ts';

const maxRounds = 2;
const maxProposals = 4;

/** Null = the brief is small, or the plan was not wanted: one page does. */
export function plannerJob(desk: Desk): Job | null {
  const { state } = desk;
  const isPlanner = state.role === 'planner' && state.made.length === 0 && state.tools.has('plan_parts');
  if (!isPlanner || (state.savedPlan === null && !isBig(state.brief))) return null;
  const rounds = roundsOf(state);
  const next = nextParts(desk, rounds);
  if (next === null && rounds.calls.length === 0) return null;
  return {
    plan: [
      'See what is in the folder',
      'Cut the work into parts',
      'Have the parts made',
      'Put the whole together',
      'Hand in the result',
    ],
    slug: desk.intent.slug,
    next() {
      const list = state.hasFolder ? openCalls(state, [{ tool: 'list_files', args: { path: 'files' } }]) : [];
      if (list.length > 0 && rounds.calls.length === 0) return { text: 'First the folder.', calls: list, doing: 0 };
      if (next !== null) {
        const text = rounds.calls.length === 0 ? planned(next) : `Planning again what failed: ${titles(next)}.`;
        return {
          text,
          calls: [{ tool: 'plan_parts', args: { parts: next } }],
          doing: rounds.calls.length === 0 ? 1 : 2,
        };
      }
      const reads = readingCalls(desk, filesToRead(rounds));
      return reads.length === 0 ? null : { text: 'Reading what the parts made.', calls: reads, doing: 3 };
    },
    page: () => assembled(desk, rounds),
  };
}

function planned(parts: readonly PartArgs[]): string {
  const side = parts.filter(({ needs }) => needs.length === 0).length;
  return `${parts.length} parts, ${side} of them side by side: ${titles(parts)}.`;
}

function titles(parts: readonly PartArgs[]): string {
  return listed(parts.map(({ title }) => title));
}

/** The parts to hand on now; null = none. A plan that was refused or declined goes back once, without what was in the way. */
function nextParts(desk: Desk, rounds: Rounds): PartArgs[] | null {
  const { state } = desk;
  const proposals = state.calls.filter(({ tool }) => tool === 'plan_parts');
  const last = proposals.at(-1);
  const first = () => (state.savedPlan === null ? null : savedParts(state.savedPlan, state.brief)) ?? partsOf(desk);
  if (!last) return first();
  // Cut off before it was looked at: nothing was said against it.
  if (last.isError && /was not carried out|was interrupted/.test(last.text) && proposals.length < maxProposals)
    return rounds.calls.length === 0 ? first() : again(rounds);
  if (last.isError) {
    const refused = partsIn(last.args);
    const left = without(refused, last.text);
    const isSecond = proposals.filter(({ isError }) => isError).length > 1;
    return isSecond || left.length === refused.length || left.length === 0 ? null : left;
  }
  return rounds.calls.length < maxRounds ? again(rounds) : null;
}

/** The parts without those the words name, by key, title or role, and without what was only there for them. */
function without(parts: readonly PartArgs[], words: string): PartArgs[] {
  const text = words.toLowerCase();
  const isNamed = ({ key, title, role }: PartArgs) =>
    [key, title, role].some((name) => new RegExp(`(?<![\\w-])${escaped(name.toLowerCase())}(?![\\w-])`).test(text));
  const left = parts.filter((part) => !isNamed(part));
  return inside(left);
}

/** Needs of parts that are not there are no needs. */
function inside(parts: readonly PartArgs[]): PartArgs[] {
  const keys = new Set(parts.map(({ key }) => key));
  return parts.map((part) => ({ ...part, needs: part.needs.filter((key) => keys.has(key)) }));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** What failed and what could not begin for it, planned once more: each brief says what is there already and what went wrong. */
function again({ parts, ends }: Rounds): PartArgs[] | null {
  const endOf = new Map(ends.map((made) => [made.key, made]));
  const open = parts.filter(({ key }) => ['failed', 'not begun'].includes(endOf.get(key)?.end ?? ''));
  if (open.length === 0) return null;
  const keys = new Set(open.map(({ key }) => key));
  return inside(open).map(({ teammate: _teammate, ...part }) => {
    const before = parts.find(({ key }) => key === part.key)?.needs.filter((key) => !keys.has(key)) ?? [];
    const made = before.flatMap((key) => endOf.get(key) ?? []).map(({ title, summary }) => `- ${title}: ${summary}`);
    const end = endOf.get(part.key);
    const why = end?.end === 'failed' ? [`The first try failed: ${end.summary}`] : [];
    const known = made.length > 0 ? [`Made already:\n${made.join('\n')}`] : [];
    return { ...part, brief: [part.brief, ...why, ...known].join('\n\n').slice(0, 16_000) };
  });
}
