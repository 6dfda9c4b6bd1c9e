/** When there are no files to work on: says so, what was looked at, and what the team knows of it all the same. */
import { lookedAt, steerLines } from '../common-parts.ts';
import { counted, listed, type Deliverable, type Footnotes } from '../deliverable.ts';
import { unreadable, type Desk } from '../desk.ts';
import { knownAnswers } from '../known.ts';

/** Why nothing can be said; null = there is text to work on. */
export function nothingToRead(desk: Desk): string | null {
  const { state, knowledge } = desk;
  if (state.brief === '') return 'The task has no brief, so there was nothing to look for.';
  if (!state.hasFolder)
    return 'The task has no folder. Practice only says what stands in files, so it has nothing to say here.';
  if (!state.tools.has('list_files') && !state.tools.has('read_file')) return 'No tool for reading files was given.';
  if (!knowledge.listed) return null;
  if (knowledge.files.length === 0) return 'The folder holds no files.';
  const blind = unreadable(knowledge);
  if (blind.length === knowledge.files.length)
    return `None of the ${counted(blind.length, 'file')} in the folder can be read as text: ${listed(blind.slice(0, 8))}${blind.length > 8 ? ' and others' : ''}.`;
  return null;
}

export function nothingPage(desk: Desk, why: string, footnotes: Footnotes): Deliverable {
  const [first, ...more] = knownAnswers(desk).flatMap((sentence) => footnotes.said(sentence) ?? []);
  const listing = desk.knowledge.listed && desk.knowledge.files.length > 0 ? [lookedAt(desk)] : [];
  return {
    title: desk.intent.title,
    basis: steerLines(desk),
    inShort: first === undefined ? [] : [first, ...more],
    sections: [
      ...listing,
      {
        heading: 'What would help',
        lines: [
          '- A folder with Markdown, text, CSV or HTML files about this.',
          '- Words in the brief that stand in the files: names, months, subjects.',
        ],
      },
    ],
    missing: [why, 'Nothing was made up in its place.'],
    summary: first === undefined ? `Nothing could be found. ${why}` : `${first.replace(/ \[\^\d+\]$/, '')} ${why}`,
  };
}
