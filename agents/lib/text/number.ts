/** Which sign parts the decimals in a column. */
export type DecimalSign = '.' | ',';

/** What people put around a number: currency signs and codes, percent, grouping spaces and apostrophes. */
function bare(text: string): string {
  const trimmed = text.trim();
  const bracketed = /^\((.*)\)$/.exec(trimmed);
  const core = (bracketed?.[1] ?? trimmed)
    .replace(/^(?:[A-Z]{3}\b\s*)|(?:\s*\b[A-Z]{3})$/g, '')
    .replace(/[\p{Sc}%\s'’]/gu, '')
    .replace(/^−/, '-');
  return bracketed ? `-${core}` : core;
}

/**
 * The decimal sign of a column, told from its unambiguous values (`1.234,50`, `12,5`, `1,234.50`); `.` when none is.
 * `1,234` alone is a thousand and more, as in English.
 */
export function decimalSignOf(values: readonly string[]): DecimalSign {
  for (const value of values) {
    const text = bare(value);
    if (
      /^-?\d{1,3}(?:\.\d{3})+,\d+$/.test(text) ||
      /^-?\d+,(?:\d{1,2}|\d{4,})$/.test(text) ||
      /^-?\d{1,3}(?:\.\d{3}){2,}$/.test(text)
    )
      return ',';
    if (/^-?\d{1,3}(?:,\d{3})+\.\d+$/.test(text) || /^-?\d+\.(?:\d{1,2}|\d{4,})$/.test(text)) return '.';
  }
  return '.';
}

/** The number a cell holds, currency, percent and thousands separators left out; null = the cell is no number. */
export function parseNumber(text: string, decimal: DecimalSign = '.'): number | null {
  let core = bare(text);
  const group = decimal === '.' ? ',' : '.';
  if (core.includes(group)) {
    const grouped = decimal === '.' ? /^-?\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$/ : /^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;
    if (!grouped.test(core)) return null;
    core = core.replaceAll(group, '');
  }
  if (decimal === ',') core = core.replace(',', '.');
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(core) ? Number(core) : null;
}

/** Digits after the decimal sign, so that a sum is written as exactly as its parts. */
export function decimalsOf(text: string, decimal: DecimalSign = '.'): number {
  const core = bare(text);
  const at = core.lastIndexOf(decimal);
  return at < 0 ? 0 : Math.min(10, core.length - at - 1);
}
