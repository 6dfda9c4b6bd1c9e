/** Writes the page with the recipe that serves, within the words that are allowed. */
import { makeFootnotes, renderPage, type Deliverable } from './deliverable.ts';
import type { Desk, Detail } from './desk.ts';
import { withKnown } from './known.ts';
import { chooseRecipe } from './recipe-choice.ts';
import { nothingPage, nothingToRead } from './recipes/nothing.ts';

const details: readonly Detail[] = ['full', 'normal', 'short', 'bare'];

/** The page as Markdown and the summary for the hand-in. Too long for the word limit = written again with less. */
export function writePage(desk: Desk): { text: string; summary: string } {
  const why = nothingToRead(desk);
  const limit = wordLimit(desk);
  const from = desk.intent.length === 'full' ? 0 : desk.intent.length === 'short' ? 2 : 1;
  let page = { text: '', summary: '' };
  for (const detail of details.slice(from)) {
    const footnotes = makeFootnotes();
    const deliverable: Deliverable =
      why === null ? chooseRecipe(desk).compose(desk, footnotes, detail) : nothingPage(desk, why, footnotes);
    const whole = withKnown(deliverable, desk, footnotes);
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
