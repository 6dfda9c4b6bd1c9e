/** A sentence written the plainest way: no short forms, numbers in digits, one way of saying no. Pure. */

const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const numbers = new Map<string, number>([
  ...ones.map((word, value): [string, number] => [word, value]),
  ...tens.map((word, index): [string, number] => [word, 20 + index * 10]),
  ['dozen', 12],
]);
const scales = new Map([
  ['hundred', 100],
  ['thousand', 1_000],
  ['million', 1_000_000],
  ['billion', 1_000_000_000],
]);
const numberWord = [...numbers.keys()].join('|');
const scaleWord = [...scales.keys()].join('|');
const written = new RegExp(
  `\\b(?:a (?=(?:dozen|${scaleWord})\\b))?(?:${numberWord}|(?<=\\ba )(?:${scaleWord}))(?:[ -](?:and )?(?:${numberWord}|${scaleWord}))*\\b(?! of\\b)`,
  'gi',
);

function valueOf(words: string): number {
  let total = 0;
  let part = 0;
  for (const word of words.toLowerCase().split(/[ -]+/)) {
    const scale = scales.get(word);
    if (scale === undefined) part += numbers.get(word) ?? 0;
    else if (scale === 100) part = (part || 1) * 100;
    else {
      total += (part || 1) * scale;
      part = 0;
    }
  }
  return total + part;
}

// Each line is one way of writing and the plain one; the order counts.
const rewrites: [pattern: RegExp, plain: string][] = [
  [/[’‘`´]/g, "'"],
  [/[“”„«»"*_]/g, ' '],
  [/[–—−]/g, '-'],
  [/^\s*(?:[-•·>#]+|\d{1,2}[.)])\s+(?=\D)/u, ''],
  [/\b(?:can't|cannot)\b/gi, 'can not'],
  [/\bwon't\b/gi, 'will not'],
  [/\bain't\b/gi, 'is not'],
  [/n't\b/gi, ' not'],
  [/\b(it|he|she|that|there|what|who)'s (?=\p{L})/giu, '$1 is '],
  [/'re\b/gi, ' are'],
  [/'ve\b/gi, ' have'],
  [/'ll\b/gi, ' will'],
  [/\b(?:no|any)(?: |-)?one\b|\bnobody\b/gi, 'not anybody'],
  [/\bnot only\b/gi, ' '],
  [
    /\b(?:no longer|not anymore|ceased to|(?:has |have )?(?:stopped|ceased|quit|discontinued)(?= \w+ing\b))/gi,
    'now not',
  ],
  [/\bnot\b(?=.*\b(?:any ?more|any longer)\b)/gi, 'now not'],
  [/\b(?:any ?more|any longer)\b/gi, ' '],
  [/\b(?:refus|declin|fail)(?:es|e|s|ed|ing)? to\b/gi, 'not'],
  [/\b(?:unable to|never|neither|nor|without|lacks?|nothing|none|free of|not have)\b/gi, 'not'],
  [/\bno (?=\p{L})(?!later|earlier|sooner|more|less|fewer)/giu, 'not '],
  [/\bhalf (?:an? )?(hour|day|year|month|dozen)\b/gi, '0.5 $1'],
  [/\ban? (hour|day|year|month|week) and a half\b/gi, '1.5 $1'],
  [/\b(?:a quarter of an hour|quarter of an hour)\b/gi, '15 minutes'],
  [/\broom for (?=\d)/gi, 'capacity for '],
  [/\bimpossible\b/gi, 'not possible'],
  [/\b(?:annual|paid) leave\b/gi, 'holiday'],
  [/\b(?:end(?:s|ed)? up|turn(?:s|ed)? out)(?: being| to be)?\b/gi, 'is'],
  [/\bhead office\b/gi, 'headquarters'],
  [/\bline manager\b/gi, 'supervisor'],
  [/\bpoint of contact\b/gi, 'contact'],
  [/\b(?:runs?|ran|running) out\b/gi, 'expires'],
  [/\bfortnight(?=s?\b(?!ly))/gi, '2 weeks'],
];

/** The sentence in its plain form; capitals stay, since they tell names. */
export function plainText(text: string): string {
  let plain = text.normalize('NFKC');
  for (const [pattern, replacement] of rewrites) plain = plain.replace(pattern, replacement);
  return plain
    .replace(written, (words) => String(valueOf(words.replace(/^a /i, ''))))
    .replace(/\b(\d+(?:\.\d+)?) and a half\b/gi, (_, whole: string) => String(Number(whole) + 0.5))
    .replace(/\b(\d+)\s*\(\s*\1\s*\)/g, '$1')
    .replace(/\b(in|within|after|takes?|lasts?|for) an? (?=(?:hour|day|week|month|quarter|year)\b)/gi, '$1 1 ')
    .replace(/\s+/g, ' ')
    .trim();
}
