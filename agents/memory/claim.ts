/** Names by which code sees that two memories are about the same: a subject, a question about it, an answer. No model normalises them. */
import { termsIn } from './terms.ts';

/** Two spellings of one subject have one name. */
export function subjectName(subject: string): string {
  return plain(subject)
    .replaceAll(/[.,;:!?'"“”‘’()]+/g, '')
    .replace(/^(?:the|a|an) /, '')
    .trim();
}

/** Words that say nothing about what is asked. */
const fillers = new Set(['the', 'of', 'for', 'is', 'a', 'an', 'on', 'at', 'in', 'to']);

/** The question without its subject: "Acme/Renewal date" and "renewal-date of Acme" are one. Empty = it asks nothing. */
export function claimName(subject: string, question: string): string {
  const about = new Set(termsIn(subjectName(subject)));
  const words = plain(question)
    .replaceAll(/[_/#.:-]+/g, ' ')
    .split(' ')
    .filter((word) => !fillers.has(word));
  const terms = termsIn(words.join(' '));
  const own = terms.filter((term) => !about.has(term));
  return (own.length > 0 ? own : terms).toSorted().join(' ');
}

/** An answer as it is compared: case, spaces, closing marks and how a number is grouped do not matter. */
export function valueName(value: string): string {
  return plain(value)
    .replaceAll(/(?<=\d)[,' ](?=\d{3}\b)/g, '')
    .replace(/[.;,!]+$/, '')
    .trim();
}

const fixed =
  /\b(?:birth ?(?:day|date|place)|born|date of birth|founded|founding|incorporated|nationality|maiden name|blood type)\b/;

/** False: a later answer to this question is no news, it is another answer. */
export function isMutable(question: string): boolean {
  return !fixed.test(plain(question).replaceAll(/[_/#.:-]+/g, ' '));
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
