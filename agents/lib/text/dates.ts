/** Dates and periods as people write them in English; a date is `YYYY-MM-DD`, so that it sorts as text. */

interface DateFound {
  iso: string;
  /** As written. */
  text: string;
  at: number;
}

/** In lower case, January first. */
export const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
/** The source of a pattern that takes the name of a month. */
export const monthPattern =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const patterns: [pattern: RegExp, read: (parts: string[]) => [year: number, month: number, day: number]][] = [
  [/\b((?:19|20)\d{2})-(\d{2})-(\d{2})\b/g, ([y, m, d]) => [Number(y), Number(m), Number(d)]],
  [
    new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${monthPattern},? ((?:19|20)\\d{2})\\b`, 'gi'),
    ([d, m, y]) => [Number(y), monthOf(m), Number(d)],
  ],
  [
    new RegExp(`\\b${monthPattern} (\\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\\d{2})\\b`, 'gi'),
    ([m, d, y]) => [Number(y), monthOf(m), Number(d)],
  ],
  [/\b(\d{1,2})\.(\d{1,2})\.((?:19|20)\d{2})\b/g, ([d, m, y]) => [Number(y), Number(m), Number(d)]],
  // Day or month first cannot be told unless one is above twelve; day first is then a guess nobody should make, so such dates are left.
  [
    /\b(\d{1,2})\/(\d{1,2})\/((?:19|20)\d{2})\b/g,
    ([a, b, y]) =>
      Number(a) > 12
        ? [Number(y), Number(b), Number(a)]
        : Number(b) > 12 || a === b
          ? [Number(y), Number(a), Number(b)]
          : [0, 0, 0],
  ],
];

/** The number of a month by its name, 1 to 12. */
export function monthOf(name: string | undefined): number {
  return monthNames.findIndex((full) => full.startsWith((name ?? '').toLowerCase().replace(/\.$/, '').slice(0, 3))) + 1;
}

/** Every full date in a text, in order. */
export function datesIn(text: string): DateFound[] {
  const found: DateFound[] = [];
  for (const [pattern, read] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const [y, m, d] = read(match.slice(1));
      const date = new Date(Date.UTC(y, m - 1, d));
      if (y > 0 && date.getUTCMonth() === m - 1 && date.getUTCDate() === d)
        found.push({ iso: isoOf(date), text: match[0], at: match.index });
    }
  }
  return found
    .toSorted((a, b) => a.at - b.at)
    .filter((date, index, all) => index === 0 || date.at > (all[index - 1]?.at ?? -1));
}

function isoOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** `2027-03-31` as `31 March 2027`; anything else as it is. */
export function longDate(iso: string): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso.trim());
  const name = monthNames[Number(found?.[2]) - 1];
  return found && name ? `${Number(found[3])} ${name.charAt(0).toUpperCase()}${name.slice(1)} ${found[1]}` : iso;
}

export interface Period {
  count: number;
  unit: 'day' | 'week' | 'month' | 'year';
  text: string;
  at: number;
}

const words: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fourteen: 14,
  thirty: 30,
  sixty: 60,
  ninety: 90,
};

/** Every period in a text: `30 days`, `six months’`, `90-day`. */
export function periodsIn(text: string): Period[] {
  const pattern = new RegExp(
    `\\b(\\d{1,3}|${Object.keys(words).join('|')})(?:\\s*\\(\\d{1,3}\\))?[\\s-]+(?:calendar\\s+|working\\s+|business\\s+)?(day|week|month|year)s?\\b`,
    'gi',
  );
  return [...text.matchAll(pattern)].map((match) => ({
    count: words[(match[1] ?? '').toLowerCase()] ?? Number(match[1]),
    unit: (match[2] ?? 'day').toLowerCase() as Period['unit'],
    text: match[0],
    at: match.index,
  }));
}

/** The day a period before a date. A month before the last day of a month is the last day of the month before. */
export function dayBefore(iso: string, period: Pick<Period, 'count' | 'unit'>): string {
  const date = new Date(`${iso}T00:00:00Z`);
  if (period.unit === 'day' || period.unit === 'week') {
    date.setUTCDate(date.getUTCDate() - period.count * (period.unit === 'week' ? 7 : 1));
    return isoOf(date);
  }
  const back = period.count * (period.unit === 'year' ? 12 : 1);
  const lastOf = (y: number, m: number) => new Date(Date.UTC(y, m + 1, 0)).getUTCDate();
  const isLast = date.getUTCDate() === lastOf(date.getUTCFullYear(), date.getUTCMonth());
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back, 1));
  const last = lastOf(first.getUTCFullYear(), first.getUTCMonth());
  first.setUTCDate(isLast ? last : Math.min(date.getUTCDate(), last));
  return isoOf(first);
}
