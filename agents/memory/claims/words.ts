/** What words mean to a comparison: which say the same, which say little, which only hold a sentence together. English. */
import { termOf } from '../terms.ts';

const sameMeaning = `pay payment payments settle settles remit payable
  invoice bill billing invoicing
  deliver delivery ship shipment shipping dispatch
  price cost fee charge tariff priced rent
  employee staff people worker headcount workforce person personnel colleague
  seat licence license
  reside live based base located locate headquarter headquarters hq relocate move moved situated resident location residence home
  lead head manage manager direct oversee responsible leader charge
  agreement contract
  renew renewal renewed extend extension prolong
  end expire expiry expiration expires terminate termination finish conclude lapse
  start begin commence kickoff
  launch golive release rollout
  discount rebate reduction
  warranty guarantee
  retain retention store keep
  phone telephone mobile tel
  email e-mail mail
  buy purchase procure
  revenue turnover
  profit earnings
  salary wage earn earns
  holiday vacation
  car vehicle
  customer client
  supplier vendor provider supply
  warehouse depot
  boss supervisor report reports
  prefer preference preferred favourite favorite favor favour
  allow permit
  require need ask asks necessary mandatory compulsory obligatory
  forbid prohibit ban banned
  approve approval authorise authorize
  reject decline deny refuse
  increase rise rose risen grow growth raise climb
  decrease fall drop reduce cut shrink lower
  weigh weight
  long length
  tall height high
  wide width
  birthday born birth birthdate
  founded establish established incorporate incorporated
  marry married
  role title position job
  insure insurance insurer
  certify certificate certification accredit
  refund reimburse reimbursement
  opening open opens
  close closed closing shut
  accept take takes welcome
  capacity hold holds fit
  meeting meet meets
  language speak speaks fluent
  office branch site
  like enjoy love fond keen hobby hobbies pastime
  work works employ employs employed employer
  host hosted hosting
  own owner owned owns
  approve sign-off
  sponsor sponsored
  address street
  quick fast
  big large
  purchase buy
  attend attendance
  deadline due cutoff
  child children kids
  colour color
  trip travel
  bank banking
  audit auditor auditors`;

const concepts = new Map<string, string>();
for (const line of sameMeaning.split('\n')) {
  const words = line.trim().split(' ');
  const concept = words[0] ?? '';
  for (const word of words) if (!concepts.has(termOf(word))) concepts.set(termOf(word), concept);
}

/** What a folded word stands for: words that mean the same have one concept. */
export function conceptOf(word: string): string {
  const term = termOf(word);
  return concepts.get(term) ?? term;
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));
const termsOf = (words: string): ReadonlySet<string> => new Set([...setOf(words)].map(termOf));

/** Words that hold a sentence together and say nothing of their own. */
export const functionWords = setOf(
  `a an the this that these those and or but as so than then there here it its they them their theirs he him his she her hers we us our
  you your i my me who whom whose which what when where while is are was were be been being am has have had having do does did will would
  shall should can could may might must to of in on at by for with from into onto within per via about over under between through during
  after before until till since up down out off around across against without near along among toward towards mr mrs ms miss dr prof not
  please also too very quite just only both either each every all any some if because though although whereas however any anybody yes no
  s etc eg ie one another per now currently presently`,
);

const lightTerms = termsOf(
  `currently now presently today still already always usually normally typically generally officially regularly actually exactly about
  approximately roughly time period term date amount value total number set agreed agree last come stand cover have offer provide include
  contain get give make go become remain stay fix plan schedule expect receive apply exist available valid new current present official
  overall company firm business organisation organization level figure note confirm accord say state mention know info information fact
  update change switch shift postpone reschedule due deadline net comprise consist count sum equal amounting strong recent recently
  effective altogether entire whole per agreed stipulate define specify determine estimate announce bring forward push
  back take require serve carry feature use run send rate done possible grant party either let set aside otherwise moment number scheduled limit day week month year instead meanwhile correct correction longer anymore quote
  place happen occur held reach status radius off average newly permanent permanently finally own formally kind type of called name`,
);

/** True for words that may come or go without another thing being meant. */
export function isLight(word: string): boolean {
  return lightTerms.has(termOf(word));
}

const auxiliaries = setOf(
  'is are was were be been being am has have had do does did will would shall should can could may might must remains remain became becomes become stays : =',
);

/** Where what is said of something begins: `is`, `has`, a colon. */
export function isAuxiliary(word: string): boolean {
  return auxiliaries.has(word);
}

/** Where a thing may be, be for or be meant for: what follows narrows a statement. */
export const scopePrepositions = setOf(
  'in for on at during outside inside under above below over to from via with by between across except within when if unless of among through near against',
);
