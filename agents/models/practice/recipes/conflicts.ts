/** "Where do the files contradict each other?": every point on which files give different values of the same thing. */
import {
  alsoCovered,
  differenceLine,
  differenceQuestion,
  lookedAt,
  settled,
  sidesOf,
  steerLines,
  taughtOf,
} from '../common-parts.ts';
import { counted, listed, markdownTable, type Deliverable } from '../deliverable.ts';
import type { Desk, Recipe } from '../desk.ts';
import { findDifferences, namedThings, type Difference } from '../differences.ts';
import { allDocs } from '../documents.ts';
import { sourceName } from '../sources.ts';

export const conflictsRecipe: Recipe = {
  lookups: () => [],
  question(desk) {
    const first = differencesOf(desk).find((one) => taughtOf(one, desk) === null);
    return first ? differenceQuestion(first, null) : null;
  },
  followUps: (desk) =>
    differencesOf(desk)
      .slice(0, 4)
      .map((difference) => ({ tool: 'search_files', args: { query: difference.entity } })),
  compose(desk, footnotes, detail): Deliverable {
    const all = differencesOf(desk);
    const missing: string[] =
      all.length === 0
        ? [
            `No two of ${counted(desk.knowledge.docs.size, 'file')} were found to give different values. Compared were end and renewal dates and the figures of tables, for everything named in a table or in a file’s title; other contradictions may be there.`,
          ]
        : [];
    const rows = all.map((difference) => {
      const chosen = settled(difference, desk);
      const values = difference.statements.map(
        (one) => `${one.value}, ${sourceName(one.file)} ${footnotes.cite(one.file, one.quote)}`,
      );
      return [
        difference.entity,
        difference.point,
        values.join(' · '),
        chosen ? `${chosen.value} (${chosen.how})` : 'open',
      ];
    });
    const quotes = all.flatMap((difference) =>
      difference.statements.flatMap((one) => (one.sentence ? (footnotes.said(one.sentence) ?? []) : [])),
    );
    return {
      title: desk.intent.title,
      basis: steerLines(desk),
      inShort: all.slice(0, detail === 'bare' ? 3 : 8).map((difference) => differenceLine(difference, footnotes)),
      sections: [
        ...(rows.length === 0
          ? []
          : [
              {
                heading: `Where ${sidesOf(all)} disagree`,
                lines: [markdownTable(['What', 'Point', 'Values', 'What counts'], rows)],
              },
            ]),
        ...(detail === 'bare' || quotes.length === 0
          ? []
          : [{ heading: 'As it is written', lines: [...new Set(quotes)].map((line) => `- ${line}`) }]),
        ...alsoCovered(desk, footnotes, detail, missing),
        ...(detail === 'bare' ? [] : [lookedAt(desk)]),
      ],
      missing,
      summary:
        all.length === 0
          ? 'No contradiction was found among dates and figures; other kinds were not compared.'
          : `${counted(all.length, 'contradiction')} found. ${all
              .slice(0, 2)
              .map(
                (difference) =>
                  `${difference.entity}, ${difference.point.toLowerCase()}: ${listed(difference.statements.map((one) => `${one.value} in ${sourceName(one.file)}`))}.`,
              )
              .join(' ')}`,
    };
  },
};

function differencesOf(desk: Desk): Difference[] {
  const names = allDocs(desk)
    .filter((doc) => doc.end !== null)
    .map((doc) => doc.name)
    .concat(desk.state.memories.map((memory) => memory.subject));
  const things = namedThings(desk.knowledge, names).slice(0, 300);
  return findDifferences(things, things, desk.knowledge, desk.sentences).slice(0, 20);
}
