/** Words of which only one can be true of the same thing at the same time. English. */
import { termOf } from '../terms.ts';
import { conceptOf } from './words.ts';

// Each line is a question with one answer; a bar parts the answers, words of one answer mean the same here.
const exclusive = `increase rise rose risen grow grew climb up upward | decrease fall fell drop reduce shrink down downward | stable unchanged flat
  approve approved accepted granted passed | reject rejected declined denied refused turned | pending undecided
  accept take welcome | reject refuse decline
  open opened | close closed shut
  active live enabled running | inactive disabled suspended paused dormant terminated | cancelled canceled
  paid settled | unpaid outstanding overdue unsettled
  allow allowed permit permitted | forbid forbidden prohibited banned
  required mandatory compulsory obligatory | optional voluntary
  available | unavailable
  public | private confidential secret
  cheap cheaper cheapest inexpensive affordable | expensive costly dear
  high higher | low lower | medium moderate
  big large larger | small smaller tiny
  fast quick rapid faster | slow slower
  early | late delayed behind overdue | punctual
  online remote remotely virtual | onsite on-site offline office-based | hybrid
  full-time fulltime | part-time parttime
  permanent indefinite | temporary fixed-term interim
  internal inhouse in-house | external outsourced
  included inclusive | excluded exclusive extra
  married | single unmarried | divorced | widowed
  vegetarian | vegan | carnivore
  smoker | non-smoker nonsmoker
  success succeeded successful passed | failure failed unsuccessful
  win won winner | lose lost loser
  profitable | unprofitable loss-making
  signed | unsigned
  finished complete completed done | unfinished incomplete ongoing | unstarted
  draft provisional preliminary | final definitive
  red | blue | green | yellow | black | white | grey gray | orange | purple | pink | brown
  safe secure | unsafe dangerous insecure
  hot warm | cold cool
  full | empty
  happy satisfied pleased | unhappy dissatisfied displeased
  positive | negative
  agree agrees agreed | disagree disagrees disagreed
  like likes love loves enjoy enjoys | dislike dislikes hate hates
  legal lawful | illegal unlawful
  compliant | non-compliant noncompliant
  fixed | variable floating flexible
  manual manually | automatic automatically automated
  domestic national | international foreign
  new | used second-hand refurbished
  present attended | absent missing
  taxable | tax-free exempt
  free gratis complimentary | chargeable
  solvent | insolvent bankrupt
  leased rented | owned
  refundable | nonrefundable non-refundable
  renew renews renewed | lapse expire expires
  join joined | leave left quit resigned
  hire hired | dismissed fired
  keep retained | discard destroyed delete deleted
  daily | weekly | monthly | quarterly | yearly annual annually
  morning mornings | afternoon afternoons | evening evenings | night nights
  spring | summer | autumn fall | winter
  north northern | south southern | east eastern | west western
  left-handed | right-handed
  vertical | horizontal
  strict | lenient relaxed
  wheelchair-accessible accessible | inaccessible
  email e-mail mail | phone telephone call calls | letter post fax | chat
  tea | coffee
  wood wooden | steel | plastic | aluminium aluminum | glass
  gold | silver | bronze
  senior | junior
  air airfreight | sea ocean | rail train | road truck lorry
  electric | diesel | petrol gasoline`;

// Words whose partner asks another question: a start is not a contradicted end.
const counterparts = `start begin opening open opens | end finish expire closing close closes
  minimum least min lowest | maximum most max highest
  buy purchase buying | sell sale selling
  import imports inbound incoming | export exports outbound outgoing
  arrive arrival check-in | depart departure leave check-out
  gross | net
  debit receivable | credit payable
  first | last | second | third
  sender | receiver recipient
  landlord lessor | tenant lessee
  lend lender | borrow borrower
  before | after
  pickup collection | delivery
  morning | afternoon | evening
  weekday | weekend
  adult adults | child children
  domestic national | international foreign
  new | existing | old
  standard | express premium | economy basic
  wholesale | retail
  fixed | variable
  mother | father
  sister | brother
  husband | wife
  business | personal private home
  upper | lower
  online | in-store
  offer provide give grant | get receive obtain
  owe | own`;

function tableOf(
  lines: string,
  meaningOf: (word: string) => string,
): ReadonlyMap<string, [line: number, answer: number][]> {
  const table = new Map<string, [number, number][]>();
  for (const [line, row] of lines.split('\n').entries())
    for (const [answer, words] of row.split('|').entries())
      for (const word of words.trim().split(/\s+/))
        for (const key of new Set([termOf(word), meaningOf(word)]))
          table.set(key, [...(table.get(key) ?? []), [line, answer]]);
  return table;
}

const exclusives = tableOf(exclusive, termOf);
const partners = tableOf(counterparts, conceptOf);

function differ(table: ReadonlyMap<string, [number, number][]>, a: string, b: string): boolean {
  const others = table.get(b) ?? [];
  return (table.get(a) ?? []).some(([line, answer]) =>
    others.some((other) => other[0] === line && other[1] !== answer),
  );
}

/** True when two terms exclude each other: by the table, or since one is the other with `un-` and the like before it. */
export function areOpposite(a: string, b: string): boolean {
  if (differ(exclusives, a, b)) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return (
    short.length >= 4 && ['un', 'in', 'im', 'ir', 'il', 'dis', 'non'].some((prefix) => long === `${prefix}${short}`)
  );
}

/** True when two terms name two sides of one thing, each with values of its own: start and end, minimum and maximum. */
export function areCounterparts(a: string, b: string): boolean {
  return differ(partners, a, b);
}
