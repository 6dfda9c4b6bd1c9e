/** Folds long stretches that stay as they are, so that what changes is not lost among them. Pure. */
import type { DiffRow } from './diff.ts';

export interface DiffPart {
  rows: DiffRow[];
  /** True: unchanged lines far from any change; shown as one line until opened. */
  folded: boolean;
}

const context = 3;
/** Folding fewer lines than this saves no room. */
const minFolded = 4;

/** Cuts a diff into parts in order. Contract: all parts' rows joined are the rows given. */
export function foldSame(rows: readonly DiffRow[]): DiffPart[] {
  const near = nearChange(rows);
  const parts: DiffPart[] = [];
  for (const [index, row] of rows.entries()) {
    const folded = near[index] !== true;
    const last = parts.at(-1);
    if (last && last.folded === folded) last.rows.push(row);
    else parts.push({ rows: [row], folded });
  }
  return parts.map((part) => (part.rows.length < minFolded ? { ...part, folded: false } : part));
}

function nearChange(rows: readonly DiffRow[]): boolean[] {
  const near = Array<boolean>(rows.length).fill(false);
  for (const [index, row] of rows.entries()) {
    if (row.kind === 'same') continue;
    for (let at = Math.max(0, index - context); at <= Math.min(rows.length - 1, index + context); at += 1)
      near[at] = true;
  }
  return near;
}
