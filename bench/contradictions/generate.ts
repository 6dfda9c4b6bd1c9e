/** Makes pairs of memories from a seed: what they say is drawn, what is right about them follows from how they were drawn. */
import { makeRandom, type Random } from '../trust/sim/random.ts';
import type { Grammar } from './grammar.ts';
import type { Pair, PairSide } from './pair.ts';
import { topics, type Answer, type Topic } from './topics.ts';
import { countries, firms, people } from './vocabulary.ts';

/** A pair with the claim behind each side, as a teammate states it when it fills in the memory tool's fields. */
export interface MadePair extends Pair {
  claim: { a: Claim; b: Claim };
}
export interface Claim {
  /** The question, the narrowing included. */
  key: string;
  value: string;
  many: boolean;
}

export const kinds = [
  'value',
  'negation',
  'number',
  'unit',
  'date',
  'late arrival',
  'scope shadow',
  'many-valued',
  'restated',
  'other question',
] as const;
export type Kind = (typeof kinds)[number];

const dayMs = 86_400_000;
const firstDayMs = Date.UTC(2025, 0, 6);

interface Draw {
  random: Random;
  grammar: Grammar;
  subject: string;
}

/** As many pairs of every kind, in turn. */
export function makePairs(seed: number, count: number, grammar: Grammar): MadePair[] {
  const random = makeRandom(seed);
  return Array.from({ length: count }, (_, at) => {
    const kind = kinds[at % kinds.length] ?? 'value';
    return { ...makePair(kind, random, grammar), id: `${kind.replace(' ', '-')}-${at}`, kind };
  });
}

type Made = Omit<MadePair, 'id' | 'kind'>;

function makePair(kind: Kind, random: Random, grammar: Grammar): Made {
  switch (kind) {
    case 'late arrival':
      return differing(
        random,
        grammar,
        topicOf(random, ({ kind: of, isLasting }) => of !== 'many' && isLasting !== true),
        'late',
      );
    case 'scope shadow':
      return scoped(random, grammar);
    case 'many-valued':
      return standing(random, grammar);
    case 'restated':
      return restated(random, grammar);
    case 'other question':
      return unlike(random, grammar);
    default:
      return differing(
        random,
        grammar,
        topicOf(random, (topic) => topic.kind === kind),
        null,
      );
  }
}

function topicOf(random: Random, fits: (topic: Topic) => boolean): Topic {
  const found = topics.filter(fits);
  const topic = found[random.below(found.length)];
  if (!topic) throw new Error('no question fits');
  return topic;
}

function subjectFor(topic: Topic, random: Random): string {
  const names = topic.of === 'firm' ? firms : people;
  return names[random.below(names.length)] ?? 'Alderton GmbH';
}

function draw(random: Random, grammar: Grammar, topic: Topic): Draw {
  return { random, grammar, subject: subjectFor(topic, random) };
}

const pick = <T>(random: Random, list: readonly T[]): T => {
  const found = list[random.below(list.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
};

/** One wording of an answer. `plainly` leaves out labels, which cannot be narrowed. */
function say({ random, grammar, subject }: Draw, topic: Topic, answer: Answer, plainly = false): string {
  const yesNo = grammar.yesNo[topic.name];
  if (yesNo) return pick(random, yesNo[answer[0] === 'yes' ? 0 : 1]).replaceAll('{s}', subject);
  const all = grammar.phrasings[topic.name] ?? [];
  const wordings = plainly ? all.filter((wording) => wording.endsWith('.')) : all;
  const text = pick(random, wordings).replaceAll('{s}', subject).replaceAll('{v}', pick(random, answer));
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

const on = (daysOn: number): string => new Date(firstDayMs + daysOn * dayMs).toISOString().slice(0, 10);
const claimOf = (subject: string, topic: Topic, answer: Answer, scope = ''): Claim => ({
  key: `${subject}#${topic.name}${scope === '' ? '' : `#${scope}`}`,
  value: answer[0] ?? '',
  many: topic.kind === 'many',
});

function differing(random: Random, grammar: Grammar, topic: Topic, order: 'late' | null): Made {
  const drawn = draw(random, grammar, topic);
  const [x, y] = topic.draw(random);
  const first = random.below(400);
  const gap = order === 'late' ? -(30 + random.below(200)) : random.chance(0.5) ? 0 : 30 + random.below(200);
  const isUndated = gap === 0 && random.chance(0.3);
  const a: PairSide = { text: say(drawn, topic, x), date: isUndated ? null : on(first + 260) };
  let text = say(drawn, topic, y);
  const isNews = gap > 0 && random.chance(0.3) && !topic.isLasting;
  if (isNews) text = asNews(drawn, text);
  const b: PairSide = { text, date: isUndated ? null : on(first + 260 + gap) };
  const isOpen = gap === 0 || topic.isLasting === true;
  return {
    subject: drawn.subject,
    a,
    b,
    expected: isOpen ? 'contradiction' : 'update',
    current: isOpen ? 'open' : gap > 0 ? 'b' : 'a',
    claim: { a: claimOf(drawn.subject, topic, x), b: claimOf(drawn.subject, topic, y) },
  };
}

function asNews({ random, grammar, subject }: Draw, text: string): string {
  const isNamed = text.startsWith(subject) || !/^[A-Z][a-z]/.test(text) || /^[A-Z][a-z]+ [A-Z]/.test(text);
  const inner = isNamed ? text : `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
  return pick(random, grammar.updates).replace('{t}', inner);
}

function scoped(random: Random, grammar: Grammar): Made {
  const topic = topicOf(random, ({ canBeNarrowed }) => canBeNarrowed === true);
  const drawn = draw(random, grammar, topic);
  const [x, y] = topic.draw(random);
  const wide: PairSide = { text: say(drawn, topic, x, true), date: on(random.below(600)) };
  const inner = say(drawn, topic, y, true);
  const place = random.chance(0.5) ? 0 : 1;
  const name = place === 0 ? pick(random, countries) : pick(random, grammar.customers);
  // A third of the scopes stand beside the sentence and not in it.
  const narrow: PairSide = random.chance(1 / 3)
    ? { text: inner, date: on(random.below(600)), scope: name }
    : { text: narrowed(drawn, inner, { place, name }), date: on(random.below(600)) };
  const isFirst = random.chance(0.5);
  const wideClaim = claimOf(drawn.subject, topic, x);
  const narrowClaim = claimOf(drawn.subject, topic, y, name);
  return {
    subject: drawn.subject,
    a: isFirst ? narrow : wide,
    b: isFirst ? wide : narrow,
    expected: 'scope-shadow',
    current: 'both',
    claim: { a: isFirst ? narrowClaim : wideClaim, b: isFirst ? wideClaim : narrowClaim },
  };
}

function narrowed(
  { random, grammar, subject }: Draw,
  text: string,
  { place, name }: { place: 0 | 1; name: string },
): string {
  const [before, behind] = grammar.scopes[place] ?? ['In {country}, {t}', '{t-} in {country}.'];
  const isBefore = random.chance(0.5);
  const inner =
    isBefore && !text.startsWith(subject) && /^(?:The|A|Our|It|For) /.test(text)
      ? `${text.charAt(0).toLowerCase()}${text.slice(1)}`
      : text;
  return (isBefore ? before : behind)
    .replace('{country}', name)
    .replace('{customers}', name)
    .replace('{t-}', inner.replace(/\.$/, ''))
    .replace('{t}', inner);
}

function standing(random: Random, grammar: Grammar): Made {
  const topic = topicOf(random, ({ kind }) => kind === 'many');
  const drawn = draw(random, grammar, topic);
  const [x, y] = topic.draw(random);
  return {
    subject: drawn.subject,
    a: { text: say(drawn, topic, x), date: on(random.below(600)) },
    b: { text: say(drawn, topic, y), date: on(random.below(600)) },
    expected: 'many-valued',
    current: 'both',
    claim: { a: claimOf(drawn.subject, topic, x), b: claimOf(drawn.subject, topic, y) },
  };
}

function restated(random: Random, grammar: Grammar): Made {
  const topic = topicOf(random, () => true);
  const drawn = draw(random, grammar, topic);
  const [x] = topic.draw(random);
  return {
    subject: drawn.subject,
    a: { text: say(drawn, topic, x), date: on(random.below(600)) },
    b: { text: say(drawn, topic, x), date: on(random.below(600)) },
    expected: 'compatible',
    current: 'both',
    claim: { a: claimOf(drawn.subject, topic, x), b: claimOf(drawn.subject, topic, x) },
  };
}

function unlike(random: Random, grammar: Grammar): Made {
  const first = topicOf(random, () => true);
  // Questions of one kind are the hard ones: their answers look alike.
  const second = topicOf(
    random,
    ({ name, of, kind }) => name !== first.name && of === first.of && (kind === first.kind || random.chance(0.3)),
  );
  const drawn = draw(random, grammar, first);
  const [x, y] = [first.draw(random)[0], second.draw(random)[0]];
  return {
    subject: drawn.subject,
    a: { text: say(drawn, first, x), date: on(random.below(600)) },
    b: { text: say(drawn, second, y), date: on(random.below(600)) },
    expected: 'compatible',
    current: 'both',
    claim: { a: claimOf(drawn.subject, first, x), b: claimOf(drawn.subject, second, y) },
  };
}
