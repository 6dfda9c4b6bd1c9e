/** Text without case and accents, for comparing what people mean by the same word: `Tomás` and `TOMAS` are equal. */
export function foldText(text: string): string {
  // Most text is plain letters, for which the long way comes to the same.
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

const stopWords = new Set(
  'a an and are as at be been but by can did do does for from had has have how i in into is it its me my of on or our she so that the their them then there these they this to us was we were what when where which who whose why will with you your'.split(
    ' ',
  ),
);

/** The words of a text, folded, in order, repeated ones included. */
export function wordsOf(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * The distinct words worth looking for: folded, without function words, cut to their stem.
 * A text of nothing but function words keeps them all, so that every question finds something to look for.
 */
export function termsOf(text: string): string[] {
  const words = wordsOf(text);
  const telling = words.filter((word) => !stopWords.has(word));
  return [...new Set((telling.length > 0 ? telling : words).map(stemOf))];
}

/** A light English stem: plural and verb endings off, nothing cleverer. Equal stems are the same word to a search. */
export function stemOf(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|ss|x|z)es$/.test(word)) return word.slice(0, -2);
  if (/[^su]s$/.test(word)) return word.slice(0, -1);
  if (word.length > 5 && word.endsWith('ing')) return undouble(word.slice(0, -3));
  if (word.length > 4 && word.endsWith('ed')) return undouble(word.slice(0, -2));
  return word;
}

function undouble(stem: string): string {
  return /([bdgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem;
}

/** True when two stems are one word to a search: equal, or one is the other with a longer ending (`renew`, `renewal`). */
export function isSameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  // A number is never the beginning of another: item 5 is not item 50.
  return short.length >= 4 && long.length - short.length <= 5 && long.startsWith(short) && !/\d/.test(long);
}
