/** What an erasure took and what is left of it, in sentences. Pure. */
import { plural, t } from '@lingui/core/macro';
import type { ErasureReceipt, ErasureScope } from '../../agents/domain/memory.ts';
import type { MemoryView } from '../../agents/domain/memory-views.ts';

/** One way to choose what goes. */
export interface EraseChoice {
  id: string;
  label: string;
  what: ErasureScope;
}

/** What can be erased beginning from some sentences: these, all about their subject, all a teammate brought. */
export function eraseChoices(memories: readonly MemoryView[], nameOf: (id: string) => string | null): EraseChoice[] {
  const first = memories[0];
  const all: EraseChoice = { id: 'all', label: t`Everything the team knows`, what: { kind: 'all' } };
  if (!first) return [all];
  const memoryIds = memories.map(({ id }) => id);
  const these = plural(memories.length, { one: 'This sentence', other: 'These # sentences' });
  const name = nameOf(first.author);
  const choices: EraseChoice[] = [{ id: 'these', label: these, what: { kind: 'memories', memoryIds } }];
  if (memories.every(({ subjectId }) => subjectId === first.subjectId))
    choices.push({
      id: 'subject',
      label: t`Everything about ${first.subject}`,
      what: { kind: 'subject', memoryId: first.id },
    });
  if (name !== null)
    choices.push({
      id: 'teammate',
      label: t`Everything ${name} brought`,
      what: { kind: 'teammate', teammateId: first.author },
    });
  return [...choices, all];
}

/** True = nothing is left and everything was looked at. */
export function isClean({ searched, hits, unsearched }: ErasureReceipt): boolean {
  return searched && hits.length === 0 && unsearched === 0;
}

/** The receipt, a sentence a line; what is left and where comes first. */
export function receiptLines({ searched, files, hits, unsearched }: ErasureReceipt): string[] {
  const lines: string[] = [];
  if (!searched)
    lines.push(t`It is erased. The files were not searched afterwards, because Muster was ended in between.`);
  else if (hits.length === 0)
    lines.push(plural(files, { one: 'Nothing of it is left in # file.', other: 'Nothing of it is left in # files.' }));
  else
    lines.push(
      plural(hits.length, {
        one: `Words of it were still found in # of ${files} files:`,
        other: `Words of it were still found in # of ${files} files:`,
      }),
    );
  for (const { file, count } of hits) lines.push(t`${file}, ${plural(count, { one: 'once', other: '# times' })}`);
  if (unsearched > 0)
    lines.push(
      plural(unsearched, {
        one: '# word was too short to be searched for.',
        other: '# words were too short to be searched for.',
      }),
    );
  return lines;
}
