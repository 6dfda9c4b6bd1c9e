/** Reads comma-, semicolon- and tab-separated text for showing. Pure. */

export interface TableView {
  head: string[];
  rows: string[][];
  /** Rows in all, shown or not. */
  total: number;
}

/** Parses at most `maxRows` rows after the head. Fields are text and nothing else: no formula, no link. */
export function readTable(text: string, maxRows: number): TableView {
  const separator = separatorOf(text);
  const all = records(text.replace(/^\uFEFF/, ''), separator);
  const [head = [], ...rows] = all;
  const width = Math.min(60, Math.max(head.length, ...rows.slice(0, maxRows).map((row) => row.length)));
  const even = (row: string[]) => Array.from({ length: width }, (_, index) => row[index] ?? '');
  return { head: even(head), rows: rows.slice(0, maxRows).map(even), total: rows.length };
}

/** True when a column holds numbers only (with any currency or percent sign): it is set flush right. */
export function isNumeric(rows: readonly (readonly string[])[], column: number): boolean {
  const cells = rows.map((row) => row[column]?.trim() ?? '').filter((cell) => cell !== '');
  return cells.length > 0 && cells.every((cell) => /^[-+]?[€$£]?\s?[\d.,\u00a0\u202f' ]*\d\s?[%€$£]?$/.test(cell));
}

/** The sign that stands most often in the first line, outside quotes. */
function separatorOf(text: string): string {
  const line = (text.split(/\r?\n/, 1)[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const count = (sign: string) => line.split(sign).length - 1;
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

/** Quotes per RFC 4180; a quote that never closes ends with the text. */
function records(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && field === '') quoted = true;
    else if (char === separator) {
      row.push(field);
      field = '';
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[at + 1] === '\n') at += 1;
      rows.push([...row, field]);
      row = [];
      field = '';
    } else field += char;
  }
  if (field !== '' || row.length > 0) rows.push([...row, field]);
  return rows.filter((cells) => cells.some((cell) => cell.trim() !== ''));
}
