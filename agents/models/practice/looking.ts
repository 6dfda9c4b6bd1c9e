/** How the practice model finds out what a folder says before it writes a page on it. */
import { termsOf } from '../../lib/text/fold.ts';
import { counted, practiceLine } from './deliverable.ts';
import { wasAsked, type Desk, type ToolCall } from './desk.ts';
import { openCalls, planCall } from './jobs/job.ts';
import { isReadable, isTable, type FileEntry } from './knowledge.ts';
import { chooseRecipe } from './recipe-choice.ts';
import { goodCalls, lastWordAt } from './state.ts';
import type { PracticeTurn } from './wire.ts';

const maxTables = 6;
const wholeFolder = { files: 16, bytes: 160 * 1024 };
const maxReads = 12;

const planTexts = [
  'See what is in the folder',
  'Search and read what bears on the brief',
  'Work out figures and compare what files say',
  'Write the page with a source for each statement',
  'Hand in the result',
];

/** The plan of a page on a folder, as a person reads it. */
export function planOf(desk: Desk): string[] {
  return desk.state.hasFolder ? planTexts : planTexts.slice(3);
}

/** The plan with lines before `doing` done. */
function plan(desk: Desk, doing: number): ToolCall[] {
  const texts = planOf(desk);
  return planCall(desk.state, texts, doing - (planTexts.length - texts.length));
}

/** Lists, searches and reads; null = what bears on the brief was read. */
export function look(desk: Desk): PracticeTurn | null {
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
      text: `${counted(knowledge.files.length, 'file')} in the folder. Searching for ${intent.terms.slice(0, 5).join(', ') || 'what it says'}.`,
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
        ? `Reading ${counted(files, 'file')}${second.length > files ? ' and looking up the figures' : ''}.`
        : 'Looking up the figures.',
    calls: [...plan(desk, 1), ...second],
  };
}

/** The one question a person could settle; null = there is none, or it was put. */
export function ask(desk: Desk): PracticeTurn | null {
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

/** Follows what the first reading named; null = nothing is left to look up. */
export function lookFurther(desk: Desk): PracticeTurn | null {
  const calls = openCalls(desk.state, chooseRecipe(desk).followUps(desk));
  if (calls.length > 0) return { text: 'Looking closer at what this is about.', calls: [...plan(desk, 2), ...calls] };
  if (chooseRecipe(desk).tablesOnly?.(desk) === true && desk.intent.alsoCover.length === 0) return null;
  const more = openCalls(
    desk.state,
    toRead(desk).map((path) => ({ tool: 'read_file', args: { path: `files/${path}` } })),
  );
  return more.length > 0
    ? { text: `Reading ${counted(more.length, 'more file')}.`, calls: [...plan(desk, 2), ...more] }
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
