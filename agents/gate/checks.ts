/** Decides the checks of a result by code, from what is really on disk. Pure: bytes come in as text. */
import type { Check, CheckResult, Citation, Verdict } from '../domain/schema.ts';
import { citedMemory, parseCitations, quoteStands } from '../lib/text/citations.ts';

/** A deliverable as the checks see it. `text: null` = it is not text. */
export interface MadeFile {
  path: string;
  bytes: number;
  text: string | null;
}

/** A cited source: what stands in it, raw and as a person reads it; null = it does not exist, is not text, or is a memory nobody gave the task. */
export type SourceText = { raw: string; readable: string } | null;

export interface CheckInput {
  checks: readonly Check[];
  files: readonly MadeFile[];
  /** Cited files and memories by what the result calls them. */
  sources: ReadonlyMap<string, SourceText>;
  /** False: the folder holds nothing a quote could be taken from. */
  folderHasText: boolean;
}

/** Every citation of all deliverables, in order, each once. */
export function citationsOf(files: readonly MadeFile[]): Citation[] {
  const seen = new Map<string, Citation>();
  for (const file of files) {
    for (const citation of file.text === null ? [] : parseCitations(file.text))
      seen.set(`${citation.file}\n${citation.quote}`, citation);
  }
  return [...seen.values()];
}

export function runChecks(input: CheckInput): { results: CheckResult[]; verdict: Verdict; citations: Citation[] } {
  const citations = citationsOf(input.files);
  const ofMemory = citations.filter(({ file }) => citedMemory(file) !== null);
  const isImplied = ofMemory.length > 0 && !input.checks.some((check) => check.kind === 'citations');
  const checks = isImplied ? [...input.checks, memoryCheck] : input.checks;
  const results = checks.map((check): CheckResult => ({
    checkId: check.id,
    label: check.label,
    ...decide(check, check === memoryCheck ? ofMemory : citations, input),
  }));
  return { results, verdict: verdictOf(results, { ...input, checks }), citations };
}

/** A task without a folder has no check of its quotes; what it takes from memory is checked all the same. */
const memoryCheck: Check = { id: 'memory', kind: 'citations', label: 'Every quote stands in what the team knows' };

type Outcome = Pick<CheckResult, 'outcome' | 'evidence'>;

function decide(check: Check, citations: readonly Citation[], input: CheckInput): Outcome {
  switch (check.kind) {
    case 'artifact':
      return made(input.files);
    case 'citations':
      return quotes(citations, input);
    case 'contains': {
      const found = input.files.find((file) => file.text?.toLowerCase().includes(check.text.toLowerCase()));
      return found ? passed(`Found in ${found.path}`) : failed(`“${check.text}” stands in none of the files made`);
    }
    case 'maxWords': {
      const words = Math.max(0, ...input.files.map((file) => file.text?.split(/\s+/).filter(Boolean).length ?? 0));
      return words <= check.words
        ? passed(`${words} words`)
        : failed(`${words} words, at most ${check.words} were asked for`);
    }
    case 'exists':
    case 'schema':
    case 'total':
    case 'command':
    case 'reviewer':
      return { outcome: 'not-checked', evidence: 'Nothing here can decide this yet' };
    case 'requirement':
      return { outcome: 'not-checked', evidence: 'Only a person can judge this' };
  }
}

function made(files: readonly MadeFile[]): Outcome {
  const filled = files.filter((file) => file.bytes > 0 && (file.text === null || file.text.trim() !== ''));
  if (filled.length === 0)
    return failed('No file was written into the work folder. Write the result with write_file, then finish.');
  return passed(filled.length === 1 ? `${filled[0]?.path} was written` : `${filled.length} files were written`);
}

function quotes(citations: readonly Citation[], input: CheckInput): Outcome {
  if (citations.length === 0) {
    if (!input.folderHasText)
      return { outcome: 'not-checked', evidence: 'The folder holds no text a quote could come from' };
    return failed('The result quotes no file. Cite each fact with a footnote: [^1]: path: "exact words".');
  }
  const broken = citations.filter((citation) => {
    const source = input.sources.get(citation.file);
    return !source || !quoteStands(citation.quote, source.raw, source.readable);
  });
  if (broken.length === 0)
    return passed(`${citations.length} of ${citations.length} quotes found in ${wheres(citations)}`);
  const first = broken.slice(0, 3).map(({ file, quote }) => {
    const isStrange = citedMemory(file) !== null && !input.sources.get(file);
    return `“${quote.slice(0, 80)}” in ${file}${isStrange ? ', which is no memory this task was given' : ''}`;
  });
  const named = broken.every(({ file }) => citedMemory(file) === null) ? 'file' : 'source';
  return failed(`${broken.length} of ${citations.length} quotes are not in the ${named} named: ${first.join('; ')}`);
}

function wheres(citations: readonly Citation[]): string {
  const memories = citations.filter(({ file }) => citedMemory(file) !== null).length;
  if (memories === 0) return 'their files';
  return memories === citations.length ? 'what the team knows' : 'their files and in what the team knows';
}

function passed(evidence: string): Outcome {
  return { outcome: 'passed', evidence };
}

function failed(evidence: string): Outcome {
  return { outcome: 'failed', evidence };
}

/**
 * `passed` = no check failed and every one that code can decide was decided. A line only a person can judge is listed as
 * not checked and does not change that; a result of which nothing but its existence was checked is `passed` only if nothing else could be.
 */
function verdictOf(results: readonly CheckResult[], { checks, files }: CheckInput): Verdict {
  if (!files.some((file) => file.bytes > 0)) return 'nothing';
  if (results.some((result) => result.outcome === 'failed')) return 'failed';
  const byCode = results.filter((_, index) => checks[index]?.kind !== 'requirement');
  return byCode.length > 0 && byCode.every((result) => result.outcome === 'passed') ? 'passed' : 'not-checked';
}
