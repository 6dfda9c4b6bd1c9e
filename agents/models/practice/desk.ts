/** Everything a recipe works with, gathered anew from each request. */
import { stemOf, wordsOf } from '../../lib/text/fold.ts';
import { maxTerms, topicTerms, understand, type Intent } from './brief.ts';
import type { Deliverable, Footnotes } from './deliverable.ts';
import { endingOf, isReadable, isTable, readKnowledge, type Knowledge } from './knowledge.ts';
import { sentencesOf, type Sentence } from './sentences.ts';
import { knownDoc } from './sources.ts';
import type { State } from './state.ts';
import { withoutWishes } from './wishes.ts';

export interface ToolCall {
  tool: string;
  args: Record<string, unknown>;
}

export interface Question {
  question: string;
  options: { id: string; label: string }[];
  recommended: string;
}

/** What came of the one question. `optionId: null` = the person wrote words of their own. */
interface Reply {
  optionId: string | null;
  label: string;
  text: string;
}

export interface Desk {
  state: State;
  knowledge: Knowledge;
  intent: Intent;
  /** Sentences of all texts that were read and of what the team knows, without what the person wants left out. */
  sentences: Sentence[];
  /** Null = nothing was asked, or no answer came. */
  reply: Reply | null;
}

/** How much to say, from a whole page down to the answer alone. */
export type Detail = 'full' | 'normal' | 'short' | 'bare';

/** One way of answering a kind of brief. Every part is a pure function of the desk. */
export interface Recipe {
  /** True: texts need not be read. Left out = they must. */
  tablesOnly?(desk: Desk): boolean;
  /** Table queries worth making before the person is asked. */
  lookups(desk: Desk): ToolCall[];
  /** The one question, or null when nothing is open that a person could settle. */
  question(desk: Desk): Question | null;
  /** Searches and queries that follow from what is known now. */
  followUps(desk: Desk): ToolCall[];
  compose(desk: Desk, footnotes: Footnotes, detail: Detail): Deliverable;
}

export function makeDesk(state: State): Desk {
  const knowledge = readKnowledge(state);
  // What is to be said to colleagues is no topic of the page.
  const intent = understand(
    withoutWishes(state.brief),
    state.steers.map((steer) => withoutWishes(steer.text)),
  );
  // What came in says what to look for, and nothing else.
  if (state.occasion !== null)
    intent.terms = [...new Set([...intent.terms, ...topicTerms(state.occasion)])].slice(0, maxTerms);
  const out = intent.leaveOut.map((phrase) => wordsOf(phrase).map(stemOf));
  const broken = brokenQuotes(state);
  const files = [...knowledge.docs.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const sentences = [...files.filter((doc) => !isTable(doc.path)), ...state.memories.map(knownDoc)]
    .flatMap(sentencesOf)
    .filter((sentence) => !broken.some((start) => sentence.quote.startsWith(start)))
    .filter(
      (sentence) =>
        !out.some((stems) =>
          stems.every(
            (stem) =>
              sentence.stems.has(stem) ||
              sentence.headings.some((heading) => wordsOf(heading).map(stemOf).includes(stem)),
          ),
        ),
    );
  return { state, knowledge, intent, sentences, reply: readReply(state) };
}

/** Beginnings of quotes that the checks did not find in their files. */
export function brokenQuotes(state: State): string[] {
  return state.returns.flatMap((back) =>
    [...back.text.matchAll(/“([^”]{8,80})”? in /g)].map((found) => found[1] ?? ''),
  );
}

function readReply(state: State): Reply | null {
  const asked = state.calls.find((call) => call.tool === 'ask_person' && !call.isError && call.text.trim() !== '');
  if (!asked) return null;
  const options = Array.isArray(asked.args.options) ? (asked.args.options as Question['options']) : [];
  const text = asked.text.trim();
  const chosen =
    options.filter((option) => text.includes(option.label)).toSorted((a, b) => b.label.length - a.label.length)[0] ??
    options.find((option) => text === option.id);
  return { optionId: chosen?.id ?? null, label: chosen?.label ?? text, text };
}

/** True once the one question was put, whatever came of it. */
export function wasAsked(desk: Desk): boolean {
  return desk.state.calls.some((call) => call.tool === 'ask_person');
}

/** The stems of the files' paths, for choosing files a word names. */
export function pathStems(path: string): string[] {
  return wordsOf(path.replace(new RegExp(`\\.${endingOf(path)}$`), '')).map(stemOf);
}

/** Files that cannot be read, as the listing shows them. */
export function unreadable(knowledge: Knowledge): string[] {
  return knowledge.files.filter((file) => !isReadable(file)).map((file) => file.path);
}

export function query(path: string, args: Record<string, unknown>): ToolCall {
  return { tool: 'query_table', args: { path: `files/${path}`, ...args } };
}
