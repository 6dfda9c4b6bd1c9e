/** What a brief asks for, told from its words. */
import { stemOf, termsOf, wordsOf } from '../../lib/text/fold.ts';

type RecipeName = 'brief' | 'ranking' | 'dates' | 'compare' | 'statistics' | 'conflicts';

export interface Intent {
  recipe: RecipeName;
  /** The brief in one line. */
  asked: string;
  /** Stems worth looking for: the topic without the words of command. */
  terms: string[];
  /** "Three largest customers": how many of what; null = no ranking asked for. */
  ranking: { count: number; noun: string; word: string; ascending: boolean; by: string | null } | null;
  /** "Per region": the word after it. */
  groupBy: string | null;
  /** What kind of dates: the last instead of the first. */
  latest: boolean;
  /** Things named for a comparison: "A and B". */
  named: string[];
  /** The person wants the result in the folder too. */
  save: boolean;
  /** How long: fewer sentences, more, or as it comes. */
  length: 'short' | 'full' | null;
  /** Words the person wants left out and added, from messages. */
  leaveOut: string[];
  alsoCover: string[];
  title: string;
  /** File name without ending. */
  slug: string;
}

const numbers: Record<string, number> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  twenty: 20,
};
const count = `\\d{1,3}|${Object.keys(numbers).join('|')}`;
const highest =
  'largest|biggest|highest|greatest|top|best|most (?:expensive|valuable|important)|most|longest|priciest|heaviest|busiest';
const lowest = 'smallest|lowest|least|cheapest|shortest|worst';

// Words of command and of form: they say what to do, not what it is about.
const commandStems = new Set(
  termsOf(
    'brief briefing summary summarise summarize summarised summarizing tell me know known what which who when how many much compare comparison list find show give write make please page pages one short long report overview note notes everything anything all about document documents file files folder put save store result results need want get look into across each every per than more less top largest biggest highest lowest smallest first last earliest latest next soonest two three four five six seven eight nine ten say says said prepare draft create produce describe explain detail details information status update would should could shall may might must also only using use based table tables total average mean sum count number between versus vs difference differences differ our coming come upcoming up there everyth anyth main point key important word folder content contain short quick brief me please help',
  ),
);

/** Reads a brief and what the person said since. `steers` come oldest first. */
export function understand(brief: string, steers: readonly string[] = []): Intent {
  const asked = brief
    .replace(/[#*_`>]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const text = asked.slice(0, 4000).toLowerCase();
  const later = steers.join('\n').toLowerCase();
  const ranking = readRanking(text);
  const groupBy =
    /\b(?:per|by|for each|grouped by|in each)\s+(?!(?:the\s+)?(?:end|date|january|february|march|april|may|june|july|august|september|october|november|december|email|hand|now|then|using|\d))(?:the\s+)?([a-z][a-z_-]+)/.exec(
      text,
    )?.[1] ?? null;
  const title = titleOf(asked);
  return {
    recipe: recipeOf(text, ranking !== null),
    asked,
    terms: topicTerms(asked),
    ranking,
    groupBy,
    latest:
      /\b(last|latest)\b/.test(text) &&
      !/\bat (?:the )?(?:last|latest)\b/.test(text) &&
      !/\b(first|earliest|next|soonest)\b/.test(text),
    named: readNamed(asked),
    save: [text, later].some((words) =>
      /\b(?:save|put|store|copy|file|place|add|write)\b[^.]{0,60}\b(?:in|into|to|inside)\b[^.]{0,30}\b(?:folder|files\/|directory)/.test(
        words,
      ),
    ),
    length: lengthOf(later) ?? lengthOf(text),
    leaveOut: matches(
      later,
      /\b(?:leave out|leave aside|skip|without|ignore|drop|omit|exclude|remove)\s+(?:everything about\s+|anything about\s+|the part about\s+|the\s+)?([^.,;\n]+)/g,
    ),
    alsoCover: matches(
      later,
      /\b(?:also (?:cover|include|look at|add|mention|check|say)?|include|add|cover|look at|mention)\s+(?:something about\s+|a line about\s+|the part about\s+|the\s+|about\s+)?([^.,;\n]+)/g,
    ).filter((topic) => topicTerms(topic).length > 0),
    title,
    slug: /\bwork\/([a-z0-9][a-z0-9-]{0,59})\.md\b/.exec(text)?.[1] ?? slugOf(title),
  };
}

export const maxTerms = 24;

/** The stems of a text without words of command; empty = the text only says what to do, not about what. */
export function topicTerms(text: string): string[] {
  const all = termsOf(text.slice(0, 20_000).replace(/\d+/g, (digits) => (digits.length === 4 ? digits : ' ')));
  return all.filter((term) => !commandStems.has(term) && term.length > 1).slice(0, maxTerms);
}

function recipeOf(text: string, ranked: boolean): RecipeName {
  if (
    /\b(contradict|inconsisten|disagree|conflict(?:s|ing)? (?:between|in|with)|does(?:n't| not) (?:match|agree|add up)|do(?:n't| not) (?:match|agree)|mismatch|discrepanc)/.test(
      text,
    )
  )
    return 'conflicts';
  const dated =
    /\b(deadlines?|due dates?|expir\w*|ends?|ending|run(?:s|ning)? out|renew(?:s|ed)?|notice|start(?:s)?|begin(?:s)?|dates?|when)\b/.test(
      text,
    );
  if (/\bwhich\b.*\b(first|earliest|next|soonest|last|latest)\b/.test(text) && dated) return 'dates';
  if (/\b(compare|comparison|versus|vs\.?|side by side|differences? between|cheaper|pros and cons)\b/.test(text))
    return 'compare';
  if (
    /\b(deadlines|due dates|all (?:the )?dates|key dates|upcoming|timeline|when (?:does|do|is|are|will|must|did))\b/.test(
      text,
    )
  )
    return 'dates';
  if (
    /\b(how many|how much|total|sum of|average|mean|median|count|number of|percentage|share of|statistics)\b/.test(text)
  )
    return 'statistics';
  if (ranked) return 'ranking';
  if (
    /\b(?:per|by|for each) (?:the )?(?:region|month|year|quarter|owner|customer|supplier|status|category|segment|type|team|department|country|product|person)\b/.test(
      text,
    )
  )
    return 'statistics';
  return 'brief';
}

function readRanking(text: string): Intent['ranking'] {
  // "Which region has the highest value", "the three clients with the largest amount": the thing first, then the figure.
  const held = new RegExp(
    `\\b(?:which|what|the|of)\\s+(?:(${count})\\s+)?([a-z-]+)\\s+(?:has|have|had|with|having)\\s+the\\s+(${highest}|${lowest})\\s+([a-z][a-z _-]{1,40})`,
  ).exec(text);
  if (held) {
    const [, number, noun = '', word = '', by = ''] = held;
    return { ...rankingWords(number, noun, word), by: by.split(/\b(?:in|on|for|of|and|at|from)\b/)[0]?.trim() || null };
  }
  const pattern = new RegExp(
    `\\b(?:(${count})\\s+)?(${highest}|${lowest})\\s+(?:(${count})\\s+)?((?:[a-z-]+\\s?){1,4})`,
    'g',
  );
  for (const [, before, word = '', after, rest = ''] of text.matchAll(pattern)) {
    const [phrase = ''] = rest
      .trim()
      .split(/\b(?:by|of|in|on|for|from|with|and|or|at|are|is|that|who|which|to|first|has|have|do|does|we|our)\b/);
    const noun = phrase.trim().split(/\s+/).slice(-2).join(' ');
    if (noun === '') continue;
    const by =
      new RegExp(`${word}[^.]*?\\b(?:by|in terms of|measured by)\\s+(?:the\\s+)?([a-z][a-z _-]{1,40})`)
        .exec(text)?.[1]
        ?.trim() ?? null;
    return { ...rankingWords(before ?? after, noun, word), by };
  }
  return null;
}

/** `three` or `3` as a number; null = it is none. */
export function numberWord(word: string): number | null {
  return numbers[word] ?? (/^\d{1,3}$/.test(word) ? Math.max(1, Number(word)) : null);
}

/** How many: as said, else one of a single thing and five of several. */
function rankingWords(number: string | undefined, noun: string, word: string) {
  const many = /[^s]s$/.test(noun) ? 5 : 1;
  return {
    count: numberWord(number ?? '') ?? many,
    noun,
    word,
    ascending: new RegExp(`^(?:${lowest})$`).test(word),
  };
}

/** "Compare A and B", "A versus B", "difference between A and B". */
function readNamed(asked: string): string[] {
  const found =
    /\b(?:compare|between|comparison of)\s+(?:the\s+)?(.+?)\s+(?:and|with|to|versus|vs\.?|against)\s+(?:the\s+)?(.+?)(?=[.?!;,]|\s+(?:on|by|for|in terms)\b|$)/i.exec(
      asked,
    ) ?? /(?:^|\s)(\S+(?:\s\S+)?)\s+(?:versus|vs\.?)\s+(.+?)(?=[.?!;,]|$)/i.exec(asked);
  return found
    ? [found[1] ?? '', found[2] ?? '']
        .flatMap((part) => part.split(/,\s*|\s+and\s+/))
        .map((part) => part.trim())
        .filter((part) => part !== '' && part.length < 80)
    : [];
}

function lengthOf(text: string): Intent['length'] {
  if (
    /\b(short|shorter|brief version|one page|one-page|half a page|in a few|tl;?dr|concise|quick|\d+ words)\b/.test(text)
  )
    return 'short';
  if (/\b(full detail|in detail|detailed|longer|thorough|in depth|comprehensive|everything)\b/.test(text))
    return 'full';
  return null;
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)]
    .map((found) => (found[1] ?? '').trim())
    .filter((part) => part !== '' && wordsOf(part).length <= 12);
}

function titleOf(asked: string): string {
  const [first = ''] = asked.split(/(?<=[.?!])\s/);
  const topic = first
    .replace(
      /^(?:please\s+)?(?:can you\s+|could you\s+)?(?:brief me on|give me a (?:brief|briefing|summary|report|overview) (?:on|of|about)|write (?:me )?(?:a|one) (?:short |one-page )?(?:brief|briefing|summary|report|page|overview|note) (?:on|of|about)|summari[sz]e|tell me (?:about|everything about)|what do we know about|report on|find out|find|list|show me|show)\s+/i,
      '',
    )
    .trim();
  // A question keeps its mark only while it is one.
  const bare = topic.replace(topic === first.trim() ? /[.!]+$/ : /[.!?]+$/, '').replace(/^the\s+(?=\w+ \w+)/i, '');
  const title = bare === '' ? 'Result' : bare.charAt(0).toUpperCase() + bare.slice(1);
  return title.length <= 90 ? title : `${title.slice(0, 90).replace(/\s+\S*$/, '')} …`;
}

function slugOf(title: string): string {
  const stops = new Set(['the', 'a', 'an', 'of', 'our', 'my', 'and', 'or', 'to', 'in', 'on', 'for', 'is', 'are']);
  const slug = wordsOf(title)
    .filter((word) => !stops.has(word) && /^[a-z0-9]+$/.test(word))
    .slice(0, 7)
    .join('-')
    .slice(0, 60);
  // Names Windows keeps for devices cannot be written there.
  return slug === '' || /^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(slug) ? 'result' : slug;
}

/** True when a text holds one of these stems. */
export function mentions(text: string, stems: readonly string[]): boolean {
  if (stems.length === 0) return false;
  const own = new Set(wordsOf(text).map(stemOf));
  return stems.some((stem) => own.has(stem));
}
