/** Dates and times of day as people write them, whole or in part: `3 May`, `Q3 2026`, `Friday`, `9 am to 5 pm`. Pure. */
import { datesIn, monthOf, monthPattern } from '../../lib/text/dates.ts';
import type { Found } from './amounts.ts';

/** What is said of a date; what is missing is left open. */
export interface Day {
  type: 'date';
  year?: number;
  quarter?: number;
  month?: number;
  day?: number;
  /** 0 = Sunday. */
  weekday?: number;
  /** `end of May` is another time than `early May`. */
  part?: string;
}

export interface Clock {
  type: 'clock';
  /** Minutes after midnight; `to` is null unless it is a range. */
  from: number;
  to: number | null;
}

const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const weekday = '(sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:day)?s?';
const time = "(\\d{1,2})(?:[:.](\\d{2}))?\\s?(a\\.?m\\b\\.?|p\\.?m\\b\\.?|o'clock|hrs?\\b|h\\b)?";
const clock = new RegExp(
  `\\b(?:(noon|midday)|(midnight)|${time}(?:\\s?(?:-|to|until|till|and)\\s?${time})?(?!\\d|[:.,]\\d|\\s?%))`,
  'gi',
);
const quarters = new Map([
  ['first', 1],
  ['second', 2],
  ['third', 3],
  ['fourth', 4],
]);
const year = '((?:19|20)\\d{2})';

const patterns: [pattern: RegExp, read: (parts: string[]) => Omit<Day, 'type'> | null][] = [
  [new RegExp(`\\bq([1-4])(?:[ /'-]+(?:of )?${year})?\\b`, 'gi'), ([q, y]) => ({ quarter: Number(q), ...yearOf(y) })],
  [
    new RegExp(`\\b(first|second|third|fourth) quarter(?: (?:of )?${year})?\\b`, 'gi'),
    ([q = '', y]) => ({ quarter: quarters.get(q.toLowerCase()) ?? 1, ...yearOf(y) }),
  ],
  [
    new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of |[ -])${monthPattern}(?![\\p{L}])`, 'giu'),
    ([d, m]) => ({ day: Number(d), month: monthOf(m) }),
  ],
  [
    new RegExp(`\\b${monthPattern} (\\d{1,2})(?:st|nd|rd|th)?(?![\\d:.%]|,\\d)`, 'gi'),
    ([m, d]) => ({ day: Number(d), month: monthOf(m) }),
  ],
  [new RegExp(`\\b${monthPattern},? ${year}\\b`, 'gi'), ([m, y]) => ({ month: monthOf(m), ...yearOf(y) })],
  [
    new RegExp(`\\b${year}[/.](\\d{2})[/.](\\d{2})\\b`, 'g'),
    ([y, m, d]) => ({ ...yearOf(y), month: Number(m), day: Number(d) }),
  ],
  [/\b(?:fy|fiscal year|financial year) ?'?((?:20)?\d{2})\b/gi, ([y]) => ({ year: 2000 + (Number(y) % 100) })],
  [
    new RegExp(`(?<![\\p{L}\\d€$£.,-])${year}(?![\\d,.%-]*\\d|\\s?(?:€|eur|usd|%)|\\s\\p{Ll}+s\\b)`, 'giu'),
    ([y]) => yearOf(y),
  ],
  // "may" and "march" are words of their own unless a capital says otherwise.
  [
    /\b(January|February|(?<!^)March|April|(?<!^)May|June|July|August|September|October|November|December)\b/g,
    ([m]) => ({ month: monthOf(m) }),
  ],
  [
    new RegExp(`\\b${weekday}\\b`, 'gi'),
    ([w = '']) => {
      const at = weekdays.findIndex((name) => name.startsWith(w.toLowerCase().slice(0, 3)));
      return at < 0 ? null : { weekday: at };
    },
  ],
  [/\b(?:on |the |at )*(weekends?|weekdays)\b/gi, ([w = '']) => ({ part: w.toLowerCase().replace(/s$/, '') })],
];

function yearOf(text: string | undefined): { year?: number } {
  return text === undefined ? {} : { year: Number(text) };
}

const sign =
  /\d|day|noon|night|week|quarter|Jan|Feb|March|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec|\b(?:sun|mon|tues?|wed|thu|fri|sat)s?\b/i;

/** Every date and time of day in a text in its plain form; where two readings overlap, the fuller one stands. */
export function momentsIn(text: string): Found<Day | Clock>[] {
  // Most sentences name no time at all, and looking for a sign of one is cheap.
  if (!sign.test(text)) return [];
  const dates = /(?:19|20)\d{2}/.test(text) ? datesIn(text) : [];
  const found: Found<Day | Clock>[] = dates.map(({ iso, text: written, at }) => {
    const [y, month, day] = iso.split('-').map(Number);
    return { at, end: at + written.length, value: { type: 'date', year: y, month, day } };
  });
  const add = (at: number, end: number, value: Day | Clock): void => {
    if (!found.some((other) => at < other.end && end > other.at)) found.push({ at, end, value });
  };
  for (const [pattern, read] of patterns)
    for (const match of text.matchAll(pattern)) {
      const value = read(match.slice(1));
      const part = /\b(end|beginning|start|middle|mid|early|late)(?: of| in|-|) ?(?:the )?$/i.exec(
        text.slice(Math.max(0, match.index - 18), match.index),
      )?.[1];
      if (value)
        add(match.index, match.index + match[0].length, {
          type: 'date',
          ...value,
          ...(part === undefined ? {} : { part: partOf(part) }),
        });
    }
  for (const match of text.matchAll(clock)) {
    const value = clockOf(match, text.slice(0, match.index));
    if (value) add(match.index, match.index + match[0].length, value);
  }
  return found;
}

function partOf(word: string): string {
  if (/^(?:beginning|start|early)$/i.test(word)) return 'early';
  return /^mid/i.test(word) ? 'mid' : 'late';
}

function clockOf(match: RegExpMatchArray, before: string): Clock | null {
  const [, noon, midnight, hour, minute, half, toHour, toMinute, toHalf] = match;
  if (noon !== undefined) return { type: 'clock', from: 720, to: null };
  if (midnight !== undefined) return { type: 'clock', from: 0, to: null };
  const isTime = [minute, half, toMinute, toHalf].some((part) => part !== undefined);
  const isAt =
    /\b(?:opens?|closes?|starts?|begins?|ends?|arrives?|departs?|leaves?|meets?|lunch|breakfast)(?: \w+)? (?:at|from|until|till|by) $/i.test(
      before,
    );
  if ((!isTime && !isAt) || (half !== undefined && /^h/i.test(half) && minute === undefined && toHour === undefined))
    return null;
  const from = minutesOf(hour, minute, half ?? (toHour === undefined ? undefined : sharedHalf(hour, toHour, toHalf)));
  const to = toHour === undefined ? null : minutesOf(toHour, toMinute, toHalf);
  return from === null ? null : { type: 'clock', from, to };
}

/** `2-5 pm` is in the afternoon; `9-5 pm` begins in the morning. */
function sharedHalf(from: string | undefined, to: string, half: string | undefined): string | undefined {
  return Number(from) < Number(to) ? half : undefined;
}

function minutesOf(hour: string | undefined, minute: string | undefined, half: string | undefined): number | null {
  const shift = /^p/i.test(half ?? '') ? 12 : 0;
  const hours = /^[ap]/i.test(half ?? '') ? (Number(hour) % 12) + shift : Number(hour);
  const total = hours * 60 + Number(minute ?? 0);
  return hours > 24 || Number(minute ?? 0) > 59 ? null : total;
}

/** True when two dates can be one: nothing both of them say differs. */
export function isSameDay(a: Day, b: Day): boolean {
  const [weekA, weekB] = [weekdayOf(a), weekdayOf(b)];
  if (weekA !== undefined && weekB !== undefined && weekA !== weekB) return false;
  const [quarterA, quarterB] = [quarterOf(a), quarterOf(b)];
  if (quarterA !== undefined && quarterB !== undefined && quarterA !== quarterB) return false;
  return (['year', 'month', 'day', 'part'] as const).every(
    (field) => a[field] === undefined || b[field] === undefined || a[field] === b[field],
  );
}

function quarterOf({ quarter, month }: Day): number | undefined {
  return quarter ?? (month === undefined ? undefined : Math.ceil(month / 3));
}

function weekdayOf({ weekday: named, year: y, month, day }: Day): number | undefined {
  if (named !== undefined || y === undefined || month === undefined || day === undefined) return named;
  return new Date(Date.UTC(y, month - 1, day)).getUTCDay();
}

export function isSameClock(a: Clock, b: Clock): boolean {
  return a.from === b.from && (a.to === null || b.to === null || a.to === b.to);
}

/** The first instant of a date that names at least its month or year; null = it cannot be placed. */
export function instantOf(day: Day, yearHint: number | null): number | null {
  const y = day.year ?? yearHint;
  if (y === null || (day.month === undefined && day.quarter === undefined && day.year === undefined)) return null;
  const month = day.month ?? (day.quarter === undefined ? 1 : day.quarter * 3 - 2);
  return Date.UTC(y, month - 1, day.day ?? 1);
}
