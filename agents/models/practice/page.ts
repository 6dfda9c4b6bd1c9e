/** Writes the page with the recipe that serves, within the words that are allowed. */
import { makeFootnotes, renderPage, type Deliverable, type Footnotes } from './deliverable.ts';
import type { Desk, Detail } from './desk.ts';
import { withKnown } from './known.ts';
import { chooseRecipe } from './recipe-choice.ts';
import { planRefused } from './jobs/rounds.ts';
import { nothingPage, nothingToRead } from './recipes/nothing.ts';
import { talkLines } from './talk.ts';

const details: readonly Detail[] = ['full', 'normal', 'short', 'bare'];

export interface Page {
  /** Markdown. */
  text: string;
  /** For the hand-in. */
  summary: string;
}

/** The page of the recipe that serves. */
export function writePage(desk: Desk): Page {
  const why = nothingToRead(desk);
  return pageWithin(desk, (footnotes, detail) => {
    const deliverable: Deliverable =
      why === null ? chooseRecipe(desk).compose(desk, footnotes, detail) : nothingPage(desk, why, footnotes);
    const refused = planRefused(desk.state);
    const missing = refused === null ? deliverable.missing : [...deliverable.missing, refused];
    return withKnown(
      { ...deliverable, basis: [...deliverable.basis, ...talkLines(desk.state)], missing },
      desk,
      footnotes,
    );
  });
}

/** Too long for the word limit = written again with less. */
export function pageWithin(desk: Desk, compose: (footnotes: Footnotes, detail: Detail) => Deliverable): Page {
  const limit = wordLimit(desk);
  const from = desk.intent.length === 'full' ? 0 : desk.intent.length === 'short' ? 2 : 1;
  let page = { text: '', summary: '' };
  for (const detail of details.slice(from)) {
    const footnotes = makeFootnotes();
    const whole = compose(footnotes, detail);
    page = { text: renderPage(whole, footnotes), summary: whole.summary };
    if (limit === null || page.text.split(/\s+/).filter(Boolean).length <= limit) break;
  }
  return page;
}

/** The word limit of the checks or of the brief; null = none. */
function wordLimit(desk: Desk): number | null {
  const texts = [
    ...desk.state.doneMeans,
    ...desk.state.returns.map((back) => back.text),
    ...desk.state.steers.map((steer) => steer.text),
    desk.state.brief,
  ];
  const limits = texts.flatMap((text) =>
    [
      ...text.matchAll(
        /\b(?:at most|no more than|not more than|under|below|max(?:imum)?(?: of)?|up to|within)\s+(\d{2,5})\s+words\b/gi,
      ),
    ].map((found) => Number(found[1])),
  );
  return limits.length === 0 ? null : Math.min(...limits);
}
