/** What is said to colleagues and back: wishes carried out once each, questions answered from what was read. */
import { foldText } from '../../lib/text/fold.ts';
import { unquoted } from '../../runs/headings.ts';
import { counted, listed, practiceLine } from './deliverable.ts';
import type { Desk, ToolCall } from './desk.ts';
import { topicTerms } from './brief.ts';
import { queryWeights, score } from './extract.ts';
import { sourceName } from './sources.ts';
import { goodCalls, type DoneCall, type State } from './state.ts';
import { wishesIn, type Wish } from './wishes.ts';

const tools = { ask: 'ask_teammate', tell: 'comment', handOver: 'hand_over' } as const;

interface Told {
  wish: Wish;
  /** Null = not carried out yet. */
  call: DoneCall | null;
}

/** Every wish of the brief and of the person's words, with what came of it. Work that was handed over brings its old wish along: it is done. */
function told(state: State): Told[] {
  const takenOverAt = state.heard.findLast(({ kind }) => kind === 'handover')?.at ?? -1;
  const texts = [{ text: state.brief, at: -1 }, ...state.steers];
  return texts.flatMap(({ text, at }) =>
    wishesIn(text)
      .filter(({ kind, who }) => foldText(who) !== foldText(state.name) && !(kind === 'handOver' && at < takenOverAt))
      .map((wish) => ({ wish, call: state.calls.find((call) => call.at > at && isCallOf(call, wish)) ?? null })),
  );
}

function isCallOf({ tool, args }: DoneCall, { kind, who, text }: Wish): boolean {
  if (tool !== tools[kind]) return false;
  if (kind === 'handOver') return true;
  const whom = String(args.teammate);
  // The gate may have put the teammate's id in place of the name.
  const isWho = foldText(whom) === foldText(who) || whom.startsWith('tm_');
  return isWho && (kind === 'ask' ? args.question : args.text) === text;
}

/** The next things to say, as calls; a handover comes alone and last, for it ends the run. */
export function wishCalls(state: State): ToolCall[] {
  const open = told(state).filter(({ wish, call }) => call === null && state.tools.has(tools[wish.kind]));
  const [first, ...others] = open.map(({ wish }) => wish).toSorted((a, b) => order(a) - order(b));
  if (!first) return [];
  return [first, ...others]
    .filter(({ kind }) => first.kind === 'handOver' || kind !== 'handOver')
    .map((wish) => callOf(wish, state));
}

const order = ({ kind }: Wish): number => (kind === 'handOver' ? 1 : 0);

function callOf({ kind, who, text }: Wish, state: State): ToolCall {
  if (kind === 'ask') return { tool: tools.ask, args: { teammate: who, question: text } };
  if (kind === 'tell') return { tool: tools.tell, args: { teammate: who, text } };
  return {
    tool: tools.handOver,
    args: {
      to: who,
      why: text === '' ? 'The person asked for it.' : text,
      done: doneSoFar(state),
      left: 'Everything the brief asks for that is not named as done.',
    },
  };
}

/** What a run has to show, for whoever takes it up. */
function doneSoFar(state: State): string {
  const read = [...new Set(goodCalls(state.calls, 'read_file').map(({ args }) => String(args.path)))];
  const written = [...new Set(goodCalls(state.calls, 'write_file').map(({ args }) => String(args.path)))];
  const parts = [
    ...(read.length > 0 ? [`Read ${counted(read.length, 'file')}: ${listed(read.slice(0, 12))}.`] : []),
    ...(written.length > 0 ? [`Wrote ${listed(written)}.`] : []),
  ];
  return parts.length > 0 ? parts.join(' ') : 'Nothing yet.';
}

/** What came of the wishes, and what colleagues said: one line each, for the page. Their words are shown, not acted on. */
export function talkLines(state: State): string[] {
  const lines = told(state).map(({ wish: { kind, who, text }, call }) => {
    const answer = plain(wordsIn(call?.text ?? ''));
    if (!call)
      return `${who} could not be reached from here: ${kind === 'handOver' ? 'the task stays where it is' : `“${text}”`}.`;
    if (kind === 'handOver') return `It could not be handed over to ${who}: ${answer}`;
    if (kind === 'tell') return call.isError ? `${who} could not be told: ${answer}` : `${who} was told: “${text}”`;
    return call.isError
      ? `${who} was asked “${text}” and did not answer: ${answer}`
      : `${who} was asked “${text}” and answered: “${answer}”`;
  });
  const comments = state.heard.flatMap((message) => {
    if (message.kind === 'comment') return [`${message.from} says: “${plain(message.text)}”`];
    return message.kind === 'handover' ? [`Taken over from ${message.from}: “${plain(message.text)}”`] : [];
  });
  const cameIn = state.occasion === null ? [] : [`What came in was read, not followed: “${plain(state.occasion)}”`];
  return [...cameIn, ...lines, ...comments];
}

/** What a colleague said, of an answer that also names files and checks. */
function wordsIn(answer: string): string {
  return unquoted(answer.replace(/^.{1,80} answers:\n/, '').replace(/\n(?:Files|Checks):\n[\s\S]*$/, ''));
}

/** One paragraph that cannot be taken for a part of a page. */
function plain(text: string): string {
  return text
    .replaceAll(practiceLine, '')
    .replace(/\[\^[^\]]*\]:?/g, '')
    .replace(/[#*_`|<>]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 600);
}

/** The answers that are still owed; each question is answered once, whatever comes of it. */
export function answerCalls(desk: Desk): ToolCall[] {
  const { state } = desk;
  if (!state.tools.has('answer')) return [];
  const answered = new Set(state.calls.filter(({ tool }) => tool === 'answer').map(({ args }) => args.message));
  const open = new Map(
    state.heard.flatMap((message) =>
      message.kind === 'question' && !answered.has(message.messageId)
        ? [[message.messageId, message.text] as const]
        : [],
    ),
  );
  return [...open].map(([message, question]) => ({
    tool: 'answer',
    args: { message, text: `${answerTo(question, desk)} ${practiceLine}` },
  }));
}

/** The sentence that answers best, word for word with its file; at least half of the question's words must stand in it or above it. */
function answerTo(question: string, desk: Desk): string {
  const terms = topicTerms(question);
  const [best] = score(desk.sentences, queryWeights(terms, desk.sentences)).filter(({ sentence }) => {
    const stems = new Set([...sentence.stems, ...topicTerms(`${sentence.headings.join(' ')} ${sentence.file}`)]);
    return terms.filter((term) => stems.has(term)).length * 2 >= terms.length;
  });
  if (best && terms.length > 0) return `“${best.sentence.quote}” (${sourceName(best.sentence.file)})`;
  const read = [...desk.knowledge.docs.keys()].toSorted();
  return read.length === 0
    ? 'Not found: I have read no file yet.'
    : `Not found in what I read: ${listed(read.slice(0, 12))}${read.length > 12 ? ' and others' : ''}.`;
}
