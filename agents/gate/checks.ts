/** Decides the checks of a result by code, from what is really on disk. Pure: bytes come in as text. */
import type { Check, CheckResult, Citation, Verdict } from '../domain/schema.ts';
import { citedMemory, parseCitations } from '../lib/text/citations.ts';
import { failed, open, passed, type Outcome } from './checks/outcome.ts';
import { quotes } from './checks/quotes.ts';
import { fieldsOf, totalOf } from './checks/tables.ts';

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
  /** What the programs that were run came to, by check; left out = none was. */
  ran?: ReadonlyMap<string, Outcome>;
  /** What a colleague who looked at it says, by check; left out = nobody did. */
  reviewed?: ReadonlyMap<string, Outcome>;
  /** What the result says in words; it counts as a result only where no check needs a file. */
  summary?: string;
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

/** A file of the work folder, however a person or a teammate writes its path. */
export function fileAt(files: readonly MadeFile[], wanted: string): MadeFile | undefined {
  const plain = wanted.replace(/^\.?\//, '').replace(/^work\//, '');
  return files.find(({ path }) => path === plain);
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
    case 'exists': {
      const found = fileAt(input.files, check.path);
      if (!found) return failed(`${check.path} was not written`);
      return found.bytes > 0 ? passed(`${found.path} is there`) : failed(`${found.path} is empty`);
    }
    case 'schema':
      return fieldsOf(check, fileAt(input.files, check.path));
    case 'total':
      return totalOf(check, fileAt(input.files, check.path), input.sources);
    case 'command':
      return input.ran?.get(check.id) ?? open('No program was run: it cannot be run safely here');
    case 'reviewer':
      return input.reviewed?.get(check.id) ?? open('No colleague has looked at it');
    case 'requirement':
      return input.reviewed?.get(check.id) ?? open('Only a person can judge this');
  }
}

function made(files: readonly MadeFile[]): Outcome {
  const filled = files.filter((file) => file.bytes > 0 && (file.text === null || file.text.trim() !== ''));
  if (filled.length === 0)
    return failed('No file was written into the work folder. Write the result with write_file, then finish.');
  return passed(filled.length === 1 ? `${filled[0]?.path} was written` : `${filled.length} files were written`);
}

/**
 * `passed` = no check failed and every one that code can decide was decided. A line only a person can judge is listed as
 * not checked and does not change that; a result of which nothing but its existence was checked is `passed` only if nothing else could be.
 */
function verdictOf(results: readonly CheckResult[], { checks, files, summary = '' }: CheckInput): Verdict {
  if (!files.some((file) => file.bytes > 0) && !isAnswer(summary, checks)) return 'nothing';
  if (results.some((result) => result.outcome === 'failed')) return 'failed';
  const byCode = results.filter((_, index) => checks[index]?.kind !== 'requirement');
  return byCode.length > 0 && byCode.every((result) => result.outcome === 'passed') ? 'passed' : 'not-checked';
}

const needFiles: readonly Check['kind'][] = [
  'artifact',
  'contains',
  'maxWords',
  'exists',
  'schema',
  'total',
  'command',
];

/** A sentence is a result where nobody asked for a file. */
function isAnswer(summary: string, checks: readonly Check[]): boolean {
  const words = summary.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length >= 3 && !checks.some((check) => needFiles.includes(check.kind));
}
