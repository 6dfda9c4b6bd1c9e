/** Takes from a text only what its author says in their own voice, sentence by sentence. Pure. */

/** Lines between a greeting and its end are a letter: a draft speaks for the one who will send it. */
const greeting = /^(?:dear|hi|hello|good (?:morning|afternoon|evening)|to whom)\b[^.]{0,60},?\s*$/i;
const farewell =
  /^(?:(?:kind|best|warm|many)?\s*regards|sincerely|yours|best|thanks|thank you|cheers|best wishes)\b[^.]{0,40}$/i;

/** Prose of a Markdown text: without code, quotes, footnotes, block quotes, tables, headings and drafted letters. */
export function ownWords(text: string): string[] {
  const lines: string[] = [];
  let fence: string | null = null;
  let isLetter = false;
  let isNote = false;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    const mark = /^(`{3,}|~{3,})/.exec(line)?.[1] ?? null;
    if (mark !== null) fence = fence === null ? mark : line.startsWith(fence) ? null : fence;
    if (mark !== null || fence !== null) continue;
    if (line === '') {
      isNote = false;
      lines.push('');
      continue;
    }
    if (/^\[\^[^\]]+\]:/.test(line)) isNote = true;
    if (greeting.test(line)) isLetter = true;
    const isProse = !isNote && !isLetter && !/^(?:#{1,6}\s|>|\|)/.test(line);
    if (farewell.test(line)) isLetter = false;
    if (isProse) lines.push(raw);
  }
  return joined(lines).flatMap(sentencesOf);
}

/** A paragraph wrapped over several lines is one; each line of a list stands alone. */
function joined(lines: readonly string[]): string[] {
  const paragraphs: string[] = [];
  let isOpen = false;
  for (const raw of lines) {
    const line = raw.trim();
    if (line === '') {
      isOpen = false;
      continue;
    }
    const isItem = /^(?:[-*+•–—✓✔✅☑]|\d+[.)])\s*/u.test(line);
    const body = line.replace(/^(?:[-*+•–—✓✔✅☑]|\d+[.)])\s*/u, '').replace(/^\[[xX]\]\s*/, '');
    // An empty box is work to do.
    if (/^\[ ?\]/.test(body)) continue;
    if (isOpen && !isItem) paragraphs[paragraphs.length - 1] += ` ${body}`;
    else paragraphs.push(body);
    isOpen = true;
  }
  return paragraphs;
}

function sentencesOf(paragraph: string): string[] {
  return paragraph
    .replace(/“[^”]*”|„[^“”]*[“”]|«[^»]*»|(?<![\w])"[^"]*"|(?<![\p{L}\d])‘[^’]*’(?!\p{L})/gu, ' … ')
    .replace(/[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?=\W|$)/g, '')
    .replace(/`/g, '')
    .split(/(?<=[.!?])["”)]*\s+(?=\P{Ll})|;\s+|\s+[—–]\s+|(?<=[a-z)])[!?]\s+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}/u.test(sentence));
}
