/** Past forms of English, and which of them a teammate does by reading, thinking and writing its own page. */

const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Forms no ending tells. */
const irregular = set(
  `ate beat became began bent bit bound bought broke broken brought built came caught chose chosen cut dealt did done drawn drew driven drove
   dug fed fell felt flew flown forgot fought found froze frozen gave given gone got grew had heard held hid hit hung kept knew laid led left
   lent let lit lost made meant met paid put quit ran rang read redid rode said sat saw seen sent set shook shot shown shut slid slipped sold
   sought sped spent split spoke spoken spun stole stood stuck struck swapped swept swore taken taught thought threw thrown told took tore
   understood undid woke won wore wound written wrote`,
);

/** Words that end like a past and are none. */
const noPast = set(
  'need indeed hundred speed feed seed bed red shed sacred naked wicked agreed-upon embed exceed proceed succeed breed greed bleed weed creed kindred unneeded',
);

/** True when the word can be a past or perfect form. */
export function isPast(word: string): boolean {
  const last = word.split('-').at(-1) ?? word;
  return irregular.has(last) || (/^[a-z-]{2,}ed$/.test(last) && !noPast.has(last));
}

/** What a teammate does in its head and on its own page: no step need show it. */
const own = set(
  `analysed analyzed assessed assumed averaged based began believed calculated came categorised categorized chose cited classified collated
   combined compared compiled computed concluded condensed considered converted counted covered decided deduced derived described designed did
   disregarded distinguished divided doubted drafted drew estimated evaluated excluded expected explained extracted felt figured filled
   filtered flattened focused focussed followed found framed gathered grouped guessed had heard highlighted identified ignored included
   indicated inferred interpreted intended judged kept knew learned learnt left limited linked listed looked matched measured meant mentioned
   needed normalised normalized noted noticed observed omitted organised organized outlined paraphrased phrased picked planned preferred
   prepared prioritised prioritized proposed questioned quoted ranked rated read realised realized recommended referred relied remained
   repeated reported-on rephrased restricted reworded rounded said saw scored searched seemed selected separated shortened simplified skimmed
   skipped sketched sorted spotted started stated stayed stopped structured stuck studied subtracted suggested summarised summarized summed
   supposed suspected tabulated thought tallied totalled totaled traced transcribed translated treated tried trimmed understood used
   verified viewed wanted was weighed weighted were wished wondered worked worked-out worried wrote added-up arrived failed hoped saved struggled succeeded finished completed answered`,
);

/** Verbs that are work on the page or an act in the world, by what follows. One line each: the form, and what makes it the teammate's own. */
const ownWhen: ReadonlyMap<string, RegExp> = new Map([
  // What is taken from a file, or taken for something, is only read.
  [
    'took',
    /\bfrom (?:the |your |a )?(?!job)|^(?:it |this |that |the \w+ (?:\w+ )?)?(?:as|to mean|into account)\b|^note/,
  ],
  // Made sure, made a table: of one's own page.
  [
    'made',
    /^(?:sure|no|use|one|two|three|an? assumption|the assumption|an? (?:choice|guess|note|list|table|summary|page|draft))\b/,
  ],
  // Got nowhere, got 14 of 20.
  ['got', /^(?:stuck|as far|no|nothing|only|an? error|\d|the same|to the (?:end|bottom|same))/],
  // Each row gets a weight, a reason, a name.
  [
    'gave',
    /^(?:each|every|both|no|up|more|less|two|three|the \w+ (?:more|less|its|a)|the (?:amounts?|figures?|sums?|dates?|reasons?|range))\b/,
  ],
  // Went with the median.
  ['went', /^(?:with|by|back to the|beyond|line|page|further)\b/],
  // Turned to the second file; it turned up nothing.
  ['turned', /^(?:up|to|the \w+ into)\b/],
  ['brought', /^(?:together|the (?:figures|points|lists?))\b/],
  ['ran', /^(?:into|out of|through the (?:text|list|files?))\b/],
  ['held', /^(?:to|back on)\b/],
  ['met', /^(?:no|with no|the (?:limit|word))\b/],
  // Left blank, left out; not left a message.
  ['left', /^(?!(?:a|an|word|the keys?)\b|(?:her|him|them) (?:a|an|word)\b)/],
  ['lost', /^(?:no|the thread)\b/],
  ['spent', /^(?:most|the|some|no) /],
]);

/** Verbs of giving a page its shape; of something in the world they tell an act. */
const shaping = set(
  'added built dropped merged set split numbered labelled labeled joined inserted removed reordered rearranged formatted arranged boiled tightened expanded gave made broke tied',
);

/** Verbs that move things about: on the page when the page or a part of it is named. */
const arranging = set(
  `put placed moved marked swapped flagged attached cut pulled tagged laid created shifted brushed tidied polished cleaned
   pointed singled spelled spelt anchored raised`,
);
const ofPage =
  /\bfrom (?:the )?[\w./-]+\.\w{2,4}\b|\b(?:page|end|top|points?|table|list|below|above|figures?|answer|footnotes?|paragraphs?|sections?|columns?|rows?|headings?|text|wording|draft|brief|summary|report|notes?|caveats?|questions?|sources?|quotes?|numbers?|totals?|dates?|amounts?|sentences?|chart|document|findings|reasons?|differences?|options?|gaps?|differing|doubtful|duplicates?)\b/;
const ofWorld =
  /\b(?:tickets?|site|website|channel|server|crm|account|bank|calendar|diary|inbox|system|database|app|portal|post|request|waiting list|mailing list|live|campaign|home ?page|pages? of the|pricing page|blog|wiki|client|customer|supplier|vendor|transfer|requests?|orders?|team|partners?|police|insurer|landlord|authorit\w+|for you|behalf|lunch|meeting|appointment|logo|alarm|heating|lights?|routers?|machines?|rooms?|cars?|parcels?|keys?|off|up an?|up the|budget of)\b/;

/** Turns of phrase by which a verb of acting is said of thinking or of the page. */
const inMind: readonly RegExp[] = [
  // Understood so.
  /^(?:read|took) (?:\S+ ){1,4}(?:as|to (?:be|mean))\b/,
  /^(?:asked|told) (?:myself|ourselves)\b|^remembered (?:that|how)\b|^agreed with (?:the|that|this)\b/,
  // Chosen, weighed or computed.
  /^(?:settled|decided) (?:on|for)\b|^(?:corrected|adjusted|allowed|controlled) for\b|^applied (?:the|a|an|this|that|one) (?:same )?(?:rate|rule|formula|factor|filter|test|method|criteri\w+)\b/,
  /^(?:resolved|settled) (?:the |this |that )?(?:conflict|contradiction|ambiguity|question|difference)\b/,
  // Said on the page.
  /^(?:answered|addressed) (?:\S+ ){0,3}(?:questions?|points?|parts?)\b|^(?:reported|warned|noted|answered|told|advised|attached|entered) (?:.* )?(?:in|on|at|of) (?:the |a )?(?:\w+ )?(?:text|page|section|end|table|footnote|note|summary|brief|draft)\b/,
  /^addressed (?:the|it|this|each) ?(?:letter|note|draft|mail|memo|page)?\b|^reordered (?:the )?(?:list|rows|table|points|sections)\b/,
  // Came to an end or a limit.
  /^ran (?:out of|into)\b|^hit (?:the|a|my) (?:limit|cap|wall)\b|^met (?:no|with no)\b/,
];

/** True when the words from the verb on tell of thinking, or of the author's own page. */
export function isInMind(fromVerb: string): boolean {
  return inMind.some((pattern) => pattern.test(fromVerb));
}

/** “Managed to match all rows” is as much one's own as matching them. */
function isOwnBase(base: string): boolean {
  return (
    [base, `${base}ed`, `${base}d`].some((form) => own.has(form)) ||
    /^(?:find|keep|draw|write|make|see|tell|get|open)$/.test(base)
  );
}

/** True when doing so needs no step on record. `rest` is what follows the verb. */
export function isOwnWork(verb: string, rest: string): boolean {
  if (isInMind(`${verb} ${rest}`)) return true;
  if (/^(?:managed|got|helped)$/.test(verb) && rest.startsWith('to ')) return isOwnBase(rest.split(' ')[1] ?? '');
  const when = ownWhen.get(verb);
  if (when) return when.test(rest);
  if (arranging.has(verb)) return ofPage.test(rest) && !ofWorld.test(rest);
  return own.has(verb) || (shaping.has(verb) && !ofWorld.test(rest));
}

/** States of a thing that tell what it is like, never that somebody has just done something. */
export const states = set(
  `allowed attached based blank bound called capped closed-off composed concerned contained covered dated defined designed disputed divided due
   estimated excluded expected explained fixed-price grouped given included incorporated intended interested involved known limited linked listed
   located married meant mentioned missing mixed named needed numbered obliged outdated owed owned permitted related required rounded
   situated sorted-by stated supposed taken tied undated unfinished unneeded unresolved unsigned untouched unused used written-off dedicated
   detailed described shown sourced quoted marked cited ordered-by derived ranked compared calculated counted calculated summarised summarized
   drafted prepared unchanged undisputed unclear divided spread restricted reduced skewed worded labelled considered regarded furnished insured heated tired
   retired advanced experienced finished completed`,
);

/** What an errand is in the passive: nobody writes so of a file's content. */
export const errands = set(
  `tweaked nudged chased handed dropped briefed pinged emailed e-mailed chased-up picked popped looped squared sorted-out reached tipped booked-in
   swapped queued rebooked re-sent resent scheduled rescheduled toggled bumped rewired reset redirected flicked switched pushed pulled couriered`,
);

/** What a passive must be about to be the author's doing: things outside the page, or this very day. */
export const outsideThings =
  /\b(?:website|site|home ?page|server|crm|database|account|system|app|portal|repository|profile|calendar|password|mailbox|inbox|intranet|wiki|newsletter|subscription|printer|members|subscribers|attendees|guests|participants|recipients|by (?:mail|e-mail|post|phone|courier)|this (?:morning|afternoon|evening)|today|just now|at noon|an hour ago|minutes ago)\b/i;
