/** Work that is more than a page on the files of a folder: what to do before the page, and the page. */
import type { Desk, ToolCall } from '../desk.ts';
import { wasCalled, type State } from '../state.ts';

export interface Job {
  /** Lines of the plan as a person reads them; the last two are writing and handing in. */
  plan: readonly string[];
  /** File name of the page, without ending. */
  slug: string;
  /** The next step before the page can be written; null = it can. `doing` counts the plan's lines. */
  next(desk: Desk): { text: string; calls: ToolCall[]; doing: number; ends?: boolean } | null;
  page(desk: Desk): { text: string; summary: string };
}

/** The plan with lines before `doing` done; parallel with other calls, so that it costs no turn. */
export function planCall(state: State, texts: readonly string[], doing: number): ToolCall[] {
  if (!state.tools.has('set_plan')) return [];
  const lines = texts.map((text, index) => ({
    text,
    state: index < doing ? 'done' : index === doing ? 'doing' : 'todo',
  }));
  return [{ tool: 'set_plan', args: { lines } }];
}

/** Of these calls those that can be made and were not. */
export function openCalls(state: State, calls: readonly ToolCall[]): ToolCall[] {
  return calls.filter((call) => state.tools.has(call.tool) && !wasCalled(state, call.tool, call.args));
}
