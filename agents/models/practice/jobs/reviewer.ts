/** The reviewer's job: opens what colleagues made and every file it quotes, and says what stood and what did not. */
import { citedMemory } from '../../../lib/text/citations.ts';
import { counted, practiceLine, type Footnotes, type Deliverable } from '../deliverable.ts';
import type { Desk } from '../desk.ts';
import { pageWithin } from '../page.ts';
import { cleanText } from '../sentences.ts';
import { goodCalls } from '../state.ts';
import { talkLines } from '../talk.ts';
import { openCalls, type Job } from './job.ts';
import { pagesOf, readingCalls, type MadePage } from './made-page.ts';
import { checkQuotes, checkRequirements, checkSums, type Finding, type Reviewed } from './review-checks.ts';

const maxSources = 16;
const maxFindings = 60;
type Verdict = 'ready' | 'small-changes' | 'not-ready';
const verdictWords: Record<Verdict, string> = {
  ready: 'Ready',
  'small-changes': 'Ready after small changes',
  'not-ready': 'Not ready',
};

/** Null = nothing of a colleague is there to look at. */
export function reviewerJob(desk: Desk): Job | null {
  const { state } = desk;
  const isAsked = state.review !== null;
  if (!isAsked && (state.role !== 'reviewer' || state.made.length === 0)) return null;
  const files = filesToReview(desk);
  const pages = pagesOf(desk, files);
  const sources = [...new Set(pages.flatMap((page) => page.citations.map(({ file }) => file)))]
    .filter((file) => citedMemory(file) === null)
    .slice(0, maxSources);
  return {
    plan: [
      'Open what was made',
      'Open every file it quotes',
      'Check quotes, sums and requirements',
      'Say what was found',
    ],
    slug: 'review',
    next() {
      const reads = readingCalls(desk, files);
      if (reads.length > 0) return { text: 'Opening what was made.', calls: reads, doing: 0 };
      const opened = openCalls(
        state,
        sources.map((file) => ({ tool: 'read_file', args: { path: `files/${file}` } })),
      );
      if (opened.length > 0) return { text: `Opening ${counted(opened.length, 'source')}.`, calls: opened, doing: 1 };
      const isGiven = goodCalls(state.calls, 'give_opinion').length > 0;
      if (!isAsked || isGiven || !state.tools.has('give_opinion')) return null;
      const { verdict, reason, findings } = reviewOf(desk, pages);
      const calls = openCalls(state, [{ tool: 'give_opinion', args: { verdict, findings: told(findings) } }]);
      const text = `${practiceLine} ${verdictWords[verdict]}: ${reason}`;
      return calls.length === 0 ? null : { text, calls, doing: 3, ends: true };
    },
    page: () => pageWithin(desk, (footnotes) => reviewPage(desk, pages, footnotes)),
  };
}

function filesToReview({ state }: Desk): string[] {
  const named = [...(state.review ?? '').matchAll(/^- (given\/.+)$/gm)].map((found) => (found[1] ?? '').trim());
  const given = state.made.flatMap(({ files }) => files);
  return [...new Set([...named, ...given])].filter((path) => /\.(?:md|markdown|txt|csv|html?)$/i.test(path));
}

/** What was wrong first; an opinion has room for so many findings. */
function told(findings: readonly Finding[]): Finding[] {
  const [first, ...others] = findings.toSorted((a, b) => Number(a.isGood) - Number(b.isGood)).slice(0, maxFindings);
  return first ? [{ ...first, text: `${first.text} ${practiceLine}`.slice(0, 1000) }, ...others] : [];
}

interface Review extends Reviewed {
  verdict: Verdict;
  reason: string;
}

function reviewOf(desk: Desk, pages: readonly MadePage[]): Review {
  const quotes = checkQuotes(pages, desk);
  const lines = (desk.state.review ?? '').split('\n');
  const facts = [...quotes.findings, ...checkSums(pages)];
  const required = checkRequirements(lines, pages, quotes);
  const wrong = facts.filter(({ isGood }) => !isGood).length;
  const unmet = required.filter(({ isGood }) => !isGood).length;
  const gaps = pages
    .flatMap((page) => page.sections)
    .filter(({ heading }) => /not (?:be )?(?:found|done)/i.test(heading)).length;
  const good = quotes.findings.length - quotes.findings.filter(({ isGood }) => !isGood).length;
  const findings = [...facts, ...required];
  const give = (verdict: Verdict, reason: string): Review => ({ verdict, reason, findings, open: quotes.open });
  if (pages.length === 0) return give('not-ready', 'there is no page that could be opened.');
  if (wrong > 0) return give('not-ready', `${counted(wrong, 'fact')} did not stand.`);
  if (unmet > 0) return give('not-ready', `${counted(unmet, 'requirement')} ${unmet === 1 ? 'is' : 'are'} not met.`);
  if (good === 0) return give('small-changes', 'it quotes no source, so no fact in it could be checked.');
  if (quotes.open.length > 0)
    return give('small-changes', `not all could be checked: ${quotes.open.slice(0, 3).join('; ')}.`);
  const own = gaps > 0 ? ' What was not found or not done it says itself.' : '';
  return give('ready', `all it quotes stands in the files it names (${good}).${own}`);
}

function reviewPage(desk: Desk, pages: readonly MadePage[], footnotes: Footnotes): Deliverable {
  const { verdict, reason, findings, open } = reviewOf(desk, pages);
  const title = pages.find((page) => page.title !== '')?.title ?? desk.intent.title;
  const line = ({ text, source }: Finding) => {
    const file = source?.file.replace(/^files\//, '') ?? '';
    const mark = source && !file.startsWith('given/') ? footnotes.cite(file, source.quote) : '';
    return `- ${source && mark !== '' ? `“${cleanText(source.quote)}”: ` : ''}${text} ${mark}`.trim();
  };
  const wrong = findings.filter(({ isGood }) => !isGood);
  const right = findings.filter(({ isGood }) => isGood);
  const more = right.length > 12 ? [`- ${counted(right.length - 12, 'more quote')} stood as well.`] : [];
  return {
    title: `Review of ${title.charAt(0).toLowerCase() === title.charAt(0) ? title : `“${title}”`}`,
    basis: talkLines(desk.state),
    inShort: [`**${verdictWords[verdict]}**: ${reason}`],
    sections: [
      { heading: 'What does not stand', lines: wrong.map(line) },
      { heading: 'What was checked and found right', lines: [...right.slice(0, 12).map(line), ...more] },
      {
        heading: 'What practice cannot judge',
        lines: ['- Whether the page says enough, and whether its tone fits. Quotes, sums and words were compared.'],
      },
    ],
    missing: open.map((what) => `${what}.`),
    summary: `${verdictWords[verdict]}: ${reason} ${counted(findings.length, 'point')} checked, ${wrong.length} wrong.`,
  };
}
