/** Makes characters that hide from the eye visible, so that what a person approves is what will happen. Pure. */

/** A stretch of text as shown. `name` set = `text` was an invisible character and stands as its name. */
export interface Visible {
  text: string;
  /** `U+202E right-to-left override`; null = ordinary text. */
  name: string | null;
}

const names: Readonly<Record<number, string>> = {
  0x00_00: 'null',
  0x00_07: 'bell',
  0x00_08: 'backspace',
  0x00_0d: 'carriage return',
  0x00_1b: 'escape',
  0x00_7f: 'delete',
  0x00_a0: 'no-break space',
  0x00_ad: 'soft hyphen',
  0x06_1c: 'Arabic letter mark',
  0x18_0e: 'vowel separator',
  0x20_0b: 'zero-width space',
  0x20_0c: 'zero-width non-joiner',
  0x20_0d: 'zero-width joiner',
  0x20_0e: 'left-to-right mark',
  0x20_0f: 'right-to-left mark',
  0x20_28: 'line separator',
  0x20_29: 'paragraph separator',
  0x20_2a: 'left-to-right embedding',
  0x20_2b: 'right-to-left embedding',
  0x20_2c: 'end of embedding',
  0x20_2d: 'left-to-right override',
  0x20_2e: 'right-to-left override',
  0x20_60: 'word joiner',
  0x20_66: 'left-to-right isolate',
  0x20_67: 'right-to-left isolate',
  0x20_68: 'first strong isolate',
  0x20_69: 'end of isolate',
  0xfe_ff: 'byte order mark',
};

/**
 * Controls other than tab and newline, format characters (bidirectional, zero-width, tags), line separators, private use and lone surrogates,
 * and the fillers that draw nothing though Unicode calls them letters. Emoji joiners and variation selectors are named too: a doubt costs less than a disguise.
 */
const hidden =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\u00a0\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

/**
 * Splits text into ordinary stretches and named invisible characters; tabs and newlines stay as they are.
 * A no-break space is named only where it could pass for something else: at an end or beside another space.
 * Contract: joining the ordinary stretches and dropping the named ones gives the text a reader would have seen.
 */
export function visibleText(text: string): Visible[] {
  const parts: Visible[] = [];
  let from = 0;
  for (const match of text.matchAll(hidden)) {
    const char = match[0];
    if (char === '\n' || char === '\t' || isPlainSpace(text, char, match.index)) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index), name: null });
    parts.push({ text: char, name: nameOf(char) });
    from = match.index + char.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), name: null });
  return parts;
}

/** How many invisible characters a text holds: said above it, because one in a long text is easily missed. */
export function hiddenCount(text: string): number {
  return visibleText(text).filter((part) => part.name !== null).length;
}

function isPlainSpace(text: string, char: string, index: number): boolean {
  if (char !== '\u00a0') return false;
  const before = text[index - 1];
  const after = text[index + 1];
  return before !== undefined && after !== undefined && !/\s/.test(before) && !/\s/.test(after);
}

function nameOf(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const name = names[code];
  return name ? `${hex} ${name}` : hex;
}
