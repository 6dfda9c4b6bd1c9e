/** Footnotes of a result as “where it says so”: the file, or what the team knows, and the words taken from it. Pure. */

/** One footnote. Without a file and a memory the note names no source; `text` then holds the note itself. */
export interface Where {
  label: string;
  /** From 1, in the order in which the text first points at it; later ones in the order they are defined. */
  number: number;
  file: string | null;
  /** The memory it cites in place of a file. */
  memoryId: string | null;
  quote: string;
  text: string;
}

const definition = /^ {0,3}\[\^([^\]\s]{1,60})\]:[ \t]*(.+)$/;
/** `path/in/folder.ext: "exact words"`, straight or curly quotes. */
const cited = /^(.{1,1000}?):\s*["“](.*)["”]\.?\s*$/;

/** As the engine's checks know it, in the marks a model may put around it. */
const memory = /^[`[*]*memory\/(mem_[\w-]+)[`\]*]*$/;

/** Reads all footnotes a Markdown text defines; fenced code is left alone. A label defined twice keeps its first meaning. */
export function wheresIn(markdown: string): Where[] {
  const found = new Map<string, Where>();
  const pointed: string[] = [];
  for (const line of linesOutsideCode(markdown)) {
    const [, label, text] = definition.exec(line) ?? [];
    if (label && text) {
      if (!found.has(label)) found.set(label, { label, number: 0, ...parse(text.trim()) });
    } else {
      for (const match of line.matchAll(/\[\^([^\]\s]{1,60})\]/g)) if (match[1]) pointed.push(match[1]);
    }
  }
  const order = [...new Set([...pointed, ...found.keys()])].filter((label) => found.has(label));
  return order.flatMap((label, index) => {
    const where = found.get(label);
    return where ? [{ ...where, number: index + 1 }] : [];
  });
}

function parse(text: string): Omit<Where, 'label' | 'number'> {
  const [, source, quote] = cited.exec(text) ?? [];
  if (!source || quote === undefined) return { file: null, memoryId: null, quote: '', text };
  const memoryId = memory.exec(source.trim())?.[1] ?? null;
  return { file: memoryId === null ? source.trim() : null, memoryId, quote, text };
}

function linesOutsideCode(markdown: string): string[] {
  let fence: string | null = null;
  return markdown.split(/\r?\n/).filter((line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === null) {
      if (mark) fence = mark;
      return !mark;
    }
    if (mark && mark[0] === fence[0] && mark.length >= fence.length && line.trim() === mark) fence = null;
    return false;
  });
}
