/** Finds in one sentence what its author says they did. Grammar of a few closed classes of words, no dictionary of names. Pure. */
import { activeOnly, acts, phrases, type ActName } from './acts.ts';
import { hasVerb, isOpenClaim } from './open.ts';
import { isInMind } from './verbs.ts';

/** An act a sentence says was done, and the files it names with it. */
export interface Said {
  act: ActName;
  /** The part of the sentence that says it. */
  clause: string;
  files: string[];
}

const irregular: Record<string, string[]> = {
  sent: ['send', 'sending'],
  told: ['tell', 'telling'],
  paid: ['pay', 'paying'],
  bought: ['buy', 'buying'],
  wrote: ['write', 'writing'],
  met: ['meet', 'meeting'],
  ran: ['run', 'running'],
  read: ['read', 'reading'],
  rang: ['ring', 'ringing'],
};
const actOf = new Map<string, ActName>(
  Object.entries(acts).flatMap(([name, act]) => act.forms.map((form): [string, ActName] => [form, name as ActName])),
);
/** “Finished uploading”, “managed to book”: the form that follows says what was done. */
const inflected = new Map<string, ActName>(
  [...actOf].flatMap(([form, act]): [string, ActName][] => {
    const stem = /^(.{2,})ed$/.exec(form)?.[1];
    if (stem === undefined) return (irregular[form] ?? []).map((base): [string, ActName] => [base, act]);
    const plain = stem.replace(/([bdgklmnprt])\1$/, '$1');
    return [stem, `${stem}e`, plain, `${stem}ing`].map((base): [string, ActName] => [base, act]);
  }),
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
  `will shall would could can may might should must if unless until whether once before when whenever wherever where
   i'll we'll i’ll we’ll you'll you’ll it'll it’ll gets get plan plans planned propose proposes suggest suggests recommend recommends
   want wants wish needs need please let's let’s waiting pending awaiting assuming provided ready cannot how what`,
);
const conditions = set('if once when whenever unless until provided assuming whether as');
const determiners = set(
  `the a an this these those that any every my our your their his her its of in from with for no some as only
   most many several two three four five six seven eight nine ten both which who whose by newly recently last latest properly
   and/or per on at under between`,
);
/** Who else it can have been, and where it was read. */
const reported =
  /\[\^|\b(?:based on|going by|judging (?:by|from)) |\b(?:in|per|from) (?:its|his|her|their|the|a) (?:\w+ )?(?:letter|files?|lease|contract|minutes|report|statement|ledger|draft|version|notes?|table|register)\b|, [^,]*\b(?:writes?|says?|reports?|claims?|states?)\.?$|\baccording to\b|\bas (?:stated|noted|shown|recorded|listed|agreed|per)\b|\bper the\b|\b(?:files?|documents?|records?|lease|logs?|minutes|notes?|letters?|tables?|emails?|e-mails?|register|ledger|report|invoices?|statements?|spreadsheet|contract|transcript|sheet|history|it|which|they|he|she|policy|page|section|clause|column|row|entry|source|handbook|brief|messages?|chat|texts?|author|you)s? (?:also )?(?:says?|said|shows?|showed|states?|stated|lists?|listed|records?|recorded|notes|mentions?|mentioned|reports?|reported|claims?|claimed|indicates?|confirms?|reads?|tells?|told|wrote|describes?|explains?)\b|\b(?:says?|said|shows?|showed|states?|stated|reports?|reported|mentions?|claims?|claimed|indicates?|found|learned|understand|see|saw|appears?|seems?) that\b|\b(?:appears?|seems?|supposed|said|reported|believed|known|meant|expected|scheduled|due) to (?:be|have)\b/i;
const past =
  /\b(?:(?:19|20)\d\d|(?:on|since|in|by|of|before|until|from) (?:the )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|last (?:week|month|year|spring|summer|autumn|winter|quarter|mon|tues|wednes|thurs|fri|satur|sun)|(?:week|month|year)s? ago|in q[1-4]|every (?:month|year|week|quarter)|(?:monthly|yearly|annually|quarterly|weekly)|(?:in|under|of) (?:section|clause|§))/i;
const byOthers =
  /\bby (?!me\b|us\b|courier\b|letter\b|registered\b|fax\b|text\b|sms\b|bank\b|card\b|train\b|car\b|courier\b|line\b|now\b|then\b|myself\b|hand\b|e-?mail\b|mail\b|post\b|phone\b|\w+ing\b|[\w./-]+\.\w{1,5}\b)(?!(?:mon|tues|wednes|thurs|fri|satur|sun)day)/i;
const fileNames = /(?:[\w.-]+\/)*[\w-][\w.-]*\.(?:[a-z][a-z0-9]{1,4})\b/gi;

/** Verbs that need nobody to be done to: with a name before them it is that one who did it. */
const intransitive = set(
  'replied responded answered called moved met rang phoned settled ran registered subscribed looked asked told',
);
const leading = /^(?:finished|completed|managed|succeeded|liberty|ahead|done|got|able|opportunity)$/;
/** What holds of each tells a rule. */
const rules = set('each every any');
const pronouns = set('you he she it they who which that this there one everyone somebody someone nobody');
const persons = set('he she they who');
const afterHeadline = /^(?:to|for|with|at|in|on|as|via|into|and|successfully|already|today|through)$/;

/** Where a sentence stands: in a document one speaks of the world, in a summary of one's own work. */
export type Place = 'summary' | 'document';

/** What a clause without a subject of its own goes on with. */
interface Frame {
  subject: 'first' | 'third' | 'somebody' | 'none';
  /** Denied, planned or supposed, up to its first verb of doing. */
  isUnreal: boolean;
  /** It began with a condition: what follows in the present is none of it done. */
  isCondition: boolean;
}

/** A sentence as its clauses are looked at. */
interface Around {
  place: Place;
  /** Names another time, another author or another source. */
  isOthers: boolean;
  isPast: boolean;
  isBy: boolean;
  /** Somebody else was the subject before: what has none goes on with them. */
  isAfterOther: boolean;
  frame: Frame;
}

export function saidIn(sentence: string, place: Place): Said[] {
  if (/\?\s*$/.test(sentence)) return [];
  // A year in the name of a file is no time.
  const prose = sentence.replace(fileNames, 'file');
  const facts = { place, isOthers: reported.test(prose), isPast: past.test(prose), isBy: byOthers.test(prose) };
  const found: Said[] = [];
  let frame: Frame = { subject: 'none', isUnreal: false, isCondition: false };
  let isAfterOther = false;
  for (const clause of clausesOf(sentence)) {
    const isAfterCondition = frame.isCondition;
    const tokens = tokensOf(clause);
    frame = frameOf(tokens, frame);
    const act = actIn(tokens, { ...facts, isAfterOther, frame: { ...frame, isCondition: isAfterCondition } });
    isAfterOther ||= frame.subject !== 'first' && hasVerb(tokens);
    if (act) found.push({ act, clause: clause.trim(), files: clause.match(fileNames) ?? [] });
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

const tokensOf = (clause: string): string[] =>
  clause
    .toLowerCase()
    .split(/\s+/)
    .map((token) => token.replace(/^[^\p{L}\d'’]+|[^\p{L}\d'’]+$/gu, ''))
    .filter(Boolean);

const isMild = (token: string): boolean => openers.has(token) || fillers.has(token);
const isUnrealWord = (token: string): boolean => noes.has(token) || unreal.has(token);
/** Denied, supposed, or still to be done. */
const isUnrealHead = (head: readonly string[]): boolean =>
  head.some(isUnrealWord) || head.at(-1) === 'to' || /\bto (?:\w+ly )?(?:be|have|get)\b/.test(head.join(' '));

function frameOf(tokens: readonly string[], before: Frame): Frame {
  const core = tokens.filter((token) => !isMild(token));
  const [first = ''] = core;
  const verb = core.findIndex((token) => actOf.has(token));
  const head = verb < 0 ? core : core.slice(0, verb);
  const isUnreal = isUnrealHead(head);
  const isCondition = conditions.has(first);
  if (head.some((token) => firstPersons.has(token))) return { subject: 'first', isUnreal, isCondition };
  const goesOn = actOf.has(first) || haves.has(first) || bes.has(first);
  if (goesOn) return { subject: before.subject, isUnreal: before.isUnreal || isUnreal, isCondition };
  return { subject: persons.has(first) ? 'somebody' : 'third', isUnreal, isCondition };
}

function actIn(tokens: readonly string[], around: Around): ActName | null {
  const text = tokens.join(' ');
  for (const [act, phrase] of phrases) {
    const hit = phrase.exec(text);
    if (hit && isMeant(hit[0], tokensOf(text.slice(0, hit.index)), around)) return act;
  }
  for (const [at, token] of tokens.entries()) {
    const act = actOf.get(token);
    const isTaken = isInMind(tokens.slice(at).join(' '));
    if (act && !isTaken && isDone(tokens, at, around)) return act;
  }
  const { place, frame, isOthers, isPast, isBy, isAfterOther } = around;
  const isFirst = frame.subject === 'first' && !frame.isUnreal;
  const led = ledTo(tokens, around);
  if (led) return led;
  const kept = place === 'document' || isOthers || isPast || frame.isCondition;
  return isOpenClaim(tokens, { place, isWorld: kept, isFirst, isBy, isAfterOther, isUnreal: isNotDone })
    ? 'other'
    : null;
}

const isNotDone = (head: readonly string[]): boolean => isUnrealHead(head) || head.some((token) => rules.has(token));

/** The act a verb of ending or daring leads to. */
function ledTo(tokens: readonly string[], { place, frame }: Around): ActName | null {
  const at = tokens.findIndex((token) => leading.test(token));
  const head = tokens.slice(0, Math.max(at, 0));
  if (at < 0 || isUnrealHead(head)) return null;
  if (frame.subject !== 'first' && (place === 'document' || !head.every(isMild))) return null;
  const next = tokens.slice(at + 1, at + 6).find((token) => inflected.has(token));
  return inflected.get(next ?? '') ?? null;
}

/** Whether a turn of phrase is the author's own, and said to be done. */
function isMeant(hit: string, head: readonly string[], { place, isOthers, isPast, frame }: Around): boolean {
  if (
    head.some((token) => isUnrealWord(token) || rules.has(token)) ||
    /\b(?:not|no|never|to be)\b/.test(hit) ||
    isOthers
  )
    return false;
  const isFirst = frame.subject === 'first';
  if (!isFirst && (isPast || frame.isCondition || place === 'document')) return false;
  const needsAuthor =
    !/^(?:went out|gone out|went live|is |are |(?:unit |integration )*tests?\b|payment|transfer|refund|booking|reservation|order|appointment|meeting|on |in |reached|landed|all |the |every |\d)/.test(
      hit,
    );
  return !needsAuthor || isFirst || head.every(isMild);
}

/** Whether the form at `at` says that its author has done it. */
function isDone(tokens: readonly string[], at: number, around: Around): boolean {
  const { place, isOthers, isBy, frame } = around;
  const head = tokens.slice(0, at);
  if (isUnrealHead(head)) return false;
  const back = [...head];
  while (back.length > 0 && fillers.has(back.at(-1) ?? '')) back.pop();
  const last = back.at(-1) ?? '';
  if (bes.has(last)) return isPassiveDone(tokens, at, back.slice(0, -1), around);
  if (firstPersons.has(last)) return true;
  if (haves.has(last)) {
    const subject = back.slice(0, -1).findLast((token) => !fillers.has(token));
    if (subject !== undefined) return firstPersons.has(subject);
    return !frame.isUnreal && (frame.subject === 'first' || (frame.subject === 'none' && place === 'summary'));
  }
  if (back.length === 0 && isAdjective(tokens, at)) return false;
  // Nothing before it: the author is left out, or it goes on with the subject before.
  if (back.every(isMild)) {
    if (frame.isUnreal || frame.subject === 'somebody') return false;
    if (frame.subject === 'first') return true;
    if (place === 'document' || isBy || around.isPast) return false;
    if (isOthers && frame.subject !== 'none') return false;
    return frame.subject === 'none' || isHeadline(tokens, at);
  }
  if (last === 'and' || last === 'or') return head.some((token) => firstPersons.has(token)) && !frame.isUnreal;
  return isElliptic(tokens, at, back, around);
}

/** “Signed copies are kept”: it stands before what it tells of. */
function isAdjective(tokens: readonly string[], at: number): boolean {
  return (
    !determiners.has(tokens[at + 1] ?? '') &&
    tokens.slice(at + 2, at + 4).some((token) => /^(?:is|are|was|were|have|has)$/.test(token))
  );
}

/** “The letter was sent”, “it has been booked”: nobody else is named, and no other time. */
function isPassiveDone(tokens: readonly string[], at: number, subject: readonly string[], around: Around): boolean {
  const act = actOf.get(tokens[at] ?? '');
  const { place, isOthers, isBy, isPast, frame } = around;
  if (act === 'call' || activeOnly.has(tokens[at] ?? '') || isOthers || isBy || isPast) return false;
  if (subject.length === 0 && frame.subject === 'somebody') return false;
  // “I was asked for three” was done to the author, “those who were told” to others.
  if (firstPersons.has(subject.at(-1) ?? '') || (persons.has(subject.at(-1) ?? '') && subject.length > 1)) return false;
  const isPerfect = subject.some((token) => haves.has(token));
  if (
    !isPerfect &&
    /\b(?:twice|\w+ times|late$|late by|too|wrong|after (?:a|an|the|two|three|\d+))\b/.test(tokens.slice(at).join(' '))
  )
    return false;
  const isNow = tokens.slice(0, at).some((token) => token === 'now' || token === 'already');
  const isThere = /^(?:is|are)$/.test(tokens.slice(0, at).findLast((token) => bes.has(token)) ?? '') && !isPerfect;
  if (place === 'document') return (isPerfect || isNow) && ['send', 'publish', 'remove', 'run'].includes(act ?? '');
  // “Rent is paid in advance” tells a rule, “it is sent” an act.
  if (isThere && !isNow) {
    const isRule = act === 'pay' || act === 'book' || act === 'remove';
    return (
      !frame.isCondition &&
      tokens.length - at <= (isRule ? 1 : 3) &&
      !/^(?:each|every|all|any|most|no|both|many)$/.test(tokens[0] ?? '')
    );
  }
  return true;
}

/** “Invoice paid”, “E-mail sent to Anna”: a headline without a verb of its own. */
function isElliptic(
  tokens: readonly string[],
  at: number,
  back: readonly string[],
  { place, isOthers, isBy, isPast }: Around,
): boolean {
  if (place === 'document' || isOthers || isBy || isPast) return false;
  if (
    back.length > 5 ||
    determiners.has(back.at(-1) ?? '') ||
    intransitive.has(tokens[at] ?? '') ||
    activeOnly.has(tokens[at] ?? '')
  )
    return false;
  if (back.some((token) => actOf.has(token) || bes.has(token) || haves.has(token) || pronouns.has(token))) return false;
  return isHeadline(tokens, at);
}

function isHeadline(tokens: readonly string[], at: number): boolean {
  const next = tokens[at + 1];
  return next === undefined || afterHeadline.test(next);
}
