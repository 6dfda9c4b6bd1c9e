/** Units and currencies as business people write them, each with what it comes to in its dimension's base. */

export interface Unit {
  dimension: string;
  factor: number;
}

export const daysPerMonth = 365.25 / 12;

const rows: [dimension: string, factor: number, names: string][] = [
  ['time', 1 / 86_400, 'second seconds sec secs'],
  ['time', 1 / 1_440, 'minute minutes min mins'],
  ['time', 1 / 24, 'hour hours hr hrs h'],
  ['time', 1, 'day days night nights'],
  ['time', 7, 'week weeks wk wks'],
  ['time', daysPerMonth, 'month months'],
  ['time', 3 * daysPerMonth, 'quarter quarters'],
  ['time', 365.25, 'year years yr yrs'],
  ['workday', 1, 'working-day working-days business-day business-days workday workdays weekday weekdays'],
  ['length', 0.001, 'mm millimetre millimetres millimeter millimeters'],
  ['length', 0.01, 'cm centimetre centimetres centimeter centimeters'],
  ['length', 1, 'm metre metres meter meters'],
  ['length', 1_000, 'km kms kilometre kilometres kilometer kilometers'],
  ['length', 0.0254, 'inch inches'],
  ['length', 0.3048, 'ft foot feet'],
  ['length', 0.9144, 'yard yards'],
  ['length', 1_609.344, 'mile miles mi'],
  ['mass', 0.001, 'mg milligram milligrams'],
  ['mass', 1, 'g gram grams'],
  ['mass', 1_000, 'kg kgs kilo kilos kilogram kilograms'],
  ['mass', 1_000_000, 't tonne tonnes ton tons'],
  ['mass', 453.592, 'lb lbs'],
  ['mass', 28.3495, 'oz ounce ounces'],
  ['volume', 0.001, 'ml millilitre millilitres milliliter milliliters'],
  ['volume', 1, 'l litre litres liter liters'],
  ['volume', 3.785, 'gallon gallons'],
  ['volume', 1_000, 'm³ m3 cubic-metres cubic-meters'],
  ['area', 1, 'm² m2 sqm square-metre square-metres square-meter square-meters'],
  ['area', 0.0929, 'sqft square-foot square-feet'],
  ['area', 4_046.86, 'acre acres'],
  ['area', 10_000, 'ha hectare hectares'],
  ['data', 0.001, 'kb kilobyte kilobytes'],
  ['data', 1, 'mb megabyte megabytes'],
  ['data', 1_000, 'gb gigabyte gigabytes'],
  ['data', 1_000_000, 'tb terabyte terabytes'],
  ['rate', 1, 'mbit/s mbps'],
  ['rate', 1_000, 'gbit/s gbps'],
  ['speed', 1, 'km/h kmh kph'],
  ['speed', 1.609344, 'mph'],
  ['power', 0.001, 'w watt watts'],
  ['power', 1, 'kw kilowatt kilowatts'],
  ['power', 1_000, 'mw megawatt megawatts'],
  ['energy', 1, 'kwh'],
  ['energy', 1_000, 'mwh'],
  ['temperature', 1, '°c c celsius degrees-celsius degrees'],
  ['fahrenheit', 1, '°f fahrenheit degrees-fahrenheit'],
  ['percent', 1, '% percent pct percentage-points percentage-point per-cent'],
  ['percent', 0.01, 'basis-points bps'],
  ['money EUR', 1, '€ eur euro euros'],
  ['money USD', 1, '$ usd us$ dollar dollars'],
  ['money GBP', 1, '£ gbp pound pounds quid'],
  ['money CHF', 1, 'chf franc francs'],
  ['money JPY', 1, '¥ jpy yen'],
  ['money SEK', 1, 'sek'],
  ['money NOK', 1, 'nok'],
  ['money DKK', 1, 'dkk'],
  ['money PLN', 1, 'pln zloty'],
  ['money CAD', 1, 'cad'],
  ['money AUD', 1, 'aud'],
  ['money INR', 1, '₹ inr rupees'],
];

const units = new Map(
  rows.flatMap(([dimension, factor, names]) =>
    names.split(' ').map((name): [string, Unit] => [name, { dimension, factor }]),
  ),
);

/** The unit a word names, whatever its case; undefined = none. Words of a compound may be parted by spaces. */
export function unitOf(name: string): Unit | undefined {
  return units.get(name.toLowerCase().replaceAll(/\s+/g, '-'));
}

const escaped = (name: string): string => name.replaceAll(/[$.*+?^()|]/g, '\\$&').replaceAll('-', '[ -]');
// A unit of letters ends where its word ends; a sign does not.
const sourceOf = (names: readonly string[]): string =>
  names
    .toSorted((a, b) => b.length - a.length)
    .map((name) => (/[\p{L}\d]$/u.test(name) ? `${escaped(name)}(?![\\p{L}\\d])` : escaped(name)))
    .join('|');

/** Source of a pattern for every unit that stands after its number. */
export const unitPattern = sourceOf([...units.keys()]);
/** Source of a pattern for what stands before its number: a currency. */
export const currencyPattern = sourceOf(
  [...units].filter(([, unit]) => unit.dimension.startsWith('money')).map(([name]) => name),
);

const periods: [days: number, names: string][] = [
  [1 / 24, 'hour hourly'],
  [1, 'day daily night nightly'],
  [7, 'week weekly'],
  [14, 'fortnightly biweekly'],
  [daysPerMonth, 'month monthly'],
  [3 * daysPerMonth, 'quarter quarterly'],
  [6 * daysPerMonth, 'half-yearly semi-annually semiannually'],
  [365.25, 'year yearly annum annual annually'],
];
const periodDays = new Map(
  periods.flatMap(([days, names]) => names.split(' ').map((name): [string, number] => [name, days])),
);

/** Days of a named period: `month`, `monthly`, `annum`. */
export function daysOfPeriod(name: string): number | null {
  return periodDays.get(name.toLowerCase().replace(/^((?!.*annually).*[^s])s$/, '$1')) ?? null;
}

const adverbs = [...periodDays.keys()].filter((name) => /ly$|annual$/.test(name));
const nouns = [...periodDays.keys()].filter((name) => !adverbs.includes(name));
/** Source of patterns for `monthly` and for `month`. */
export const periodAdverb = adverbs.toSorted((a, b) => b.length - a.length).join('|');
export const periodNoun = nouns.join('|');
