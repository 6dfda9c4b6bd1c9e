/** Porter's stemmer (An algorithm for suffix stripping, 1980): cuts English words so that `renewal` and `renewing` are one. */
const consonants = '[^aeiou][^aeiouy]*';
const vowels = '[aeiouy][aeiou]*';
// The measure m of the paper: how many times vowels are followed by consonants.
const hasMeasure = new RegExp(`^(?:${consonants})?${vowels}${consonants}`);
const isMeasureOne = new RegExp(`^(?:${consonants})?${vowels}${consonants}(?:${vowels})?$`);
const isMeasureTwo = new RegExp(`^(?:${consonants})?${vowels}${consonants}${vowels}${consonants}`);
const hasVowel = new RegExp(`^(?:${consonants})?[aeiouy]`);
const endsShort = new RegExp(`^${consonants}[aeiouy][^aeiouwxy]$`);

const doubleEndings = new Map(
  `ational ate|tional tion|enci ence|anci ance|izer ize|bli ble|alli al|entli ent|eli e|ousli ous|ization ize|ation ate|ator ate
  |alism al|iveness ive|fulness ful|ousness ous|aliti al|iviti ive|biliti ble|logi log`
    .split('|')
    .map((pair) => pairOf(pair)),
);
const simpleEndings = new Map(
  'icate ic|ative|alize al|iciti ic|ical ic|ful|ness'.split('|').map((pair) => pairOf(pair)),
);
const doubleEnding = new RegExp(`^(.+?)(${[...doubleEndings.keys()].join('|')})$`);
const simpleEnding = new RegExp(`^(.+?)(${[...simpleEndings.keys()].join('|')})$`);
const lastEnding = /^(.+?)(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize|(?<=[st])ion)$/;

function pairOf(pair: string): [string, string] {
  const [ending = '', shorter = ''] = pair.trim().split(' ');
  return [ending, shorter];
}

/** The stem of a lower-case word; what is not plain English letters is left as it is. */
export function porterStem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  // A y at the beginning is a consonant, which a capital keeps apart.
  const marked = word.startsWith('y') ? `Y${word.slice(1)}` : word;
  const plain = withoutVerbEnding(withoutPlural(marked)).replace(/^(.+)y$/, (whole, stem: string) =>
    hasVowel.test(stem) ? `${stem}i` : whole,
  );
  const derived = shortened(shortened(plain, doubleEnding, doubleEndings), simpleEnding, simpleEndings);
  const last = lastEnding.exec(derived)?.[1];
  const stem = last !== undefined && isMeasureTwo.test(last) ? last : derived;
  return withoutFinalE(stem).toLowerCase();
}

function withoutPlural(word: string): string {
  return /(?:ss|i)es$/.test(word) ? word.slice(0, -2) : word.replace(/([^s])s$/, '$1');
}

function withoutVerbEnding(word: string): string {
  if (word.endsWith('eed')) return hasMeasure.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const stem = /^(.+?)(?:ed|ing)$/.exec(word)?.[1];
  if (stem === undefined || !hasVowel.test(stem)) return word;
  if (/(?:at|bl|iz)$/.test(stem) || endsShort.test(stem)) return `${stem}e`;
  return /([^aeiouylsz])\1$/.test(stem) ? stem.slice(0, -1) : stem;
}

function shortened(word: string, pattern: RegExp, endings: ReadonlyMap<string, string>): string {
  const [, stem, ending] = pattern.exec(word) ?? [];
  return stem !== undefined && ending !== undefined && hasMeasure.test(stem)
    ? `${stem}${endings.get(ending) ?? ''}`
    : word;
}

function withoutFinalE(word: string): string {
  const stem = /^(.+)e$/.exec(word)?.[1];
  const isLong = stem !== undefined && (isMeasureTwo.test(stem) || (isMeasureOne.test(stem) && !endsShort.test(stem)));
  const bare = isLong ? stem : word;
  return bare.endsWith('ll') && isMeasureTwo.test(bare) ? bare.slice(0, -1) : bare;
}
