/**
 * Longest line any tool shows. Longer ones (a JSON file on one line) count as several, the same way everywhere,
 * so that a line number of a search can be read.
 */
export const maxLineChars = 4000;

/** The lines of a text, without their ends; a final line end opens no further line. */
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  const feeder = feedLines((line) => lines.push(line));
  feeder.feed(text);
  feeder.end();
  return lines;
}

/** Splits text that comes in parts into lines, holding at most one line in memory. */
export function feedLines(onLine: (line: string) => void): { feed: (part: string) => void; end: () => void } {
  let rest = '';
  const emit = (line: string): void => {
    for (let from = 0; from === 0 || from < line.length; from += maxLineChars)
      onLine(line.slice(from, from + maxLineChars));
  };
  return {
    feed(part) {
      const text = rest + part;
      let from = 0;
      for (;;) {
        const at = text.indexOf('\n', from);
        if (at < 0) break;
        emit(text.slice(from, at > from && text[at - 1] === '\r' ? at - 1 : at));
        from = at + 1;
      }
      rest = text.slice(from);
      while (rest.length > 2 * maxLineChars) {
        onLine(rest.slice(0, maxLineChars));
        rest = rest.slice(maxLineChars);
      }
    },
    end() {
      if (rest !== '') emit(rest);
      rest = '';
    },
  };
}
