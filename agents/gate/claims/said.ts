/** Finds in one sentence what its author says they did. Grammar of a few closed classes of words, no dictionary of names. Pure. */
import { acts, phrases, type ActName } from './acts.ts';

/** An act a sentence says was done, and the files it names with it. */
export interface Said {
  act: ActName;
  /** The part of the sentence that says it. */
  clause: string;
  files: string[];
}

const actOf = new Map<string, ActName>(
  Object.entries(acts).flatMap(([name, act]) => act.forms.map((form): [string, ActName] => [form, name as ActName])),
);
const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const fillers = set(
  `already now just also successfully then all both each since duly finally immediately personally carefully quickly
   fully directly promptly again first next safely even since recently manually properly officially formally later
   subsequently therefore thus hereby additionally since earlier correctly automatically individually`,
);
const openers = set(
  'and then also or so next finally first second third lastly done update status result note summary today successfully already just now additionally furthermore moreover afterwards further besides plus ok okay great',
);
const firstPersons = set("i we i've we've i’ve we’ve i'd we'd i’d we’d myself ourselves");
const haves = set("have has had 've ’ve having i've we've i’ve we’ve i'd we'd i’d we’d");
const bes = set("was were is are been being got get gets be am it’s it's that’s that's");
const noes = set(
  `not no never nothing nobody none neither nor without cannot can't can’t couldn't couldn’t didn't didn’t wasn't wasn’t weren't weren’t
   hasn't hasn’t haven't haven’t isn't isn’t aren't aren’t won't won’t don't don’t doesn't doesn’t hadn't hadn’t unable failed nowhere hardly yet-to un-`,
);
const unreal = set(
  `will shall would could can may might should must to if unless until whether once before when whenever wherever where
   i'll we'll i’ll we’ll you'll you’ll it'll it’ll gets get plan plans planned propose proposes suggest suggests recommend recommends
   want wants wish needs need please let's let’s waiting pending awaiting assuming provided ready cannot how`,
);
const determiners = set(
  `the a an this these those that any every my our your their his her its of in from with for no some as only
   most many several two three four five six seven eight nine ten both which who whose by newly recently last latest properly
   and/or per on at under between`,
);
/** Who else it can have been, and where it was read. */
const reported =
  /\[\^|\baccording to\b|\bas (?:stated|noted|shown|recorded|listed|agreed|per)\b|\bper the\b|\b(?:files?|documents?|records?|lease|logs?|minutes|notes?|letters?|tables?|emails?|e-mails?|register|ledger|report|invoices?|statements?|spreadsheet|contract|transcript|sheet|history|it|which|they|he|she|policy|page|section|clause|column|row|entry|source|handbook)s? (?:also )?(?:says?|said|shows?|showed|states?|stated|lists?|listed|records?|recorded|notes|mentions?|mentioned|reports?|reported|claims?|claimed|indicates?|confirms?|reads?|tells?|describes?|explains?)\b|\b(?:says?|said|shows?|showed|states?|stated|reports?|reported|mentions?|claims?|claimed|indicates?|found|learned|understand|see|saw|appears?|seems?) that\b|\b(?:appears?|seems?|supposed|said|reported|believed|known|meant|expected|scheduled|due) to (?:be|have)\b/i;
const past =
  /\b(?:(?:19|20)\d\d|(?:on|since|in|by|of|before|until|from) (?:the )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|last (?:week|month|year|spring|summer|autumn|winter|quarter|mon|tues|wednes|thurs|fri|satur|sun)|(?:week|month|year)s? ago|in q[1-4]|every (?:month|year|week|quarter)|(?:monthly|yearly|annually|quarterly|weekly)|(?:in|under|of) (?:section|clause|§))/i;
const byOthers =
  /\bby (?!me\b|us\b|myself\b|hand\b|e-?mail\b|mail\b|post\b|phone\b|\w+ing\b|[\w./-]+\.\w{1,5}\b)(?!(?:mon|tues|wednes|thurs|fri|satur|sun)day)/i;
const fileNames = /(?:[\w.-]+\/)*[\w-][\w.-]*\.(?:[a-z][a-z0-9]{1,4})\b/gi;

/** Where a sentence stands: in a document one speaks of the world, in a summary of one's own work. */
export type Place = 'summary' | 'document';

export function saidIn(sentence: string, place: Place): Said[] {
  if (/\?\s*$/.test(sentence)) return [];
  const found: Said[] = [];
  let before: Frame = { isFirst: false, isUnreal: false };
  for (const clause of clausesOf(sentence)) {
    const frame = frameOf(clause, before);
    const act = actIn(clause, sentence, place, frame);
    const files = clause.match(fileNames) ?? [];
    if (act) found.push({ act, clause: clause.trim(), files });
    before = frame;
  }
  return found;
}

/** A clause ends where another subject may begin. */
function clausesOf(sentence: string): string[] {
  return sentence
    .split(
      /,\s+|:\s+|\s+\(|\)\s*|\s+(?:but|so|because|while|whereas|although|though)\s+|\s+(?:and|then)\s+(?=(?:i|we|it|they|he|she|the|have|has|was|were|nothing|no|all|also)\b)|\s+and\s+(?=[\w'’-]+ed\b|sent\b|paid\b|told\b|wrote\b|ran\b|made\b|put\b|let\b|rang\b|bought\b|got\b|gave\b|read\b)/i,
    )
    .filter((part) => /\p{L}/u.test(part));
}

/** What a clause without a subject of its own goes on with. */
interface Frame {
  isFirst: boolean;
  isUnreal: boolean;
}

const tokensOf = (clause: string): string[] =>
  clause
    .toLowerCase()
    .split(/\s+/)
    .map((token) => token.replace(/^[^\p{L}\d'’]+|[^\p{L}\d'’]+$/gu, ''))
    .filter(Boolean);

function frameOf(clause: string, before: Frame): Frame {
  const tokens = tokensOf(clause).filter((token) => !openers.has(token) && !fillers.has(token));
  const [first = ''] = tokens;
  const goesOn = actOf.has(first) || haves.has(first) || bes.has(first);
  const isUnreal = tokens.some((token) => noes.has(token) || unreal.has(token));
  if (tokens.some((token) => firstPersons.has(token))) return { isFirst: true, isUnreal };
  if (goesOn) return { isFirst: before.isFirst, isUnreal: before.isUnreal || isUnreal };
  return { isFirst: false, isUnreal };
}

function actIn(clause: string, sentence: string, place: Place, frame: Frame): ActName | null {
  const tokens = tokensOf(clause);
  for (const [at, token] of tokens.entries()) {
    const act = actOf.get(token);
    if (act && isDone(tokens, at, sentence, place, frame)) return act;
  }
  const text = tokens.join(' ');
  for (const [act, phrase] of phrases) {
    const hit = phrase.exec(text);
    if (!hit) continue;
    const head = tokensOf(text.slice(0, hit.index));
    if (head.some((token) => noes.has(token) || unreal.has(token)) || /\b(?:not|no|never|to be)\b/.test(hit[0]))
      continue;
    if (frame.isUnreal && !frame.isFirst) continue;
    if (reported.test(sentence) || past.test(sentence)) continue;
    const isThird =
      head.length > 0 &&
      /^(?:made|completed|placed|gave|spoke|talked|spoken|set|put|added|let|reached|got|heard|dropped|wrote|passed|had|went|took|followed|kept)/.test(
        hit[0],
      );
    if (
      isThird &&
      !head.some((token) => firstPersons.has(token)) &&
      !head.every((token) => openers.has(token) || fillers.has(token))
    )
      continue;
    if (place === 'document' && !frame.isFirst) continue;
    return act;
  }
  return null;
}

/** Whether the form at `at` says that its author has done it. */
function isDone(tokens: readonly string[], at: number, sentence: string, place: Place, frame: Frame): boolean {
  const head = tokens.slice(0, at);
  if (head.some((token) => noes.has(token) || unreal.has(token))) return false;
  const back = [...head];
  while (back.length > 0 && fillers.has(back.at(-1) ?? '')) back.pop();
  const last = back.at(-1) ?? '';
  const isPassive = bes.has(last);
  if (isPassive) return isPassiveDone(tokens, at, sentence, place, back.slice(0, -1));
  if (firstPersons.has(last)) return true;
  if (haves.has(last)) {
    const subject = back.slice(0, -1).findLast((token) => !fillers.has(token));
    return subject === undefined ? place === 'summary' || frame.isFirst : firstPersons.has(subject);
  }
  // Nothing before it: the author is left out, or it goes on with the subject before.
  if (back.every((token) => openers.has(token) || fillers.has(token))) {
    if (frame.isUnreal) return false;
    if (frame.isFirst) return true;
    return place === 'summary' && !byOthers.test(sentence) && !reported.test(sentence) && !isDated(tokens, at);
  }
  if (last === 'and' || last === 'or') return head.some((token) => firstPersons.has(token)) && !frame.isUnreal;
  return isElliptic(tokens, at, sentence, place, back);
}

/** “The letter was sent”, “it has been booked”: nobody else is named, and no other time. */
function isPassiveDone(
  tokens: readonly string[],
  at: number,
  sentence: string,
  place: Place,
  subject: readonly string[],
): boolean {
  const act = actOf.get(tokens[at] ?? '');
  if (act === 'call' || tokens[at] === 'met') return false;
  if (reported.test(sentence) || byOthers.test(sentence) || past.test(sentence)) return false;
  const isPerfect = subject.some((token) => haves.has(token)) || haves.has(subject.at(-1) ?? '');
  const isNow = tokens.slice(0, at).some((token) => token === 'now' || token === 'already');
  const isThere = tokens[at - 1] === 'is' || tokens[at - 1] === 'are';
  if (place === 'document') return (isPerfect || isNow) && ['send', 'publish', 'remove', 'run'].includes(act ?? '');
  // “Rent is paid in advance” tells a rule, “it is sent” an act.
  if (isThere && !isNow) return tokens.length - at <= 4 && act !== 'pay' && act !== 'book' && act !== 'remove';
  return true;
}

/** “Invoice paid”, “E-mail sent to Anna”: a headline without a verb of its own. */
function isElliptic(
  tokens: readonly string[],
  at: number,
  sentence: string,
  place: Place,
  back: readonly string[],
): boolean {
  if (place === 'document' || back.length > 5 || determiners.has(back.at(-1) ?? '')) return false;
  if (reported.test(sentence) || byOthers.test(sentence) || past.test(sentence)) return false;
  if (back.some((token) => actOf.has(token) || bes.has(token) || haves.has(token))) return false;
  const next = tokens[at + 1];
  return (
    next === undefined || /^(?:to|for|with|at|in|on|as|via|into|and|successfully|already|today|through)$/.test(next)
  );
}

function isDated(tokens: readonly string[], at: number): boolean {
  return past.test(tokens.slice(at).join(' '));
}
