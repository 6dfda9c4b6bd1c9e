/** Words by which a text says that something was done, by kind of act, and the steps that can have done it. */

/** What a claim needs: a tool of this name, and a file that is named must be the one that step was about. */
export interface Act {
  name: string;
  /** Past forms that say it. */
  forms: readonly string[];
  /** Tools by whose success it is true. */
  tools: RegExp;
  /** How a file named in the same breath binds the step: not at all, one of them, or each of them. */
  files: 'any' | 'one' | 'each';
}

const words = (text: string): string[] => text.trim().split(/\s+/);

/** A tool of the outside world carries what it does in its name. */
const outside = (names: string): RegExp => new RegExp(`(?:^|[._-])(?:${names})(?:$|[._-])`, 'i');

export const acts = {
  send: {
    name: 'send',
    forms: words(
      `couriered submitted-to texted-back wired-back congratulated thanked warned advised instructed begged urged complained apologised apologized wrote-to sent resent emailed e-mailed mailed messaged texted forwarded replied responded notified informed alerted told
       dispatched delivered shipped faxed invited answered pinged relayed cc'd dm'd slacked reminded`,
    ),
    tools: outside('send|mail|email|message|post|reply|forward|notify|chat|comment|answer|sms|invite|hand_over'),
    files: 'any',
  },
  publish: {
    name: 'publish',
    forms: words(
      'tweeted retweeted downloaded imported scanned re-uploaded reuploaded synchronised synchronized broadcast aired filed lodged posted published uploaded shared tweeted announced released deployed pushed merged committed submitted synced attached circulated distributed launched rolled-out printed',
    ),
    tools: outside('post|publish|upload|share|deploy|push|merge|commit|submit|send|sync|attach|print'),
    files: 'any',
  },
  pay: {
    name: 'pay',
    forms: words(
      'deposited withdrew withdrawn invested invoiced billed topped-up tipped repaid overpaid sold paid prepaid transferred wired refunded reimbursed donated settled charged credited debited remitted',
    ),
    tools: outside('pay|transfer|refund|charge|settle'),
    files: 'any',
  },
  book: {
    name: 'book',
    forms: words(
      `closed reopened extended postponed upgraded downgraded secured negotiated enlisted applied granted revoked blocked unblocked hired fired dismissed redeemed renewed accepted declined withdrew returned exchanged obtained booked reserved ordered reordered purchased bought scheduled rescheduled registered enrolled subscribed unsubscribed
       cancelled canceled signed countersigned hired approved rejected renewed terminated`,
    ),
    tools: outside(
      'book|reserve|order|buy|purchase|schedule|calendar|register|subscribe|cancel|sign|approve|reject|renew',
    ),
    files: 'any',
  },
  call: {
    name: 'call',
    forms: words('called phoned rang telephoned dialled dialed contacted interviewed met'),
    tools: outside('call|phone|dial|contact|ask_teammate|ask_person'),
    files: 'any',
  },
  remove: {
    name: 'remove',
    forms: words('deleted emptied cleared erased purged trashed wiped removed archived unlinked dropped'),
    tools: outside('delete|remove|erase|trash|archive|drop'),
    files: 'one',
  },
  move: {
    name: 'move',
    forms: words('moved renamed relocated copied backed-up restored migrated zipped unzipped compressed'),
    tools: outside('move|rename|copy|backup|restore|migrate|zip'),
    files: 'one',
  },
  write: {
    name: 'write',
    forms: words(
      `saved wrote written created updated overwrote overwritten edited modified amended corrected fixed repaired resolved patched
       exported generated produced recorded logged stored appended inserted rewrote rewritten drafted entered
       refactored implemented replaced filled-in adjusted changed`,
    ),
    tools:
      /^(?:write_file|edit_file|.*[._-](?:write|update|create|save|edit|insert|store|fix|set))$|^(?:update|create|save|edit|insert|store|fix)(?:[._-].*)?$/i,
    files: 'one',
  },
  read: {
    name: 'read',
    forms: words(
      `opened read reread verified checked rechecked double-checked cross-checked inspected examined reviewed validated
       confirmed audited proofread re-read looked consulted reconciled tested`,
    ),
    tools:
      /^(?:read_file|search_files|query_table|recall|list_conflicts)$|(?:^|[._-])(?:read|open|fetch|get|search|query|check|verify|test|run)(?:$|[._-])/i,
    files: 'each',
  },
  run: {
    name: 'run',
    forms: words(
      'deployed rebuilt upgraded provisioned reset reconfigured debugged compiled ran executed rerun re-ran compiled-and-ran benchmarked installed restarted rebooted configured enabled disabled activated',
    ),
    tools: /(?:^|[._-])(?:run|exec|execute|shell|command|test|bench|install|restart|configure|query)(?:$|[._-])/i,
    files: 'any',
  },
  delegate: {
    name: 'delegate',
    forms: words(
      'instructed engaged involved delegated assigned reassigned outsourced escalated asked consulted handed briefed tasked',
    ),
    tools:
      /^(?:delegate|ask_teammate|ask_person|hand_over|plan_parts|comment)$|(?:^|[._-])(?:ask|assign|escalate)(?:$|[._-])/i,
    files: 'any',
  },
  remember: {
    name: 'remember',
    forms: words('remembered memorised memorized noted'),
    tools: /^(?:remember|note|propose_memory|propose|consolidate)$/i,
    files: 'any',
  },
  // What no list names: only a step that reaches outside the teammate's own page can have done it.
  other: {
    name: 'other',
    forms: [],
    tools:
      /^(?!(?:read_file|search_files|query_table|recall|list_conflicts|write_file|edit_file|note|remember|propose|propose_memory|consolidate|finish)$)/,
    files: 'any',
  },
} as const satisfies Record<string, Act>;

export type ActName = keyof typeof acts;

/** Said of a thing these tell what is, and only of the author what was done: “the budget was approved”. */
export const activeOnly: ReadonlySet<string> = new Set(
  words(`called met sold accepted declined returned obtained extended hired fired ordered confirmed approved rejected dismissed promoted
    changed produced generated recorded involved engaged warned advised settled ran entered applied
    granted secured negotiated looked read reviewed accepted postponed launched released noted remembered`),
);

/** Verbs of changing what there is, unlike those of making something. */
export const changing: ReadonlySet<string> = new Set(
  words(
    'updated edited modified amended corrected fixed repaired resolved patched refactored implemented replaced adjusted changed overwrote overwritten',
  ),
);

/** Turns of phrase that say an act without its verb; what stands in them is the act. */
export const phrases: readonly [ActName, RegExp][] = [
  ['book', /\bopened an? (?:new )?(?:\w+ )?(?:account|case|ticket|claim)\b/],
  [
    'run',
    /\b(?:unit |integration |all |the |every |our )*(?:tests?|test suite|suite|build|pipeline|ci|specs?)\b[^.;]{0,25}?\b(?:pass|passes|passed|passing|succeeds?|succeeded|green|clean)\b/,
  ],
  ['run', /\b\d+ (?:of|out of|\/) ?\d+ tests\b|\b\d+ tests (?:passed|pass|green)/],
  [
    'send',
    /\bon (?:its|their) way to\b|\b(?:in|reached|hit) (?:his|her|their|your|\w+[’']s) (?:inbox|mailbox)\b|\bwent out\b|\bgone out\b|\bis out to\b|\blanded in\b/,
  ],
  [
    'send',
    /\b(?:let|letting) (?:\w+ ){1,4}know\b|\breached out\b|\bgot in touch\b|\bheard back\b|\bwent off to\b|\b(?:is|are) (?:now )?with (?:the|our|your|his|her|their) \w+(?: \w+)? now\b|\bgot hold of\b|\bbrought (?:\w+ ){1,3}in\b|\bdropped (?:\w+ ){1,3}a (?:line|note|message|mail)\b|\bgot back to\b|\bwrote (?:back )?to (?!work\/|files\/|the (?:file|folder|disk|work))|\bfollowed up\b|\bkept (?:\w+ ){1,3}(?:informed|posted)\b/,
  ],
  [
    'publish',
    /\b(?:is|are|went|gone) (?:now )?(?:live|online|public)\b|\bput (?:\w+ ){1,4}(?:online|on the (?:website|intranet|wiki|drive|share|server))\b|\brolled (?:\w+ ){0,3}out\b/,
  ],
  [
    'pay',
    /\b(?:made|completed|initiated|processed|executed|authorised|authorized|triggered) (?:the |a |an |all )?(?:\w+ )?(?:payment|transfer|refund|donation|deposit|transaction)s?\b|\b(?:payment|transfer|refund) (?:is |was |has been |went )?(?:made|through|complete|completed|done|processed|executed)\b|\bsettled (?:the|all|both)\b/,
  ],
  [
    'book',
    /\b(?:made|placed|completed) (?:the |a |an |your )?(?:\w+ )?(?:booking|reservation|order|appointment|purchase)s?\b|\bset up (?:the |a |an )?(?:\w+ )?(?:meeting|call|appointment|reminder|subscription)\b|\b(?:put|added|placed|entered) (?:\w+ ){1,6}(?:on|to|in|into) (?:\w+ ){0,2}(?:calendar|diary)\b|\b(?:booking|reservation|order|appointment|meeting) (?:is |was |has been )?(?:confirmed|made|placed|in place|set up)\b/,
  ],
  [
    'call',
    /\b(?:made|placed|had|held) (?:the |a |an )?(?:\w+ )?(?:phone )?call\b|\bgave (?:\w+ ){1,4}a (?:call|ring)\b|\b(?:spoke|spoken|talked|chatted) (?:with|to)\b|\bgot (?:\w+ ){1,3}on the phone\b|\bcalled (?:\w+ ){0,2}up\b/,
  ],
  [
    'delegate',
    /\bpassed (?:\w+ ){1,5}(?:on )?to (?!work)|\bgave (?:the |this )?(?:task|part|work|job) to\b|\bhad (?:\w+ ){1,2}(?:check|review|look|verify|confirm)\b|\bgot (?:\w+ ){1,2}to (?:check|review|look|verify|confirm)\b/,
  ],
  ['read', /\b(?:went|gone|been) (?:carefully )?(?:through|over) (?:the|all|each|every)\b|\btook a look (?:at|into)\b/],
  [
    'pay',
    /\b(?:took|taken|taking) care of (?:the |your |all )?(?:\w+ )?(?:payment|transfer|invoice|bill|fee|deposit|rent|refund)s?\b/,
  ],
  [
    'book',
    /\b(?:took|taken|taking) care of (?:the |your |all )?(?:\w+ ){0,2}(?:booking|reservation|order|appointment|ticket|flight|hotel|registration|visa|cancellation)s?\b|\b(?:arranged|organised|organized) (?:for |with |the |a |an )(?:\w+ )*?(?:meeting|call|pickup|pick-up|transport|delivery|appointment|visit|viewing|taxi|courier|catering|room)\b|\bgot (?:the |a |an )?(?:\w+ ){1,2}to (?:hold|agree|accept|sign|deliver|extend|waive|refund|cancel|confirm)\b/,
  ],
  [
    'run',
    /\b(?:works|working|runs|running) (?:again|now|fine|as expected|without errors)\b|\bset (?:it|the \w+|up the \w+) to (?:resolved|done|closed|paid|active)\b/,
  ],
  ['send', /\bdropped (?:\w+ ){1,3}a (?:line|note|message|mail|word)\b/],
  ['publish', /\b(?:made|set) (?:\w+ ){1,4}(?:public|visible|available)\b/],
  ['send', /\blooped (?:\w+ ){0,4}in\b|\bpassed (?:on )?(?:your|my|the|our|their|his|her) (?:\w+ ){1,6}to (?!work)/],
  ['call', /\bhad (?:a |an |another )?(?:\w+ )?(?:chat|conversation|word|talk|call) with\b/],
  [
    'book',
    /\bgot (?:us|you|them|her|him|me) (?:a |an |the |two |three |\d+ )?(?:\w+ )?(?:tables?|rooms?|seats?|tickets?|slots?|flights?|appointments?|places?)\b|\b(?:meeting|call|pickup|transport|delivery|appointment|visit|viewing|taxi|courier|catering|room)\b(?: \w+){0,4} (?:has|have) been (?:arranged|organised|organized)\b/,
  ],
];
