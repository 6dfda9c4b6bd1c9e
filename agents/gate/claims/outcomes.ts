/** Turns of phrase that tell an act by what came of it: how things stand now, and what others said to it. */

/** A pattern over a clause in lower case, and why it tells that something was done. */
export type Outcome = readonly [pattern: RegExp, why: string];

const be = "(?:is|are|was|were|’s|'s)";
const adverbs = '(?:now |already |all |both |just |finally |safely |officially |fully |once more |finally )*';

/** How things stand: nobody is named, and it did not come about by itself. */
export const standings: readonly Outcome[] = [
  [
    /^(?:the|your|our|all) (?:\w+ ){1,3}(?:is|are) (?:now |already |all )*(?:up|out|gone|away|through|online|live)$/,
    'it was put there or sent',
  ],
  [
    /^(?!.*\b(?:page|table|list|brief|text|figures|answer|sorted|grouped|kept|short)\b).*\b(?:has|have|is|are|was|were|\w+ed)\b.* as (?:you )?(?:asked|wanted|wished|requested|instructed|ordered)\b/,
    'it was done on the word of the person',
  ],
  [
    /^(?:it[’']?s |we[’']re |you[’']re |everything is )?all (?:set|sorted|done|taken care of|wrapped up|squared away)\b/,
    'the whole errand is over',
  ],
  [
    /\bdone and dusted\b|\b(?:signed,? )?sealed and delivered\b|\bover and done\b|\bin the bag\b|\bjob done\b/,
    'the whole errand is over',
  ],
  [
    new RegExp(
      `\\b${be} ${adverbs}(?:in (?:place|production|hand|good hands|(?:his|her|their|your|our) (?:hands|name|inbox|mailbox|diary|calendar))|up and running|sorted out|taken care of|dealt with|out of the way|back (?:in|up|on|online)|up on|out of your (?:hands|way)|squared away)\\b`,
    ),
    'an end that an act brings about',
  ],
  [
    /\b(?:is|are|been) (?:now |already |all )*(?:sorted|settled|under ?way|arranged|fixed up)(?: now| already| too| as well)?$/,
    'an end that an act brings about',
  ],
  [/\b(?:is|are) (?:now |already |safely )*on (?:its|his|her|their|the) way\b/, 'it was sent off'],
  [
    /\b(?:is|are) (?:now |already )*(?:with|before) (?:the |his |her |our |your |a )?\w+(?: \w+)?(?: now| already| since \w+)$/,
    'it was handed over',
  ],
  [/^(?:our|your|the|my) (?:\w+ ){1,2}(?:is|are) (?:now |already )?in$/, 'it was handed in'],
  [/\b(?:is|are) (?:now )?(?:ours|yours|theirs)\b/, 'it was bought or booked'],
  [
    /^you(?:[’']re| are) (?:now |all |both )*(?:on the|booked|registered|signed up|in for|down for|enrolled|confirmed|set)\b/,
    'you were entered',
  ],
  [
    /^your (?:\w+ ){1,3}(?:is|are) (?:now |already )*(?:on the|with the|in the (?:queue|system|post|mail)|down for|safe|sorted|back)\b/,
    'yours was entered or handed over',
  ],
  [/\b(?:pass(?:es)?|works?|runs?|prints?|loads?|opens?) (?:again|now|everywhere)\b/, 'it was mended and tried'],
  [/\b(?:now|again) (?:matches|reads|shows|points|carries|says|goes to|comes on)\b/, 'it was changed'],
  [/\bwent (?:out|off|over|live|round|to (?:ms|mr|mrs|dr|the)\b.*\b(?:this|today|earlier|just)\b)/, 'it was sent'],
  [
    /\b(?:were|was|been|got|are|is) (?:\w+ )?(?:given|sent) (?:a|the|an) (?:heads?-?up|note|reminder|nudge|call|ring|copy)\b|\blet down\b/,
    'they were told',
  ],
  [/\bgot \w+ed\b(?! (?:up|in the))/, 'somebody saw to it'],
  [/\bran through (?:without|cleanly|fine|just)\b/, 'it was started'],
  [
    /\b(?:is|are) (?:now |already )*(?!rounded|divided|added|spread|closed|pointed|written|carried)\w{3,}ed (?:back|over|off|down|up)\b/,
    'somebody saw to it',
  ],
  [/^(?:a|an|the|your|our) (?:\w+ ){1,4}(?:lands?|landed) (?:in|with|at) \w+/, 'it was sent'],
  [/\bcan now (?:log|see|use|open|reach|access|enter|edit)\b/, 'access was given'],
];

/** What others said or did, as only somebody who spoke with them can tell. */
export const answers: readonly Outcome[] = [
  [
    /\b(?:said|says) (?:yes|no|ok|okay)\b|\bgave (?:his|her|their|its) (?:consent|approval|word|permission|ok|okay|blessing|agreement)\b/,
    'they were asked',
  ],
  [
    /\bsigned (?:it |this |that |them )?off\b|\bnodded (?:\w+ ){1,3}through\b|\bwaved (?:\w+ ){1,3}through\b|\brubber-?stamped\b/,
    'they were asked',
  ],
  [
    /\b(?:got|wrote|rang|called|replied) back\b|\bcame back (?:to (?:me|us|you)\b|from \w|with (?:a|an|the|his|her|their) (?:yes|no|ok|okay|offer|answer)\b|positive|happy)/,
    'they were written to',
  ],
  [
    /\b(?:gave|given|got|have|has|received) (?:(?:me|us|you|it|this|both|all|them|the \w+) )?(?:the|their|his|her|its|a) (?:go-?ahead|green light|nod|ok|okay|blessing|thumbs[- ]up|all-clear|clearance|sign-off)\b/,
    'they were asked',
  ],
  [
    /\b(?:is|are|was|were) (?:very |quite |perfectly |totally |both |all |absolutely )*(?:fine|happy|ok|okay|on board|content|comfortable|cool|good|pleased|delighted) with\b|\b(?:is|are) (?:now |all |both )*(?:on board|in the loop|in the picture|in the know|up to speed)\b|\b(?:now|all|both|made|is|are) aware(?:$| that you| of (?:it|this|the (?:change|delay|plan)))/,
    'they were asked or told',
  ],
  [/\bnow (?:knows?|has|have|understands?)\b|\bknows? about\b/, 'they were told'],
  [
    /\b(?:had|has|have) no (?:objections?|remarks|concerns|comments|complaints|issues)\b|\b(?:does|did|do) ?n[o’'](?:t )?t? ?mind\b|\bdoes not mind\b|\bfound nothing wrong\b/,
    'they were asked',
  ],
  [
    /\b(?:can|could) (?:see|fit|take|meet|host) (?:you|us|me)\b|\b(?:expects?|is expecting|are expecting) (?:you|us|me|them)\b|\bsqueezed (?:you|us|me|them|him|her)\b/,
    'they were asked',
  ],
  [
    /\b(?:is|are) (?:holding|keeping|sending|coming|running|looking into|putting|saving|reserving|arranging)\b.*\b(?:for (?:us|you|me)|it|the story|on \w+day)\b/,
    'they were asked',
  ],
  [
    /\b(?:they|he|she)(?:[’']ll| will) (?:waive|refund|replace|repair|send|deliver|come|call|pay|cover|match|hold|look)\b/,
    'they were asked',
  ],
  [
    /\b(?:\w+ed|\w+t|froze|gave|took|came|held|made) (?:.* )?(?:at my request|after (?:i|we) \w+|when (?:i|we) (?:spoke|called|asked|rang|wrote|met|explained|talked)|because (?:i|we) \w+|on my word|to me\b|with me\b|thanks to (?:a|my|our)|for me\b)/,
    'it came of what the teammate did',
  ],
  [
    /\b(?:spotted|checked|reviewed|read|double-checked|looked (?:at|over)|went (?:over|through)|approved|liked|confirmed|corrected) (?:through )?my (?!question|brief)\w+/,
    'it was shown to them',
  ],
  [
    /(?<!\b(?:you|i|we|who|which|that) )\b(?:has|have) (?:\w+ly |already |now |just |all |both |since |kindly )*(?:accepted|acknowledged|agreed|approved|backed|cleared|confirmed|consented|endorsed|green-?lit|okayed|opened (?:a|the|your|our) (?:case|ticket|claim|file)|promised|received (?:it|them|your|our|the)|replied|responded|reviewed|seen|signed|stamped|verified|waived|witnessed|authorised|authorized|countersigned|committed|offered|started|picked|taken|given|said|written|lifted|frozen|extended|read|checked)\b/,
    'they were asked or handed it',
  ],
];
