/** Decides whether what a result quotes stands where it says. */
import type { Citation } from '../../domain/schema.ts';
import { citedMemory, quoteStands } from '../../lib/text/citations.ts';
import type { CheckInput } from '../checks.ts';
import { failed, open, passed, type Outcome } from './outcome.ts';

export function quotes(citations: readonly Citation[], input: Pick<CheckInput, 'sources' | 'folderHasText'>): Outcome {
  if (citations.length === 0) {
    if (!input.folderHasText) return open('The folder holds no text a quote could come from');
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
