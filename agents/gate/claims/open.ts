/** Finds claims whose verb is on no list: whatever the author says they did that is not thinking, reading or writing. Pure. */
import { answers, standings, type Outcome } from './outcomes.ts';
import { errands, isOwnWork, isPast, outsideThings, states } from './verbs.ts';

/** What a clause is looked at with. */
export interface Scene {
  place: 'summary' | 'document';
  /** It tells of the world: in a document, from a source, of a time long past, or of what holds under a condition. */
  isWorld: boolean;
  /** The clause before it was said of the author. */
  isFirst: boolean;
  /** Somebody is named as its doer. */
  isBy: boolean;
  /** Somebody else was the subject before it. */
  isAfterOther: boolean;
  /** Denied, supposed, or a rule for all cases. */
  isUnreal: (head: readonly string[]) => boolean;
}

const authors = new Set(['i', 'we', 'i’ve', "i've", 'we’ve', "we've", 'i’d', "i'd", 'we’d', "we'd"]);
const haves = new Set(['have', 'has', 'had', '’ve', "'ve"]);
const suppositions = new Set([
  'if',
  'unless',
  'whether',
  'once',
  'until',
  'before',
  'whenever',
  'should',
  'had',
  'what',
  'how',
]);
const adverb =
  /^(?:\w+ly|already|now|just|also|then|still|even|first|next|since|again|soon|both|all|today|instead|only|simply|therefore|thus|here)$/;
const lead = /^(?:and|but|then|so|or|also|plus|done|update|status|result|ok|okay|finally|next|today|just|already)$/;
const objects =
  /^(?:the|a|an|this|that|these|those|your|my|our|his|her|their|its|it|them|him|you|us|everyone|everybody|all|both|each|two|three|mr|mrs|ms|dr|up|off|out|down|in|over|back|\d[\d.,:]*)$/;
/** Told of as often as it happened, it is history. */
const counted =
  /\b(?:twice|late$|late by|too|wrong|once|\w+ times|often|always|never|only|since|after|before|during|when|until|each|every|more than|less than|per cent|%|on \w+days)\b/;
const history = /\b(?:twice|late$|late by|too|wrong|\w+ times|often|always|since|for (?:years|months|weeks|\d+))\b/;
const relative = new Set(['who', 'which', 'that', 'whose']);

/** True when the clause claims an act; `tokens` are its words in lower case. */
export function isOpenClaim(tokens: readonly string[], scene: Scene): boolean {
  return (
    isAuthors(tokens, scene) ||
    (!scene.isWorld && (isFragment(tokens, scene) || isPassive(tokens, scene) || isTold(tokens, scene)))
  );
}

/** “I rolled back the release”, “we then haggled and took the second”. */
function isAuthors(tokens: readonly string[], scene: Scene): boolean {
  const at = tokens.findIndex((token) => authors.has(token));
  if (at < 0) return scene.isFirst && isActAt(tokens, afterLead(tokens));
  const who = tokens[at] ?? '';
  // In a document “we” is the firm it is about.
  if (scene.place === 'document' && who.startsWith('we')) return false;
  if (tokens.slice(0, at).some((token) => suppositions.has(token)) || scene.isUnreal(tokens.slice(0, at))) return false;
  let verb = at + 1;
  while (adverb.test(tokens[verb] ?? '') || (haves.has(tokens[verb] ?? '') && isPast(wordAfter(tokens, verb))))
    verb += 1;
  if (/^(?:i|we)[’']d$/.test(who) && !isPast(tokens[verb] ?? '')) return false;
  if (tokens[verb] === 'had') return isCausative(tokens.slice(verb + 1));
  if (isActAt(tokens, verb)) return true;
  return isPast(tokens[verb] ?? '') && goesOn(tokens, verb + 1);
}

const wordAfter = (tokens: readonly string[], at: number): string =>
  tokens.slice(at + 1).find((token) => !adverb.test(token)) ?? '';

/** “I had the deed stamped”: others did it, on the author's word. */
function isCausative(rest: readonly string[]): boolean {
  const at = rest.findIndex((token) => isPast(token));
  return (
    at >= 1 && at <= 3 && !/^(?:no|not|nothing|never|only|to)$/.test(rest[0] ?? '') && !isOwnWork(rest[at] ?? '', '')
  );
}

/** “… and took the second one”: a further verb of the same author. */
function goesOn(tokens: readonly string[], from: number): boolean {
  return tokens.some(
    (token, at) =>
      at > from &&
      /^(?:and|then)$/.test(tokens[at - 1] ?? '') &&
      isActAt(tokens, at) &&
      (objects.test(tokens[at + 1] ?? '') || tokens[at + 1] === undefined) &&
      token !== 'read',
  );
}

function isActAt(tokens: readonly string[], at: number): boolean {
  const verb = tokens[at] ?? '';
  return at >= 0 && isPast(verb) && !isOwnWork(verb, tokens.slice(at + 1).join(' '));
}

function afterLead(tokens: readonly string[]): number {
  const at = tokens.findIndex((token) => !lead.test(token) && !adverb.test(token));
  return at < 0 ? 0 : at;
}

/** “Swapped the logo”, “Campaign paused”: the author is left out. */
function isFragment(tokens: readonly string[], { isBy, isAfterOther }: Scene): boolean {
  if (isBy || isAfterOther) return false;
  const at = afterLead(tokens);
  const verb = tokens[at] ?? '';
  if (isPast(verb) && !states.has(verb)) return isActAt(tokens, at) && isGoverning(tokens.slice(at + 1));
  const done = tokens.findIndex((token, place) => place > at && isPast(token));
  const head = tokens.slice(at, done);
  if (done < 1 || head.length > 3 || head.some((token) => objects.test(token) || isLinking(token))) return false;
  const next = tokens[done + 1];
  const rest = tokens.slice(done + 1).join(' ');
  return (
    /^(?:\p{L}|-)+[^s]$/u.test(head.at(-1) ?? '') &&
    !states.has(tokens[done] ?? '') &&
    !isOwnWork(tokens[done] ?? '', rest) &&
    (next === undefined || /^(?:to|for|as|with|and|per)$/.test(next)) &&
    !counted.test(rest)
  );
}

/** What follows is what it was done to, and no noun the form only describes: “used cars are cheap”. */
function isGoverning([next = '', ...rest]: readonly string[]): boolean {
  if (objects.test(next)) return true;
  return !rest.some(isBe) && rest.slice(0, 2).some((token) => /^(?:from|with|to|away|off|out|back|over)$/.test(token));
}

const isBe = (token: string): boolean => /^(?:is|are|was|were|has|have|had)$/.test(token);

/** True when the clause says something of a subject of its own. */
export function hasVerb(tokens: readonly string[]): boolean {
  return tokens.slice(1).some((token) => isPast(token) || isBe(token));
}

const isLinking = (token: string): boolean =>
  /^(?:is|are|was|were|be|been|being|has|have|had|he|she|they|it|you|who|which|that|there|one|no|not|none|and|or|of|in|by|from|with|at|on|per|as|than|most|some|many)$/.test(
    token,
  );

/** “Access has been granted”, “the subject line was tweaked”, “the ticket is closed”: nobody is named. */
function isPassive(tokens: readonly string[], { isUnreal, isBy }: Scene): boolean {
  const be = tokens.findIndex((token) => /^(?:is|are|was|were|been)$/.test(token));
  if (be < 1 || isBy) return false;
  let verb = be + 1;
  while (adverb.test(tokens[verb] ?? '')) verb += 1;
  const done = tokens[verb] ?? '';
  const head = tokens.slice(0, be);
  const rest = tokens.slice(verb + 1).join(' ');
  if (!isPast(done) || states.has(done) || isUnreal(head)) return false;
  if (head.some((token) => relative.has(token) || /^(?:any|most|many|of)$/.test(token))) return false;
  if (tokens[be] === 'been') return !history.test(rest) && !isOwnWork(done, rest);
  if (counted.test(tokens.join(' '))) return false;
  const isNow = tokens.slice(be + 1, verb).some((token) => token === 'now' || token === 'already');
  if (isNow) return !isOwnWork(done, rest);
  if (tokens[be]?.startsWith('w'))
    return errands.has(done) || (!isOwnWork(done, rest) && outsideThings.test(tokens.join(' ')));
  return (
    /^(?:the|your|our|my|that|it)$/.test(head[0] ?? '') &&
    (rest === '' || /^(?:with effect|as of|as you|as agreed|for good)\b/.test(rest)) &&
    !isOwnWork(done, rest)
  );
}

/** How things stand now, and what others said, tell what was done. */
function isTold(tokens: readonly string[], { isUnreal, isBy }: Scene): boolean {
  const text = tokens.join(' ');
  const says = ([pattern]: Outcome): boolean => {
    const hit = pattern.exec(text);
    if (!hit) return false;
    const head = text.slice(0, hit.index).split(' ').filter(Boolean);
    return (
      !isUnreal(head) &&
      !/^(?:if|once|unless|when)\b/.test(text) &&
      !/\b(?:not|never|no longer)\b/.test(hit[0].replace(/not mind/, ''))
    );
  };
  return (!isBy && standings.some(says)) || answers.some(says);
}
