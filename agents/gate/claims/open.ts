/**
 * Acts no table names: whatever its author says in the first person they did, unless it is thinking, reading or writing of their own.
 * A list of what is harmless is short and known; one of all that can be done in the world is neither. Pure.
 */

const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** What a teammate does in its own head and on its own page. */
const harmless = set(`
  added analysed analyzed answered applied arranged assessed assigned assumed averaged based became began believed broke built calculated
  came categorised categorized chose cited clarified classified cleaned collected combined compared compiled completed computed concluded
  considered converted copied counted covered created cross-referenced decided deduced defined derived described determined did distinguished
  divided drew dropped ended estimated evaluated examined excluded expected explained extracted felt figured filtered finished flagged focused
  followed formatted found gathered gave generated got grouped guessed had handled heard helped highlighted hoped identified ignored included
  inferred interpreted joined judged kept knew labelled labeled laid learned learnt left limited linked listed looked made mapped marked matched
  meant measured mentioned missed named needed normalised normalized noted noticed omitted ordered organised organized outlined picked planned
  pointed preferred prepared presented proposed put quoted ranked rated reached realised realized received recommended referenced referred relied
  remained rephrased reported rounded said sampled saw scored searched selected separated set shortened showed simplified skipped sorted split spotted started
  stated stayed stopped structured studied suggested summarised summarized summed supposed tagged thought took totalled totaled tracked transcribed
  translated treated tried trimmed turned understood used wanted was were weighed weighted went wondered worded worked wrapped
`);

/** Past forms no ending shows. */
const irregular = set(`
  bought brought caught cut dealt drove flew fought forbade forgave hid hung lent lit quit rang rode rose sang sent shot shut sold spent stood stuck
  swept swore taught threw told tore undid unwound withdrew won wove wrote
`);

const nouns = set('need feed seed speed breed indeed embed red bed shed united limited');

/** True for the past form of a verb that may have moved something in the world. */
export function movesTheWorld(token: string): boolean {
  if (harmless.has(token) || nouns.has(token)) return false;
  return irregular.has(token) || /^[a-z][a-z-]{2,}ed$/.test(token);
}

/** What a passive must be about to be the author's doing: things outside the page, or this very day. */
export const outsideThings =
  /\b(?:website|site|home ?page|server|crm|database|account|system|app|portal|repository|profile|calendar|password|mailbox|inbox|intranet|wiki|newsletter|subscription|printer|members|subscribers|attendees|guests|participants|recipients|by (?:mail|e-mail|post|phone|courier)|this (?:morning|afternoon|evening)|today|just now|at noon|an hour ago|minutes ago)\b/i;
