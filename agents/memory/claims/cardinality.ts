/** Which questions have one answer at a time, and which have many. English. */
import { termOf } from '../terms.ts';
import { conceptOf } from './words.ts';

const conceptsOf = (words: string): ReadonlySet<string> =>
  new Set(
    words
      .trim()
      .split(/\s+/)
      .flatMap((word) => [termOf(word), conceptOf(word)]),
  );

/** What somebody has or does many of: one more takes nothing away. */
const many = conceptsOf(
  `hobby language customer member partner skill product service like love enjoy interest offer sell serve attend visit include contain
  support speak know allergic allergy child sibling friend pet competitor market industry certified certify certificate award acquire
  invest investor subsidiary integration integrate feature participant guest topic play collect collaborate cooperate
  volunteer study learn read write wrote publish mention order call ask request complain praise meet train experience benefit risk
  challenge strength weakness task project responsibility duty goal exhibit export import carry stock distribute manufacture produce
  supply donate speaker trainer course branch operate active deal trade consult advise bought purchase sold`,
);

/** What has one answer as long as it holds: the nouns that name it. */
const single = conceptsOf(
  `status name colour owner currency method format type location contact deadline provider system size role plan tier level policy
  preference prefer version model material capital director ceo cfo cto coo cio cmo chair chairman chairwoman president head chief
  representative agent accountant auditor lawyer landlord tenant insurer bank carrier courier platform software database erp crm framework
  address city country region headquarters headquarter timezone nationality birthplace hometown employer spouse assistant deputy
  successor coordinator approver signatory password code destination origin venue theme category priority severity rating grade rank mode
  incoterm incoterms jurisdiction law court form gender diet airline hotel channel cause author editor winner nickname alias domain
  website url email phone extension account iban vat logo slogan motto password seat supplier supervisor mentor counterpart buyer
  forwarder warranty packaging terminal port depot warehouse template font dialect religion team department size shift entrance
  language password manager lead engineer responsible backup caterer cleaner recipient signature stage phase sponsor office site room floor desk
  tool editor browser storage cloud region host hosting tongue surname maiden day slot shape`,
);

/** Verbs with one answer: where one lives, whom one reports to, who leads. */
const singleVerbs = conceptsOf(
  `reside report lead own marry host prefer named called work employed handle chair signed governed drives written built`,
);

const titles: ReadonlySet<string> = new Set(
  `manager director officer engineer lead president accountant analyst developer designer consultant head chief ceo cfo cto coo cio cmo assistant
  secretary clerk buyer controller architect administrator coordinator specialist executive partner trainee intern apprentice technician
  programmer lawyer counsel nurse doctor teacher professor driver chef cook foreman supervisor planner scientist researcher editor
  salesperson representative treasurer chair chairman chairwoman auditor operator mechanic electrician`.split(/\s+/),
);

const unique =
  /\b(?:main|primary|default|preferred|official|standard|current|sole|only|favou?rite|key|lead|chief|principal|responsible|next|first|last|final|designated|dedicated|exclusive|legal|registered)\b/i;

/** Questions about how something began: no later word makes another answer true. */
const lasting = conceptsOf(
  'birthday born birth founded invent discover native originate birthplace incorporate graduate die dead',
);

const has = (set: ReadonlySet<string>, concepts: readonly string[]): boolean =>
  concepts.some((concept) => set.has(concept));

export const isManyValued = (concepts: readonly string[]): boolean => has(many, concepts);
export const isSingleValued = (concepts: readonly string[]): boolean => has(single, concepts);
export const isSingleVerb = (concepts: readonly string[]): boolean => has(singleVerbs, concepts);
/** True for a word that names a post; by its own letters, since an office is no officer. */
export const isTitle = (word: string): boolean => titles.has(word);
export const isLastingQuestion = (concepts: readonly string[]): boolean => has(lasting, concepts);
export const namesTheOne = (text: string): boolean => unique.test(text);
