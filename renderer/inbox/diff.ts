/** Line diff of two texts, for the exact effect of a write. Pure. */

/** One line of a diff as a person reads it. Line numbers start at 1; null = the line is not on that side. */
export interface DiffRow {
  kind: 'same' | 'removed' | 'added';
  text: string;
  beforeLine: number | null;
  afterLine: number | null;
}

/** Above this many edits the middle is given as removed and added whole: still true, only less fine. */
const maxEdits = 1000;

/**
 * Rows that turn `before` into `after`, removed lines before the added ones that replace them. Both null = nothing to show.
 * `\r\n` and `\n` are told apart: a change of line ends is a change.
 * Contract: the `same` and `removed` rows joined give `before`, the `same` and `added` rows give `after`.
 * Source: E. Myers, "An O(ND) Difference Algorithm" (1986), the forward greedy form.
 */
export function diffLines(before: string, after: string): DiffRow[] {
  const a = linesOf(before);
  const b = linesOf(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail])
    tail += 1;
  const middle = edits(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  const kinds: DiffRow['kind'][] = [
    ...Array<DiffRow['kind']>(head).fill('same'),
    ...middle,
    ...Array<DiffRow['kind']>(tail).fill('same'),
  ];
  return number(kinds, a, b);
}

/** How many lines a diff adds and removes. */
export function diffCounts(rows: readonly DiffRow[]): { added: number; removed: number } {
  return {
    added: rows.filter((row) => row.kind === 'added').length,
    removed: rows.filter((row) => row.kind === 'removed').length,
  };
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

function number(kinds: readonly DiffRow['kind'][], a: readonly string[], b: readonly string[]): DiffRow[] {
  let x = 0;
  let y = 0;
  return kinds.map((kind) => {
    if (kind === 'removed') return { kind, text: a[x++] ?? '', beforeLine: x, afterLine: null };
    if (kind === 'added') return { kind, text: b[y++] ?? '', beforeLine: null, afterLine: y };
    y += 1;
    return { kind, text: a[x++] ?? '', beforeLine: x, afterLine: y };
  });
}

function edits(a: readonly string[], b: readonly string[]): DiffRow['kind'][] {
  const whole = (): DiffRow['kind'][] => [...a.map(() => 'removed' as const), ...b.map(() => 'added' as const)];
  if (a.length === 0 || b.length === 0) return whole();
  const trace = search(a, b);
  if (!trace) return whole();
  return walkBack(trace, a, b);
}

/** Furthest points per diagonal, one array an edit; null = more edits than we care to look for. */
function search(a: readonly string[], b: readonly string[]): Map<number, number>[] | null {
  const trace: Map<number, number>[] = [];
  let front = new Map([[1, 0]]);
  for (let d = 0; d <= Math.min(maxEdits, a.length + b.length); d += 1) {
    const next = new Map(front);
    for (let k = -d; k <= d; k += 2) {
      let x = isDown(front, k, d) ? at(front, k + 1) : at(front, k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return [...trace, front];
    }
    trace.push(front);
    front = next;
  }
  return null;
}

function walkBack(
  trace: readonly Map<number, number>[],
  a: readonly string[],
  b: readonly string[],
): DiffRow['kind'][] {
  const kinds: DiffRow['kind'][] = [];
  let x = a.length;
  let y = b.length;
  for (let d = trace.length - 1; d >= 0; d -= 1) {
    const front = trace[d];
    if (!front) break;
    const k = x - y;
    const down = isDown(front, k, d);
    const fromX = at(front, down ? k + 1 : k - 1);
    const fromY = fromX - (down ? k + 1 : k - 1);
    while (x > fromX && y > fromY) {
      kinds.push('same');
      x -= 1;
      y -= 1;
    }
    if (d > 0) kinds.push(down ? 'added' : 'removed');
    x = fromX;
    y = fromY;
  }
  return kinds.toReversed();
}

function isDown(front: ReadonlyMap<number, number>, k: number, d: number): boolean {
  return k === -d || (k !== d && at(front, k - 1) < at(front, k + 1));
}

function at(front: ReadonlyMap<number, number>, k: number): number {
  return front.get(k) ?? -1;
}
