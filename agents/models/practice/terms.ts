/** What contracts and notes say of ends and notice: which date of a sentence is an end, which period a notice. Pure. */
import { dayBefore, datesIn, periodsIn, type Period } from '../../lib/text/dates.ts';
import type { Sentence } from './sentences.ts';

export interface EndFound {
  iso: string;
  sentence: Sentence;
  /** What the date is called where it stands. */
  kind: 'end' | 'renewal';
}

// Between the word and the date only small words may stand, or "a renewal to our board on 15 January" would be an end date.
const small =
  '(?:\\s*[:,–-]\\s*|\\s+(?:date|on|is|at|by|the|of|due|will|be|for|from|it|this|that|contract|agreement|ran|now)\\b)*\\s*[:,–-]?\\s*$';
const endBefore = new RegExp(
  `\\b(?:expir(?:es|y|ation|ing|ed?)|end(?:s|ing|ed)?|runs? out|running out|until|terminat(?:es|ion)|valid (?:to|through)|through)${small}`,
  'i',
);
const renewalBefore = new RegExp(`\\brenew(?:al|s|ed|able)?${small}`, 'i');
const rangeBefore = /(?:19|20)\d{2}\s*(?:to|until|till|through|[–-])\s*(?:the\s+)?$/i;

/** The end or renewal date a sentence states; null = none. */
export function endIn(sentence: Sentence): EndFound | null {
  for (const date of datesIn(sentence.text)) {
    const before = sentence.text.slice(0, date.at);
    if (endBefore.test(before) || rangeBefore.test(before)) return { iso: date.iso, sentence, kind: 'end' };
    if (renewalBefore.test(before)) return { iso: date.iso, sentence, kind: 'renewal' };
  }
  return null;
}

export interface NoticeFound {
  period: Period;
  sentence: Sentence;
}

/** The notice period a sentence states: the period nearest to the word; null = none. */
export function noticeIn(sentence: Sentence): NoticeFound | null {
  const word = /\b(?:notice|cancel(?:lation|led|ed)?|terminated?)\b/i.exec(sentence.text);
  if (!word) return null;
  const near = periodsIn(sentence.text)
    .map((period) => ({
      period,
      far:
        period.at > word.index
          ? period.at - (word.index + word[0].length)
          : word.index - (period.at + period.text.length),
    }))
    .toSorted((a, b) => a.far - b.far)[0];
  return near && near.far <= 30 ? { period: near.period, sentence } : null;
}

/** The best of the ends found: a labelled line beats a sentence, an end beats a renewal. */
export function bestEnd(sentences: readonly Sentence[]): EndFound | null {
  const rank = (end: EndFound) => (end.kind === 'end' ? 2 : 0) + (/^[^.]{2,30}:/.test(end.sentence.text) ? 1 : 0);
  return sentences.flatMap((sentence) => endIn(sentence) ?? []).toSorted((a, b) => rank(b) - rank(a))[0] ?? null;
}

export function bestNotice(sentences: readonly Sentence[]): NoticeFound | null {
  const rank = (notice: NoticeFound) => (/^notice[^.]{0,20}:/i.test(notice.sentence.text) ? 1 : 0);
  return sentences.flatMap((sentence) => noticeIn(sentence) ?? []).toSorted((a, b) => rank(b) - rank(a))[0] ?? null;
}

/** The last day on which notice is in time, reckoned back from the end. */
export function lastNoticeDay(end: EndFound | null, notice: NoticeFound | null): string | null {
  return end && notice ? dayBefore(end.iso, notice.period) : null;
}

/** A sentence that names a price. */
export function priceIn(sentences: readonly Sentence[]): Sentence | null {
  const money = /(?:[$€£]\s?\d|\d\s?(?:USD|EUR|GBP|CHF|dollars|euros?|pounds)\b)/;
  const priced = sentences.filter((sentence) => money.test(sentence.text));
  return (
    priced.find((sentence) => /\b(?:price|rent|fee|cost|premium|rate|charge)\b/i.test(sentence.text)) ??
    priced[0] ??
    null
  );
}

/** A sentence that says what happens without notice. */
export function extensionIn(sentences: readonly Sentence[]): Sentence | null {
  return (
    sentences.find((sentence) =>
      /\b(?:automatic\w*|extended|renews|is renewed|go(?:es)? on|ends by itself|rolls? over|tacit)/i.test(
        sentence.text,
      ),
    ) ?? null
  );
}
