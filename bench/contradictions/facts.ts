/** Facts that have nothing to do with each other, many about each subject: none may take another's place. */
import { makeRandom } from '../trust/sim/random.ts';
import { openOffice } from './memory.ts';
import { carriers, cities, firms, people, programs } from './vocabulary.ts';

const things =
  'warehouse|canteen|delivery van|website|print shop|car park|archive|front desk|laboratory|server room|newsletter|training course|loading dock|forklift|summer party|fire alarm|coffee machine|meeting room|cold store|workshop|call centre|showroom|bicycle shed|reception|roof garden'.split(
    '|',
  );

type Draw = (below: number) => number;
const of = (list: readonly string[], draw: Draw): string => list[draw(list.length)] ?? '';
// One question each; with the things above they make six hundred different ones.
const aspects: ((thing: string, draw: Draw) => string)[] = [
  (thing, draw) => `The ${thing} costs €${100 + draw(900)} a month.`,
  (thing, draw) => `The ${thing} was opened in ${1990 + draw(35)}.`,
  (thing, draw) => `The ${thing} is managed by ${of(people, draw)}.`,
  (thing, draw) => `The ${thing} is insured for €${(1 + draw(90)) * 1_000}.`,
  (thing, draw) => `The ${thing} is ${5 + draw(90)} metres long.`,
  (thing, draw) => `The ${thing} weighs ${1 + draw(40)} tonnes.`,
  (thing, draw) => `The ${thing} was built by a firm from ${of(cities, draw)}.`,
  (thing, draw) => `The ${thing} is ${draw(2) === 0 ? 'open' : 'closed'} on Sundays.`,
  (thing, draw) => `The ${thing} is ${draw(2) === 0 ? '' : 'not '}part of the tour for visitors.`,
  (thing, draw) => `The ${thing} has room for ${10 + draw(200)} people.`,
  (thing, draw) => `The ${thing} is inspected every ${2 + draw(9)} months.`,
  (thing, draw) => `The next repair of the ${thing} is on ${1 + draw(28)} March 2027.`,
  (thing, draw) => `The ${thing} is booked through ${of(programs, draw)}.`,
  (thing, draw) => `Supplies for the ${thing} come with ${of(carriers, draw)}.`,
  (thing, draw) => `The key of the ${thing} is kept by ${of(people, draw)}.`,
  (thing, draw) => `The ${thing} ${draw(2) === 0 ? 'needs' : 'does not need'} a new coat of paint.`,
  (thing, draw) => `Cleaning the ${thing} takes ${2 + draw(9)} hours.`,
  (thing, draw) => `The ${thing} uses ${10 + draw(80)} kWh a day.`,
  (thing, draw) => `${2 + draw(30)} people complained about the ${thing}.`,
  (thing, draw) => `The ${thing} was praised by ${of(people, draw)}.`,
  (thing, draw) => `Guests like the ${thing} best in ${draw(2) === 0 ? 'summer' : 'winter'}.`,
  (thing, draw) => `The lease of the ${thing} ends on ${1 + draw(28)} May 2029.`,
  (thing, draw) => `${5 + draw(60)}% of the staff have used the ${thing}.`,
  (thing, draw) => `The warranty of the ${thing} covers ${2 + draw(8)} years.`,
];

export interface FactsFound {
  facts: number;
  /** Facts another one took the place of. */
  retired: number;
  /** Facts that were set against another one. */
  disputed: number;
  /** What was retired or disputed, for reading. */
  examples: string[];
}

/** Every subject gets as many different facts; each has a date of its own, so that any alarm would retire one. */
export async function sayFacts(seed: number, subjects: number, perSubject: number): Promise<FactsFound> {
  const random = makeRandom(seed);
  const office = openOffice();
  const texts = new Map<string, string>();
  for (let at = 0; at < subjects; at += 1) {
    const subject = `${firms[at % firms.length]} ${at < firms.length ? '' : 'Holding'}`.trim();
    const questions = shuffled(
      things.flatMap((thing) => aspects.map((aspect) => ({ thing, aspect }))),
      random.below,
    );
    for (const { thing, aspect } of questions.slice(0, perSubject)) {
      const text = aspect(thing, random.below);
      const validFromMs = Date.UTC(2026, 0, 1 + random.below(500));
      texts.set(await office.say({ subject, text, validFromMs }), text);
    }
  }
  const { cards, conflicts } = office.streams.memory;
  const retired = [...cards.values()].filter(({ status }) => status === 'superseded');
  const disputed = [...cards.values()].filter(({ status }) => status === 'disputed');
  const examples = [
    ...office.events.flatMap((event) =>
      event.type === 'memory.superseded' ? [[event.data.memoryId, event.data.byId]] : [],
    ),
    ...conflicts.map(({ memberIds }) => memberIds),
  ].map((ids) => ids.map((id) => texts.get(id) ?? id).join(' / '));
  await office.memory.stop();
  return { facts: texts.size, retired: retired.length, disputed: disputed.length, examples: examples.slice(0, 20) };
}

function shuffled<T>(list: readonly T[], below: Draw): T[] {
  const mixed = [...list];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = below(at + 1);
    const [x, y] = [mixed[at], mixed[other]];
    if (x !== undefined && y !== undefined) [mixed[at], mixed[other]] = [y, x];
  }
  return mixed;
}
