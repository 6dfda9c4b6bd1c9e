/** What the team knows of a brief, for recipes that work on files alone. */
import { mentions } from './brief.ts';
import { saidLines } from './common-parts.ts';
import type { Deliverable, Footnotes } from './deliverable.ts';
import type { Desk } from './desk.ts';
import { choose, queryWeights, score } from './extract.ts';
import type { Sentence } from './sentences.ts';
import { isKnown, teamHeading, teamSource } from './sources.ts';

const most = 4;
/** A sentence that scores less than this share of the best one does not answer the brief. */
export const answersFrom = 0.3;

/** The sentences of memories that answer the brief, ranked among all others; most of them hold two of its words at least. */
export function knownAnswers(desk: Desk): Sentence[] {
  const { terms } = desk.intent;
  const scored = score(desk.sentences, queryWeights(terms, desk.sentences));
  const floor = (scored[0]?.score ?? 0) * answersFrom;
  const known = scored.filter(({ sentence, score: points }) => {
    const text = `${sentence.text} ${sentence.headings.join(' ')}`;
    const held = terms.filter((term) => mentions(text, [term])).length;
    return isKnown(sentence) && points >= floor && held >= Math.min(2, terms.length);
  });
  return choose(known, most);
}

/** The page with what the team knows beside what its recipe found, unless the recipe has told of it; the summary counts it. */
export function withKnown(page: Deliverable, desk: Desk, footnotes: Footnotes): Deliverable {
  const lines = footnotes.known() > 0 ? [] : saidLines(knownAnswers(desk), footnotes);
  const sections = lines.length > 0 ? [{ heading: teamHeading, lines }, ...page.sections] : page.sections;
  const known = footnotes.known();
  return known === 0 ? page : { ...page, sections, summary: `${page.summary} ${known} from ${teamSource}.` };
}
