/** How memories and questions are cut into terms: two words that mean the same to a search have one term. English. */
import { wordsOf } from '../lib/text/fold.ts';
import { porterStem } from './porter.ts';

/** Words a question is built with, which say nothing of what it is about. */
const stopWords = new Set(
  'a about am an and any are as at be been but by can could did do does for from had has have he her him his how i if in into is it its just me my no not of on or our she so some that the their them then there these they this to us was we were what when where which who whose why will with would you your'.split(
    ' ',
  ),
);

/** Forms no ending tells: `went` is `go`. A list of base forms, each with those of its forms that a stemmer misses. */
const irregular = new Map(
  `begin began begun|break broke broken|bring brought|build built|buy bought|catch caught|child children kid kids
  |choose chose chosen|come came|draw drew drawn|drink drank|drive drove driven|eat ate eaten|fall fell fallen|feel felt
  |find found|fly flew flown|foot feet|forget forgot forgotten|get got gotten|give gave given|go went gone goes
  |grow grew grown|hear heard|hold held|keep kept|know knew known|lead led|leave left|lend lent|lose lost|make made
  |man men|meet met|pay paid|person people|ride rode ridden|run ran|say said|see saw seen|sell sold|send sent
  |sing sang sung|sit sat|sleep slept|speak spoke spoken|spend spent|stand stood|swim swam|take took taken
  |teach taught|tell told|think thought|understand understood|wake woke|wear wore worn|win won|woman women
  |write wrote written`
    .split('|')
    .flatMap((line) => {
      const [base = '', ...forms] = line.trim().split(/\s+/);
      return forms.map((form): [string, string] => [form, base]);
    }),
);

const maxRemembered = 20_000;
const remembered = new Map<string, string>();

/** The term a folded word stands for. */
export function termOf(word: string): string {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  // Memories share most of their words; a full cache is only forgotten, never wrong.
  if (remembered.size >= maxRemembered) remembered.clear();
  const term = porterStem(irregular.get(word) ?? word);
  remembered.set(word, term);
  return term;
}

/** Every word of a text as its term, in order, repeated ones included. */
export function termsIn(text: string): string[] {
  return wordsOf(text).map(termOf);
}

/** The terms that tell what a text is about, in order, repeated ones included. One of nothing but function words keeps them all. */
export function tellingTerms(text: string): string[] {
  const words = wordsOf(text);
  const telling = words.filter((word) => !stopWords.has(word));
  return (telling.length > 0 ? telling : words).map(termOf);
}

/** The distinct terms a question asks for. */
export function askedTerms(question: string): string[] {
  return [...new Set(tellingTerms(question))];
}
