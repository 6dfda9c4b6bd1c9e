/** What the practice model does next: each stage names the calls it wants; those not made yet are this turn. */
import { termsOf } from '../../lib/text/fold.ts';
import { practiceLine } from './deliverable.ts';
import { makeDesk, wasAsked, type Desk, type ToolCall } from './desk.ts';
import { isReadable, isTable, type FileEntry } from './knowledge.ts';
import { chooseJob } from './jobs/choice.ts';
import { openCalls, planCall, type Job } from './jobs/job.ts';
import { writePage, type Page } from './page.ts';
import { chooseRecipe } from './recipe-choice.ts';
import { nothingToRead } from './recipes/nothing.ts';
import { goodCalls, lastWordAt, readState } from './state.ts';
import { answerCalls, wishCalls } from './talk.ts';
import type { PracticeTurn, WireRequest } from './wire.ts';

/** From here on nothing more is looked up: the page is written from what is known. */
const lastLookTurn = 10;
const maxTables = 6;
const wholeFolder = { files: 16, bytes: 160 * 1024 };
const maxReads = 12;

/** Plans one turn from the request alone. Contract: pure, never throws, ends every task within fifteen turns and one for each question put to it. */
export function nextTurn(request: WireRequest): PracticeTurn {
  const state = readState(request);
  const desk = makeDesk(state);
  if (!state.tools.has('write_file') && !state.tools.has('finish'))
    return { text: `${practiceLine} It works with tools, and none to hand in a result was given.`, calls: [] };
  const job = chooseJob(desk);
  const turn = speak(desk) ?? (job ? (answer(desk) ?? step(desk, job)) : prepare(desk));
  if (turn) return turn;
  const result = resultOf(desk, job);
  return write(desk, result) ?? save(desk, result) ?? handIn(desk, result);
}

/** What is handed in: the page, its name, and the plan's last lines. */
interface Result {
  page: Page;
  slug: string;
  plan: readonly string[];
}

function resultOf(desk: Desk, job: Job | null): Result {
  if (job) return { page: job.page(desk), slug: job.slug, plan: job.plan };
  return { page: writePage(desk), slug: desk.intent.slug, plan: planOf(desk) };
}

/** What the person wants said to colleagues comes first, for their answers may take a while. */
function speak(desk: Desk): PracticeTurn | null {
  const calls = wishCalls(desk.state);
  if (calls.length === 0) return null;
  const isLast = calls.some(({ tool }) => tool === 'hand_over');
  return {
    text: `${practiceLine} ${isLast ? 'Handing it over, as you asked.' : 'First what you want said to colleagues.'}`,
    calls,
  };
}

function answer(desk: Desk): PracticeTurn | null {
  const calls = answerCalls(desk);
  return calls.length === 0 ? null : { text: 'A colleague asked something; answering from what was read.', calls };
}

function step(desk: Desk, job: Job): PracticeTurn | null {
  const next = job.next(desk);
  if (!next) return null;
  const opening = desk.state.turns === 0 ? `${practiceLine} ${next.text}` : next.text;
  const plan = next.ends === true ? [] : planCall(desk.state, job.plan, next.doing);
  return { text: opening, calls: [...plan, ...next.calls] };
}

/** Looks, answers and asks before the page on a folder is written. */
function prepare(desk: Desk): PracticeTurn | null {
  const canLook = nothingToRead(desk) === null && desk.state.turns < lastLookTurn;
  if (!canLook) return answer(desk);
  return look(desk) ?? answer(desk) ?? ask(desk) ?? lookFurther(desk);
}

const planTexts = [
  'See what is in the folder',
  'Search and read what bears on the brief',
  'Work out figures and compare what files say',
  'Write the page with a source for each statement',
  'Hand in the result',
];

function planOf(desk: Desk): string[] {
  return desk.state.hasFolder ? planTexts : planTexts.slice(3);
}

function plan(desk: Desk, doing: number): ToolCall[] {
  const texts = planOf(desk);
  return planCall(desk.state, texts, doing - (planTexts.length - texts.length));
}

function look(desk: Desk): PracticeTurn | null {
  const { state, knowledge, intent } = desk;
  const list = openCalls(state, [{ tool: 'list_files', args: { path: 'files' } }]);
  if (list.length > 0) return { text: `${practiceLine} First the folder.`, calls: [...plan(desk, 0), ...list] };
  const tables = knowledge.files.filter((file) => isTable(file.path) && file.size > 0).slice(0, maxTables);
  const searches = queries(desk).map((query): ToolCall => ({ tool: 'search_files', args: { query } }));
  const heads = tables.map((table): ToolCall => ({
    tool: 'read_file',
    args: { path: `files/${table.path}`, limit: 300 },
  }));
  const first = openCalls(state, [...searches, ...heads]);
  if (first.length > 0)
    return {
      text: `${count(knowledge.files.length, 'file')} in the folder. Searching for ${intent.terms.slice(0, 5).join(', ') || 'what it says'}.`,
      calls: [...plan(desk, 1), ...first],
    };
  const recipe = chooseRecipe(desk);
  const reads = (recipe.tablesOnly?.(desk) === true && intent.alsoCover.length === 0 ? [] : toRead(desk)).map(
    (path): ToolCall => ({ tool: 'read_file', args: { path: `files/${path}` } }),
  );
  const second = openCalls(state, [...reads, ...recipe.lookups(desk)]);
  if (second.length === 0) return null;
  const files = second.filter((call) => call.tool === 'read_file').length;
  return {
    text:
      files > 0
        ? `Reading ${count(files, 'file')}${second.length > files ? ' and looking up the figures' : ''}.`
        : 'Looking up the figures.',
    calls: [...plan(desk, 1), ...second],
  };
}

function ask(desk: Desk): PracticeTurn | null {
  if (
    wasAsked(desk) ||
    !desk.state.tools.has('ask_person') ||
    (lastWordAt(desk.state) > 0 && goodCalls(desk.state.calls, 'finish').length > 0)
  )
    return null;
  const question = chooseRecipe(desk).question(desk);
  if (!question) return null;
  return {
    text: 'One thing only you can say.',
    calls: [...plan(desk, 2), { tool: 'ask_person', args: { ...question } }],
  };
}

function lookFurther(desk: Desk): PracticeTurn | null {
  const calls = openCalls(desk.state, chooseRecipe(desk).followUps(desk));
  if (calls.length > 0) return { text: 'Looking closer at what this is about.', calls: [...plan(desk, 2), ...calls] };
  if (chooseRecipe(desk).tablesOnly?.(desk) === true && desk.intent.alsoCover.length === 0) return null;
  const more = openCalls(
    desk.state,
    toRead(desk).map((path) => ({ tool: 'read_file', args: { path: `files/${path}` } })),
  );
  return more.length > 0
    ? { text: `Reading ${count(more.length, 'more file')}.`, calls: [...plan(desk, 2), ...more] }
    : null;
}

/** The whole topic, its rare words one by one, and what was asked for on the way. */
function queries(desk: Desk): string[] {
  const { intent } = desk;
  const topic = intent.asked
    .split(/[^\p{L}\p{N}'-]+/u)
    .filter((word) => termsOf(word).some((term) => intent.terms.includes(term)));
  const whole = [...new Set(topic.map((word) => word.toLowerCase()))];
  const names = topic.filter((word) => /^\p{Lu}/u.test(word) && word.length > 3).slice(1, 3);
  const all = [
    whole.slice(0, 8).join(' '),
    ...(whole.length > 2 ? [whole.slice(0, 2).join(' '), whole.slice(-2).join(' ')] : []),
    ...names,
    ...intent.alsoCover.slice(0, 3),
  ];
  return [...new Set(all.map((query) => query.slice(0, 200).trim()))].filter((query) => /[\p{L}\p{N}]/u.test(query));
}

/** A small folder is read whole; of a large one the files that searches name most, and those whose path the brief names. */
function toRead(desk: Desk): string[] {
  const { files, hits } = desk.knowledge;
  const texts = files.filter((file) => isReadable(file) && !isTable(file.path) && file.size < 5 * 1024 * 1024);
  if (texts.length <= wholeFolder.files && texts.reduce((total, file) => total + file.size, 0) <= wholeFolder.bytes)
    return texts.map((file) => file.path);
  const points = (file: FileEntry) =>
    hits.reduce((total, hit) => total + (hit.path === file.path ? 1 / (1 + hit.rank / 5) : 0), 0) +
    termsOf(file.path).filter((term) => desk.intent.terms.includes(term)).length * 2;
  const scored = texts
    .map((file) => ({ path: file.path, points: points(file) }))
    .filter((file) => file.points > 0)
    .toSorted((a, b) => b.points - a.points || (a.path < b.path ? -1 : 1));
  // When no word of the brief stands anywhere, the first files still tell what the folder is.
  return (scored.length > 0 ? scored : texts.map((file) => ({ path: file.path })))
    .slice(0, maxReads)
    .map((file) => file.path);
}

/** Writes the page, and anew after each word of the person or of the checks. */
function write(desk: Desk, { page, slug, plan: lines }: Result): PracticeTurn | null {
  const { state } = desk;
  if (!state.tools.has('write_file')) return null;
  const writes = state.calls.filter(
    (call) => call.tool === 'write_file' && !String(call.args.path).startsWith('files/'),
  );
  const word = lastWordAt(state);
  const since = writes.filter((call) => call.at > word);
  // What the person made of the page themselves stays as they left it.
  const back = state.heard.findLast(({ kind }) => kind === 'hand-back');
  if (back?.at === word && writes.length > 0 && back.text.includes(`work/${slug}.md`)) return null;
  // One more try after a failure, then the summary has to do.
  if (since.some((call) => !call.isError) || since.length >= 2) return null;
  const text =
    writes.length > 0 && since.length === 0
      ? state.returns.some((back) => back.at === word)
        ? 'Mending what the checks found.'
        : 'Your message was read. Writing the page again.'
      : 'Writing the page.';
  return {
    text,
    calls: [
      ...planCall(state, lines, lines.length - 2),
      { tool: 'write_file', args: { path: `work/${slug}.md`, content: page.text } },
    ],
  };
}

/** Puts the page into the person's folder when the brief asks for it; the gate asks the person. Declined once = left alone. */
function save(desk: Desk, { page, slug, plan: lines }: Result): PracticeTurn | null {
  const { state, intent } = desk;
  if (!intent.save || !state.hasFolder || !state.tools.has('write_file')) return null;
  const before = state.calls.filter(
    (call) => call.tool === 'write_file' && String(call.args.path).startsWith('files/'),
  );
  if (before.some((call) => call.isError || call.at > lastWordAt(state))) return null;
  return {
    text: 'Putting it into your folder, as the brief asks; you will be asked first.',
    calls: [
      ...planCall(state, lines, lines.length - 1),
      { tool: 'write_file', args: { path: `files/${freeName(desk, slug)}`, content: page.text } },
    ],
  };
}

/** A name no file of the person has, so that nothing of theirs is replaced; our own earlier copy is. */
function freeName(desk: Desk, slug: string): string {
  const own = goodCalls(desk.state.calls, 'write_file').map((call) => String(call.args.path));
  const taken = new Set(
    desk.knowledge.files.map((file) => file.path.toLowerCase()).filter((path) => !own.includes(`files/${path}`)),
  );
  for (let number = 1; ; number += 1) {
    const name = `${slug}${number === 1 ? '' : `-${number}`}.md`;
    if (!taken.has(name)) return name;
  }
}

function handIn(desk: Desk, { page, slug, plan: lines }: Result): PracticeTurn {
  const { state } = desk;
  const finishes = state.calls.filter((call) => call.tool === 'finish' && call.at > lastWordAt(state));
  if (!state.tools.has('finish') || finishes.some((call) => !call.isError) || finishes.length >= 2)
    return { text: `${practiceLine} ${page.summary}`, calls: [] };
  const written = goodCalls(state.calls, 'write_file').some((call) => !String(call.args.path).startsWith('files/'));
  const copies = state.calls.filter(
    (call) => call.tool === 'write_file' && String(call.args.path).startsWith('files/'),
  );
  const copy = copies.at(-1);
  const saved = !copy
    ? ''
    : copy.isError
      ? ' It was not put into your folder.'
      : ` A copy is in your folder as ${String(copy.args.path).slice('files/'.length)}.`;
  const failed = written ? '' : ' The page could not be written.';
  return {
    text: 'Handing in the result.',
    calls: [
      ...planCall(state, lines, lines.length),
      {
        tool: 'finish',
        args: {
          summary: `${page.summary}${saved}${failed} ${practiceLine}`.slice(0, 3900),
          files: written ? [`work/${slug}.md`] : [],
        },
      },
    ],
  };
}

function count(number: number, one: string): string {
  return `${number.toLocaleString('en-US')} ${one}${number === 1 ? '' : 's'}`;
}
