/** Finds the sentences that answer a question: rare words weigh most, plain facts beat talk, nothing is said twice. Pure. */
import { stemOf, wordsOf } from '../../lib/text/fold.ts';
import { datesIn } from '../../lib/text/dates.ts';
import type { Sentence } from './sentences.ts';

// Words that tell of the same thing in office language; a related word counts half. Stems.
const related: Record<string, string> = {
  risk: 'cancel complaint complain unhappy competitor leave leaf credit outage escalate churn late delay fewer smaller doubt concern danger warn problem unless without nobody lose lost cost review reduce',
  renew: 'renewal expire extension extend term sign end',
  renewal: 'renew expire extension extend term sign due',
  deadline: 'due until by latest date before submit',
  price: 'cost fee rate charge usd eur gbp pay',
  cost: 'price fee rate charge usd eur gbp pay spend budget',
  end: 'expire terminate until termination run due',
  contract: 'agreement lease policy term notice',
  supplier: 'vendor provider contract',
  vendor: 'supplier provider offer quote',
  customer: 'client account',
  complaint: 'complain unhappy outage credit angry open',
  security: 'access password breach data backup',
  staff: 'people team hire employee',
  decision: 'decide decided agree agreed',
  plan: 'next will schedule goal',
  problem: 'issue outage fail error late complaint open',
  outage: 'credit report hour downtime',
};

/** Weights of the stems a question looks for: its own words by rarity, related words half. */
export function queryWeights(terms: readonly string[], sentences: readonly Sentence[]): Map<string, number> {
  const weights = new Map<string, number>();
  const rarity = (stem: string) => {
    const holders = sentences.filter((sentence) => sentence.stems.has(stem)).length;
    return Math.log(1 + (sentences.length + 1) / (holders + 0.5));
  };
  for (const term of terms) weights.set(term, rarity(term));
  for (const term of terms) {
    for (const word of (related[term] ?? '').split(' ').filter(Boolean)) {
      const stem = stemOf(word);
      if (!weights.has(stem)) weights.set(stem, rarity(stem) * 0.5);
    }
  }
  return weights;
}

export interface Scored {
  sentence: Sentence;
  score: number;
}

/** Scores sentences, best first; those that hold none of the words are left out. Ties keep the order of the files. */
export function score(sentences: readonly Sentence[], weights: ReadonlyMap<string, number>): Scored[] {
  const headingStems = new Map<string, Set<string>>();
  return sentences
    .map((sentence) => {
      const context = `${sentence.file} ${sentence.headings.join(' ')}`;
      let stems = headingStems.get(context);
      if (!stems) {
        stems = new Set(wordsOf(context).map(stemOf));
        headingStems.set(context, stems);
      }
      let own = 0;
      let above = 0;
      for (const [stem, weight] of weights) {
        if (sentence.stems.has(stem)) own += weight;
        else if (stems.has(stem)) above += weight * 0.4;
      }
      return { sentence, score: own + above > 0 ? (own + above) * factor(sentence) : 0 };
    })
    .filter((scored) => scored.score > 0)
    .toSorted((a, b) => b.score - a.score);
}

/** Specific sentences count more, questions, fragments and very long ones less. */
function factor(sentence: Sentence): number {
  const { text } = sentence;
  const length = wordsOf(text).length;
  let value = 1;
  if (datesIn(text).length > 0) value += 0.3;
  if (/\d/.test(text)) value += 0.15;
  if (/(?:[$€£]|\b(?:USD|EUR|GBP)\b|percent|%)/.test(text)) value += 0.15;
  if (/\b(?:not|no|never|nobody|unless|must|only|without|still)\b/i.test(text)) value += 0.15;
  if (text.endsWith('?')) value -= 0.3;
  if (length < 4 && !/\d/.test(text)) value -= 0.5;
  if (length > 45) value -= 0.25;
  return value;
}

/** The best sentences, at most `count`, leaving out what says nearly the same as one already chosen. */
export function choose(
  scored: readonly Scored[],
  count: number,
  chosen: readonly Sentence[] = [],
  perFile = Infinity,
): Sentence[] {
  const picked: Sentence[] = [];
  const used = new Map<string, number>();
  for (const { sentence } of scored) {
    if (picked.length >= count) break;
    if ((used.get(sentence.file) ?? 0) >= perFile) continue;
    if ([...chosen, ...picked].some((other) => other === sentence || likeness(other.stems, sentence.stems) > 0.55))
      continue;
    used.set(sentence.file, (used.get(sentence.file) ?? 0) + 1);
    picked.push(sentence);
  }
  return picked;
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const stem of a) if (b.has(stem)) shared += 1;
  return shared / Math.max(1, Math.min(a.size, b.size) + Math.abs(a.size - b.size) / 2);
}

const warningPattern =
  /\b(?:at risk|risk seen|will not|won't|can ?not|can't|unless|cancel\w*|complain\w*|complaint|competitor|unhappy|outage|overdue|late|delay\w*|fewer|smaller|leaves?|leaving|nobody|no owner|lost|still (?:no|wait)|escalat\w*|churn\w*|downgrad\w*|refund|dispute\w*|breach|missing|penalt\w+|at stake|in danger|unresolved|failed)\b/i;
const calmPattern =
  /\b(?:no risk|no complaint|no open complaint|not at risk|without complaint|no problem|nothing (?:open|wrong))\b/i;

/** True when a sentence holds words that usually tell of trouble, and does not say that there is none. */
export function isWarning(sentence: Sentence): boolean {
  return warningPattern.test(sentence.text) && !calmPattern.test(sentence.text);
}
