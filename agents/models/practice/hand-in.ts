/** The end of every task: the page is written, put into the folder when that is wished, and handed in. */
import { practiceLine } from './deliverable.ts';
import type { Desk } from './desk.ts';
import { planCall } from './jobs/job.ts';
import type { Page } from './page.ts';
import { goodCalls, lastWordAt } from './state.ts';
import type { PracticeTurn } from './wire.ts';

/** What is handed in: the page, its name, and the plan's last lines. */
export interface Result {
  page: Page;
  slug: string;
  plan: readonly string[];
}

/** Writes the page, and anew after each word of the person or of the checks. */
export function write(desk: Desk, { page, slug, plan: lines }: Result): PracticeTurn | null {
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
export function save(desk: Desk, { page, slug, plan: lines }: Result): PracticeTurn | null {
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

/** Hands in what was written; where that is refused twice, the summary has to do. */
export function handIn(desk: Desk, { page, slug, plan: lines }: Result): PracticeTurn {
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
