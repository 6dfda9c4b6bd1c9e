/** What a brief or a message asks to be said to colleagues: “Ask Tomás: …?”, “Tell Maya that …”, “Hand this over to Priya because …”. Pure. */
import { foldText } from '../../lib/text/fold.ts';

export type Wish =
  | { kind: 'ask'; who: string; text: string }
  | { kind: 'tell'; who: string; text: string }
  | { kind: 'handOver'; who: string; text: string };

/** Words that stand where a name may stand and are none. */
const noNames = new Set(['me', 'us', 'them', 'everybody', 'everyone', 'the', 'it', 'this']);
const name = '(\\p{Lu}[\\p{L}\\p{M}’-]*)';
const start = '(?<=^|[.?!:;\\n]\\s*|\\b(?:and|then|[Pp]lease|,)\\s+)';

const patterns: readonly { kind: Wish['kind']; pattern: RegExp }[] = [
  { kind: 'ask', pattern: new RegExp(`${start}[Aa]sk ${name}\\s*[:,]\\s*([^?\\n]{3,900}\\?)`, 'gu') },
  {
    kind: 'ask',
    pattern: new RegExp(
      `${start}[Aa]sk ${name}\\s+((?:which|what|when|where|who|whom|how|why|whether|if)\\b[^.?!\\n]{3,900}[.?!]?)`,
      'gu',
    ),
  },
  {
    kind: 'tell',
    pattern: new RegExp(
      `${start}[Tt]ell ${name}\\s*(?:that\\b|:)\\s*([^\\n]{3,900}?[.!](?=\\s|$)|[^\\n]{3,900}$)`,
      'gmu',
    ),
  },
  {
    kind: 'handOver',
    pattern: new RegExp(
      `${start}[Hh]and (?:(?:this|it|the (?:task|work)) )?over to ${name}(?:\\s*(?:,|:)?\\s*(?:because|since|as)\\s+([^.!?\\n]{3,400}))?[.!]?`,
      'gu',
    ),
  },
];

/** The wishes of a text, in the order they stand there. */
export function wishesIn(text: string): Wish[] {
  return patterns
    .flatMap(({ kind, pattern }) =>
      [...text.matchAll(pattern)].map((found) => ({
        at: found.index,
        wish: { kind, who: found[1] ?? '', text: (found[2] ?? '').trim() },
      })),
    )
    .filter(({ wish }) => !noNames.has(foldText(wish.who)))
    .toSorted((a, b) => a.at - b.at)
    .map(({ wish }) => wish);
}

/** A text without its wishes, or as it stands when nothing else is left. */
export function withoutWishes(text: string): string {
  const rest = patterns
    .reduce(
      (left, { pattern }) => left.replace(pattern, (whole, who: string) => (noNames.has(foldText(who)) ? whole : ' ')),
      text,
    )
    .replace(/[ \t]+/g, ' ')
    .replace(/[ ,;]*\b(?:and|then|please)\s*(?=[.?!]?\s*$)/i, '')
    .trim();
  return /[\p{L}\p{N}]/u.test(rest) ? rest : text;
}
