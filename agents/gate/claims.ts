/**
 * Finds what a result says was done and looks for the step that did it. Pure: the transcript is the witness, never the text.
 * What is denied, planned, offered, supposed, quoted or told of others is no claim.
 */
import type { Claim } from '../domain/schema.ts';
import type { Call, TaskState } from '../domain/task.ts';
import { acts, changing } from './claims/acts.ts';
import { ownWords } from './claims/prose.ts';
import { saidIn, type Place, type Said } from './claims/said.ts';

/** A step on record: a call that succeeded. */
export type Step = Pick<Call, 'callId' | 'tool' | 'args' | 'summary' | 'before'>;

export interface ClaimsInput {
  /** What the author says of the work: the summary, and the last words. */
  said: readonly string[];
  /** Texts of the documents made. */
  documents: readonly string[];
  steps: readonly Step[];
  /** Quotes the documents carry. */
  quotes: number;
}

const maxClaims = 200;

export function claimsOf({ said, documents, steps, quotes }: ClaimsInput): Claim[] {
  const claims = new Map<string, Claim>();
  const read = (text: string, place: Place): void => {
    for (const sentence of ownWords(text)) {
      for (const one of saidIn(sentence, place)) enter(one.clause, stepOf(one, sentence, steps)?.callId ?? null);
      const counted = place === 'summary' ? countOf(sentence) : null;
      if (counted !== null && counted > quotes) enter(sentence, null);
    }
  };
  const enter = (text: string, callId: string | null): void => {
    const known = claims.get(text);
    if (claims.size < maxClaims && known?.callId !== null) claims.set(text, { text: text.slice(0, 300), callId });
  };
  for (const text of new Set(said)) read(text, 'summary');
  for (const text of documents) read(text, 'document');
  return [...claims.values()];
}

/** The calls of all attempts that succeeded, the person's own doing among them. */
export function stepsOf({ turns }: Pick<TaskState, 'turns'>): Step[] {
  return (turns ?? []).flatMap((turn) => turn.calls.filter((call) => call.state === 'succeeded'));
}

function stepOf({ act: name, files, clause }: Said, sentence: string, steps: readonly Step[]): Step | undefined {
  const act = acts[name];
  const fits = steps.filter((step) => act.tools.test(step.tool) && isAbout(step, name, sentence));
  const wrote = steps.filter(({ tool }) => acts.write.tools.test(tool));
  // A file that was there and was changed can be what an unlisted verb is about.
  if (name === 'other') return fits[0] ?? wrote.find(({ before }) => before !== null);
  // What is attached to the answer was written for it.
  if (name === 'publish' && /\battached\b/i.test(clause) && files.length > 0)
    return wrote.find((step) => files.every((file) => names(step, file)));
  if (/\bmerged\b/i.test(clause) && (isOfText(clause) || /\blists?\b/i.test(clause))) return fits[0] ?? wrote[0];
  if (files.length === 0 && name === 'remove' && isOfText(clause)) return fits[0] ?? wrote[0];
  if (files.length === 0 && name === 'write' && isChange(clause))
    return wrote.find(({ before }) => before !== null) ?? (isOfText(clause) ? wrote[0] : undefined);
  if (files.length === 0) return fits[0];
  // Rows taken out of a file are a change of that file.
  if (
    name === 'remove' &&
    files.every((file) => /\b(?:in|from|of)\s+(?:the\s+)?$/i.test(clause.slice(0, clause.indexOf(file))))
  )
    return wrote.find((step) => files.some((file) => names(step, file)));
  if (act.files === 'any') return fits[0];
  const targets = act.files === 'one' ? targetsOf(clause, files) : files;
  const able = name === 'read' ? [...fits, ...wrote] : fits;
  const matching = targets.map((file) => able.find((step) => names(step, file)));
  return matching.every((step) => step !== undefined) ? matching[0] : undefined;
}

/** “Updated the address” changes what was there; a document that is new bears out nothing of it. */
function isChange(clause: string): boolean {
  return clause
    .toLowerCase()
    .split(/[^\p{L}-]+/u)
    .some((word) => changing.has(word));
}

/** What lies outside the documents a teammate writes. */
const elsewhere =
  /\b(?:website|site|home ?page|server|crm|database|account|system|app|portal|repository|repo|code|script|module|profile|calendar|password|mailbox|inbox|files?|folders?|e-?mails?|messages?|records?|backups?|users?)\b/i;

/** Parts of what a teammate writes itself. */
function isOfText(clause: string): boolean {
  if (elsewhere.test(clause)) return false;
  return /\b(?:totals?|tables?|texts?|drafts?|reports?|summary|brief|wording|figures?|sums?|dates?|typos?|numbers?|rows?|lines?|columns?|duplicates?|paragraphs?|sentences?|words?|sections?|cells?|options?|points?)\b/i.test(
    clause,
  );
}

/** What a text is taken from is not what is written. */
function targetsOf(clause: string, files: readonly string[]): readonly string[] {
  const made = files.filter(
    (file) =>
      !/\b(?:from|using|with|of|on|in line with|against|by|per|and)\s+(?:the\s+)?$/i.test(
        clause.slice(0, clause.indexOf(file)),
      ),
  );
  return made.length > 0 ? made : files.slice(0, 1);
}

/** A word to somebody is borne out by a step that names them, when the step names anybody at all. */
function isAbout(step: Step, name: Said['act'], sentence: string): boolean {
  if (name !== 'delegate' && name !== 'call') return true;
  const whom = /\b(?:asked|consulted|tasked|briefed|to|had|got|gave|called|with)\s+(\p{Lu}\p{L}+)/u.exec(sentence)?.[1];
  return whom === undefined || JSON.stringify([step.args, step.summary]).toLowerCase().includes(whom.toLowerCase());
}

/** True when a step's arguments or summary hold the file's name. */
function names({ args, summary }: Step, file: string): boolean {
  const base = file.slice(file.lastIndexOf('/') + 1).toLowerCase();
  return `${JSON.stringify(args) ?? ''} ${summary}`.toLowerCase().includes(base);
}

/** How many quotes a sentence says there are; null = it says none. */
function countOf(sentence: string): number | null {
  const found = /\b(\d{1,3}) (?:\w+ ){0,2}(?:quotes|quotations|citations|footnotes|verbatim)\b/i.exec(sentence);
  return found && !/\b(?:will|would|can|could|if|not|no|should|need)\b/i.test(sentence) ? Number(found[1]) : null;
}
