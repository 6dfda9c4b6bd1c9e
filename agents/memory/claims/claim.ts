/** Takes a sentence about a subject apart: its words, its values, whether it says no, and what it says of time. Pure. */
import { foldText } from '../../lib/text/fold.ts';
import { termOf } from '../terms.ts';
import { amountsIn, type Amount, type Found } from './amounts.ts';
import { instantOf, momentsIn, type Clock, type Day } from './moments.ts';
import { plainText } from './plain.ts';
import { tenseOf, type Plain } from './tense.ts';
import { conceptOf, functionWords, isAuxiliary, isLight } from './words.ts';

export type Value = Amount | Day | Clock;

interface Place {
  /** Place among the parts of its sentence. */
  at: number;
  /** As written, and where in the sentence. */
  text: string;
  offset: number;
  /** Before or behind the first verb that holds the sentence together. */
  side: 'left' | 'right';
  /** The preposition it hangs on; null = none. */
  preposition: string | null;
  /** Counts the phrases of a sentence, each of which a preposition or the verb opens. */
  phrase: number;
  /** True when the next word goes with it: `express` in `express delivery`. */
  isBefore: boolean;
  /** The article or the like right before its phrase. */
  article: string | null;
}
export interface Word extends Place {
  kind: 'word';
  /** In small letters and without accents. */
  folded: string;
  term: string;
  concept: string;
  isLight: boolean;
  isName: boolean;
  /** It opens the sentence or follows a colon, so that its capital may say nothing. */
  isFirst: boolean;
  isPlural: boolean;
}
export interface ValuePart extends Place {
  kind: 'value';
  value: Value;
  /** What is counted, `seat` in `45 seats`; null = nothing. */
  head: string | null;
}

export interface Claim extends Plain {
  words: Word[];
  values: ValuePart[];
  isNegated: boolean;
  /** How the sentence is held together: `is`, `has`, a label's colon, or a verb of its own. */
  link: 'is' | 'has' | 'label' | 'verb';
  /** True when the subject's own name opens the sentence and is not a mere owner. */
  isAboutSubject: boolean;
  /** True when the subject is what something is for: `uses Sage as its ledger`, said of the ledger. */
  isForSubject: boolean;
  validFromMs: number | null;
  validToMs: number | null;
}

interface Raw {
  text: string;
  at: number;
  value: Value | null;
}

const label =
  '(?:version|v\\.|release|order|invoice|room|floor|building|gate|line|ticket|case|po|phase|level|tier|option|lot|section|article|clause|chapter|page|no\\.?|number|hall|dock|zone|store|item|iso|din|step|stage|class|group|part|model|article|batch|route|flight|platform|suite|bay|aisle|shelf|locker|desk|extension|ext\\.?|account|line)';
const labelled = new RegExp(
  `(?<=\\b(?:${label}(?: no\\.?| number)?|(?:version|extension|room|platform|gate|number|code) is) ?:? ?#?)(?<![\\d.])\\d+(?:\\.\\d+)*(?![\\d%€$]|,\\d|[ -]?(?:days?|hours?|weeks?|months?|years?|minutes?))`,
  'gi',
);
const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}@+&./'°-]*|[:=#]/gu;
const noise = /^[.'/+&-]+|[.'/+&-]+$/g;

/** Parts of a plain sentence in order, numbers and dates read. */
function partsOf(text: string): Raw[] {
  let rest = text;
  const parts: Raw[] = [];
  const blank = ({ at, end }: { at: number; end: number }): void => {
    rest = `${rest.slice(0, at)}${' '.repeat(end - at)}${rest.slice(end)}`;
  };
  const take = (found: readonly Found<Value>[]): void => {
    for (const { at, end, value } of found) parts.push({ text: text.slice(at, end).trim(), at, value });
  };
  const codes = [
    ...text.matchAll(labelled),
    ...text.matchAll(/\b\d+(?:\.\d+){2,}\b|(?:\+|\b0)\d[\d /()-]{5,}\d\b|\b[\w.+-]+@[\w-]+\.[\w.]+\b/g),
  ];
  const moments = momentsIn(text);
  for (const { index, 0: written } of codes) {
    const end = index + written.length;
    if (moments.some((other) => index < other.end && end > other.at) || /^\d{1,3}(?:[ ]\d{3})+$/.test(written))
      continue;
    if (rest.slice(index, end).trim() === '') continue;
    parts.push({ text: written, at: index, value: null });
    blank({ at: index, end });
  }
  take(moments);
  for (const moment of moments) blank(moment);
  const amounts = amountsIn(rest);
  take(amounts);
  for (const found of amounts) blank(found);
  for (const match of rest.matchAll(wordPattern)) {
    let from = match.index;
    for (const piece of /\d|@/.test(match[0]) ? [match[0]] : match[0].split(/(?<=[/-])/)) {
      const word = piece.replace(noise, '').replace(/'s$|'$/, '');
      if (word !== '' || /[:=#]/.test(piece)) parts.push({ text: word || piece, at: from, value: null });
      from += piece.length;
    }
  }
  return parts.toSorted((a, b) => a.at - b.at);
}

const validFrom =
  /\b(?:since|as of|as from|effective(?: from| as of)?|starting(?: from| on| in)?|beginning(?: on| in)?|with effect from|from|after)(?: the)? $/i;
const validTo = /\b(?:until|till|up to|through|ending(?: on)?|to the end of)(?: the)?(?: end of)? $/i;

/** Reads one sentence. `yearHint` places a day whose year is not written. */
export function claimOf(sentence: string, subject: string, yearHint: number | null): Claim {
  const plain = tenseOf(plainText(sentence));
  const own = new Set((foldText(subject).match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !functionWords.has(word)));
  const ownTerms = new Set([...own].map(termOf));
  const parts = partsOf(plain.text);
  const folded = parts.map(({ text }) => foldText(text));
  const isOwn = (index: number): boolean => {
    const word = folded[index] ?? '';
    if (parts[index]?.value !== null || functionWords.has(word)) return false;
    return own.has(word) || ownTerms.has(termOf(word)) || (legalForms.has(word) && index > 0 && isOwn(index - 1));
  };

  const edge = edgeOf(parts, folded, isOwn);
  const words: Word[] = [];
  const values: ValuePart[] = [];
  let preposition: string | null = null;
  let article: string | null = null;
  let phrase = 0;
  let isForSubject = false;
  let nots = 0;
  for (const [index, part] of parts.entries()) {
    const word = folded[index] ?? '';
    const side = index < edge ? 'left' : 'right';
    if (index === edge) [preposition, article, phrase] = [null, null, phrase + 1];
    if (part.value === null && word === 'not') nots += 1;
    // `US dollar`, `Machine A`: capitals make a name of a small word, unless the whole sentence shouts.
    const isLetter = /^[A-Z]{1,3}$/.test(part.text) && part.text !== 'I' && index > 0 && /\p{Ll}/u.test(plain.text);
    if (part.value === null && functionWords.has(word) && !isLetter) {
      if (prepositions.has(word)) [preposition, article, phrase] = [word, null, phrase + 1];
      else if (articles.has(word)) article = word;
      else if (word !== 'not') [preposition, article] = [null, null];
      continue;
    }
    if (part.value === null && /^[:=#]$/.test(word)) continue;
    if (isOwn(index)) {
      isForSubject ||= side === 'right' && (preposition === 'as' || preposition === 'for');
      continue;
    }
    const next = folded[index + 1];
    const isBefore =
      next !== undefined &&
      parts[index + 1]?.value === null &&
      index + 1 !== edge &&
      !functionWords.has(next) &&
      /[\p{L}\p{N}]/u.test(next);
    const place = {
      at: index,
      text: part.text,
      offset: part.at,
      side,
      preposition,
      phrase,
      isBefore,
      article,
    } as const;
    if (part.value !== null) {
      // What a preposition holds ends with its number: in `over 500 get 5%` only the first is held.
      const held = preposition;
      if (preposition !== null) [preposition, phrase] = [null, phrase + 1];
      values.push({
        ...place,
        preposition: held,
        kind: 'value',
        value: part.value,
        head: isBefore && part.value.type === 'amount' ? conceptOf(next) : null,
      });
      continue;
    }
    words.push({
      ...place,
      kind: 'word',
      folded: word,
      term: termOf(word),
      concept: conceptOf(word),
      isLight: !isLetter && isLight(word),
      isName: /[@\d]/.test(word) || (/^\p{Lu}/u.test(part.text) && (index > 0 || isNameAhead(parts, index))),
      isFirst: index === 0 || folded[index - 1] === ':',
      isPlural: /[^su]s$/.test(word),
    });
  }
  const times = validityIn(plain, parts, yearHint);
  return {
    ...plain,
    words,
    values,
    isNegated: nots % 2 === 1,
    link: linkOf(folded, edge),
    isAboutSubject: isOwn(0) || (isOwn(1) && functionWords.has(folded[0] ?? '')),
    isForSubject,
    ...times,
  };
}

const prepositions = new Set(
  'to of in on at by for with from into onto within via about over under between through during after before until till since across against without near along among outside inside as'.split(
    ' ',
  ),
);
const articles = new Set('a an the its their his her our your this that my'.split(' '));

/** A first word with a capital is a name when the next one has one too, or when letters are all capital. */
function isNameAhead(parts: readonly Raw[], index: number): boolean {
  const [first, next, after] = [parts[index], parts[index + 1], parts[index + 2]];
  // `Dutch is the language`: what comes first is the answer.
  if (/^(?:is|was)$/.test(next?.text ?? '') && /^(?:the|our|a|an|one)$/.test(after?.text ?? '')) return true;
  return /^\p{Lu}{2,}/u.test(first?.text ?? '') || (next?.value === null && /^\p{Lu}\p{Ll}/u.test(next.text));
}

/** Where the sentence turns from what it is about to what it says: the verb that holds it together, or what follows the subject. */
function edgeOf(parts: readonly Raw[], folded: readonly string[], isOwn: (index: number) => boolean): number {
  const held = folded.findIndex((word, index) => parts[index]?.value === null && isAuxiliary(word));
  if (held >= 0) return held;
  let index = 0;
  while (index < parts.length && (isOwn(index) || functionWords.has(folded[index] ?? ''))) index += 1;
  // Nothing before the verb but the subject: the verb itself begins what is said.
  if (index > 0 && folded.slice(0, index).some((_, at) => isOwn(at) || pronouns.has(folded[at] ?? ''))) return index;
  // A sentence without one of those has a verb of its own, most likely the first word that ends like one.
  const hangsOn = (at: number): boolean => {
    const before = folded.slice(0, at).findLast((word) => functionWords.has(word) || word === 'not');
    return before !== undefined && prepositions.has(before);
  };
  const verb = folded.findIndex(
    (word, at) =>
      at > 0 && parts[at]?.value === null && /[^s]s$|[^e]ed$/.test(word) && !functionWords.has(word) && !hangsOn(at),
  );
  return verb > 0
    ? verb
    : Math.max(
        0,
        folded.findIndex((word, at) => at > 0 && isLight(word)),
      );
}
const legalForms = new Set('ltd gmbh inc ag llc plc corp co kg sa bv ab oy se'.split(' '));
const pronouns = new Set('it they he she we i you'.split(' '));

function linkOf(folded: readonly string[], edge: number): Claim['link'] {
  const word = folded[edge] ?? '';
  if (word === ':' || word === '=') return 'label';
  if (/^(?:has|have|had)$/.test(word)) return 'has';
  return isAuxiliary(word) && !/^(?:do|does|did)$/.test(word) ? 'is' : 'verb';
}

function validityIn(
  { text, isUpdate }: Plain,
  parts: readonly Raw[],
  yearHint: number | null,
): Pick<Claim, 'validFromMs' | 'validToMs'> {
  let [validFromMs, validToMs]: (number | null)[] = [null, null];
  for (const { at, value } of parts) {
    if (value?.type !== 'date') continue;
    const before = text.slice(Math.max(0, at - 30), at);
    const instant = instantOf(value, yearHint);
    if (validTo.test(before)) validToMs = instant;
    else if (validFrom.test(before) || (isUpdate && /\b(?:in|on) $/i.test(before))) validFromMs = instant;
  }
  return { validFromMs: validFromMs ?? null, validToMs: validToMs ?? null };
}
