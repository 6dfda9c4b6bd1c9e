/** Decides what a colleague's opinion is worth: code looks up every quote in it. Pure. */
import type { Check, Opinion } from '../../domain/schema.ts';
import { quoteStands } from '../../lib/text/citations.ts';
import { fileAt, type MadeFile, type SourceText } from '../checks.ts';
import { failed, open, passed, type Outcome } from './outcome.ts';
import { plainPath } from './tables.ts';

export interface OpinionInput {
  checks: readonly Check[];
  opinion: Opinion | null;
  /** Why there is none; '' = there is one. */
  silence: string;
  /** The reviewer, as a person knows them. */
  name: string;
  files: readonly MadeFile[];
  sources: ReadonlyMap<string, SourceText>;
}

/** The line that stands for a review nobody asked for by name. */
export const askedReview: Check = {
  id: 'review',
  kind: 'reviewer',
  label: 'A colleague finds it ready',
  teammateId: null,
};

export interface Reviewed {
  /** By check. */
  outcomes: Map<string, Outcome>;
  /** The verdict, when it is borne out; null = it is worth nothing. */
  verdict: Opinion['verdict'] | null;
}

export function judgeOpinion({ checks, opinion, silence, name, files, sources }: OpinionInput): Reviewed {
  const outcomes = new Map<string, Outcome>();
  const reviews = checks.filter((check) => check.kind === 'reviewer');
  const all = (outcome: Outcome): Reviewed['outcomes'] => {
    for (const { id } of reviews) outcomes.set(id, { ...outcome, by: 'reviewer' });
    return outcomes;
  };
  if (!opinion) return { outcomes: all(open(`${name}: ${silence}`)), verdict: null };
  const quoted = opinion.findings.filter(({ source }) => source !== null);
  const wrong = quoted.filter(({ source }) => source && !stands(source, files, sources));
  for (const { checkId, isGood, text, source } of opinion.findings) {
    const check = checks.find(({ id, kind }) => id === checkId && kind === 'requirement');
    if (!check || outcomes.get(check.id)?.outcome === 'failed') continue;
    const isSeen = source !== null && stands(source, files, sources);
    const said = `${name}: ${text}`;
    outcomes.set(check.id, {
      ...(isGood ? (isSeen ? passed(said) : open(`${said} Nothing that stands is quoted for it.`)) : failed(said)),
      by: 'reviewer',
    });
  }
  if (opinion.verdict === 'not-ready') {
    const bad = opinion.findings.filter(({ isGood }) => !isGood).map(({ text }) => text);
    return { outcomes: all(failed(`${name} finds it not ready: ${bad.join(' ')}`)), verdict: 'not-ready' };
  }
  if (quoted.length === 0)
    return {
      outcomes: all(open(`${name} finds it ready and quotes nothing: nobody can tell what was looked at`)),
      verdict: null,
    };
  if (wrong.length > 0) {
    const [first] = wrong;
    const where = first?.source ? `“${first.source.quote.slice(0, 80)}” in ${first.source.file}` : '';
    return {
      outcomes: all(
        open(`${name} finds it ready, but ${wrong.length} of ${quoted.length} quotes are not there: ${where}`),
      ),
      verdict: null,
    };
  }
  const small = opinion.verdict === 'small-changes' ? ' after small changes' : '';
  return {
    outcomes: all(passed(`${name} finds it ready${small}; ${quoted.length} quotes looked up`)),
    verdict: opinion.verdict,
  };
}

/** Files a finding quotes that are not among those made, as the person's folder names them. */
export function quotedFiles(opinion: Opinion | null): string[] {
  return (opinion?.findings ?? []).flatMap(({ source }) => (source ? [plainPath(source.file)] : []));
}

/** A reviewer sees the author's files under `given/`, and the person's under `files/`. */
function stands(
  { file, quote }: { file: string; quote: string },
  files: readonly MadeFile[],
  sources: ReadonlyMap<string, SourceText>,
): boolean {
  const made = fileAt(files, file.replace(/^given\/[^/]+\//, ''));
  if (made?.text != null && quoteStands(quote, made.text, made.text)) return true;
  const source = sources.get(plainPath(file));
  return source ? quoteStands(quote, source.raw, source.readable) : false;
}
