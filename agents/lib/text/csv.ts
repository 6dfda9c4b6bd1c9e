/** A table as parsed: every row with its cells as written, quotes resolved. */
export interface CsvTable {
  delimiter: ',' | ';' | '\t' | '|';
  rows: string[][];
  /** Line number (from 1) of a quote that never closes; null = the table is whole. */
  unclosedQuoteLine: number | null;
}

const delimiters = [',', ';', '\t', '|'] as const;

/**
 * Parses CSV (RFC 4180) with `,` `;` tab or `|`, told from the first lines; `delimiter` says otherwise. Rows without content are dropped.
 * Contract: never throws; a quote inside an unquoted cell is an ordinary character.
 */
export function parseCsv(text: string, delimiter?: CsvTable['delimiter']): CsvTable {
  const hint = /^sep=([,;\t|])\r?\n/.exec(text);
  const body = hint ? text.slice(hint[0].length) : text;
  const chosen = delimiter ?? (hint?.[1] as CsvTable['delimiter'] | undefined) ?? sniffDelimiter(body);
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  let unclosedQuoteLine: number | null = null;
  const endRow = (): void => {
    if (row.some((cell) => cell.trim() !== '')) rows.push(row);
    row = [];
  };
  while (at < body.length) {
    let cell: string;
    if (body[at] === '"') {
      const opened = at;
      cell = '';
      at += 1;
      for (;;) {
        const end = body.indexOf('"', at);
        if (end < 0) {
          cell += body.slice(at);
          at = body.length;
          unclosedQuoteLine = body.slice(0, opened).split('\n').length;
          break;
        }
        cell += body.slice(at, end);
        at = end + 1;
        if (body[at] !== '"') break;
        cell += '"';
        at += 1;
      }
      const end = cellEnd(body, at, chosen);
      cell += body.slice(at, end).trimEnd();
      at = end;
    } else {
      const end = cellEnd(body, at, chosen);
      cell = body.slice(at, end);
      at = end;
    }
    row.push(cell);
    if (body[at] === chosen) {
      at += 1;
      if (at === body.length) row.push('');
      else continue;
    }
    endRow();
    at += body[at] === '\r' && body[at + 1] === '\n' ? 2 : 1;
  }
  return { delimiter: chosen, rows, unclosedQuoteLine };
}

function cellEnd(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

/** The delimiter that parts the first lines most evenly; `,` when none does. */
function sniffDelimiter(text: string): CsvTable['delimiter'] {
  const head = text.slice(0, 20_000).replace(/"(?:[^"]|"")*"/g, '');
  const lines = head
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  let best: CsvTable['delimiter'] = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const first = counts[0] ?? 0;
    if (first === 0) continue;
    const score = counts.filter((count) => count === first).length / counts.length + Math.min(first, 9) / 100;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** Writes rows as CSV with `,`, quoting only cells that need it. */
export function formatCsv(rows: readonly (readonly string[])[]): string {
  return rows
    .map((row) =>
      row.map((cell) => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','),
    )
    .join('\n');
}
