/** Which of two statements that differ is current, by rule: the later one of a question that may change, none where no rule decides. Pure. */
import type { Difference, Reading, Statement } from './difference.ts';

export type Settlement = 'a' | 'b' | 'both' | 'open';

/** `b` is the statement that came in later, which is not to say that it is newer. */
export function settlement(a: Statement, b: Statement, difference: Difference): Settlement {
  if (difference.is !== 'contradiction') return 'both';
  if (difference.isLasting) return 'open';
  const { a: readA, b: readB } = difference.readings;
  const [fromA, fromB] = [validFrom(a, readA), validFrom(b, readB)];
  if (fromA !== null && fromB !== null && fromA !== fromB) return fromA > fromB ? 'a' : 'b';
  // Without two days to compare, the one that says it is news is the news.
  if (readA.isUpdate !== readB.isUpdate && (fromA === null) === (fromB === null)) return readA.isUpdate ? 'a' : 'b';
  return 'open';
}

/** A day inside the text is nearer to the truth than the day of the document it stands in. */
function validFrom({ validFromMs }: Statement, reading: Reading): number | null {
  return reading.validFromMs ?? validFromMs;
}
