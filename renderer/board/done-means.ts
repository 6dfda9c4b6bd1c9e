/** “Done means” as a person writes it, one condition a line: what code can decide becomes a check of its kind, the rest is theirs. Pure. */
import type { Check } from '../../agents/domain/schema.ts';

const file = String.raw`([\w][\w./-]*\.\w{1,5})`;
const quoted = String.raw`[“"'‘](.{1,500})[”"'’]`;

type Decided = Check extends infer One ? (One extends Check ? Omit<One, 'id' | 'label'> : never) : never;

/** The first sentence shape that fits decides; anything else only a person can judge. */
const shapes: readonly [RegExp, (found: string[]) => Decided | null][] = [
  [
    /^(?:at most|no more than|up to) ([\d.,]+) words$/i,
    ([words = '']) => ({ kind: 'maxWords', words: Number(words.replaceAll(/[.,]/g, '')) }),
  ],
  [
    new RegExp(`^(?:it )?(?:contains|mentions|names|says) ${quoted}$`, 'i'),
    ([text = '']) => ({ kind: 'contains', text }),
  ],
  [
    new RegExp(`^(?:there is (?:a file )?)?${file}(?: exists| is there)?$`, 'i'),
    ([path = '']) => ({ kind: 'exists', path: made(path) }),
  ],
  [
    new RegExp(`^${file} has (?:the )?(?:columns?|fields?) (.{1,2000})$`, 'i'),
    ([path = '', names = '']) => ({ kind: 'schema', path: made(path), fields: list(names) }),
  ],
  [
    new RegExp(`^(?:the )?(?:total|sum) of (.{1,200}?) in ${file} (?:is|equals) (-?[\\d., ]+)$`, 'i'),
    ([column = '', path = '', number = '']) => {
      const equals = Number(number.replaceAll(/[, ]/g, ''));
      return Number.isFinite(equals) ? { kind: 'total', path: made(path), column, equals } : null;
    },
  ],
  [
    new RegExp(
      `^(?:the )?(?:total|sum) of (.{1,200}?) in ${file} (?:is|equals) (?:that|the (?:total|sum)) of (.{1,200}?) in ${file}$`,
      'i',
    ),
    ([column = '', path = '', other = '', source = '']) => ({
      kind: 'total',
      path: made(path),
      column,
      equals: { file: source.replace(/^files\//, ''), column: other },
    }),
  ],
  [/^run: (\S.{0,1000})$/i, ([line = '']) => ({ kind: 'command', argv: line.trim().split(/\s+/).slice(0, 40) })],
];

/** `id` makes it one of its task's. */
export function checkOf(line: string, id: string): Check {
  for (const [shape, read] of shapes) {
    const found = shape.exec(line);
    const decided = found && read(found.slice(1));
    if (decided) return { ...decided, id, label: line };
  }
  return { id, kind: 'requirement', label: line };
}

function made(path: string): string {
  return path.replace(/^work\//, '');
}

function list(names: string): string[] {
  return names
    .split(/\s*,\s*|\s+and\s+/)
    .map((name) => name.trim())
    .filter(Boolean)
    .slice(0, 60);
}
