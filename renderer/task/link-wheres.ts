/** A remark plugin's work: turns footnote marks into links `#where-n` and takes the definitions out of the text. */
import type { Where } from './where.ts';

interface Node {
  type: string;
  identifier?: string;
  label?: string | null;
  url?: string;
  children?: Node[];
  value?: string;
}

/** Changes the tree in place, as remark plugins do. Marks without a meaning stay as they are written. */
export function linkWheres(wheres: readonly Where[]): (tree: Node) => void {
  const numbers = new Map(wheres.map((where) => [where.label.toLowerCase(), where.number]));
  const walk = (node: Node): void => {
    if (!node.children) return;
    node.children = node.children.filter((child) => child.type !== 'footnoteDefinition').map(linked);
    for (const child of node.children) walk(child);
  };
  const linked = (node: Node): Node => {
    const number =
      node.type === 'footnoteReference' ? numbers.get((node.label ?? node.identifier ?? '').toLowerCase()) : undefined;
    if (number === undefined) return node;
    return { type: 'link', url: `#where-${number}`, children: [{ type: 'text', value: String(number) }] };
  };
  return walk;
}
