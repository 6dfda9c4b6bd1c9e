/** What scripted teammates say, turn by turn. */
import { turnEvents, type ScriptedCall, type ScriptedTurn } from './scripted-model-wire.ts';
import type { ScriptedModel } from './scripted-model.ts';

export const noteText = '# Note\n\nThe storage contract ends on 31 January.\n';

const lines = ['Read what is there', 'Write the note', 'Hand it in'];

/** The plan, its first `done` lines done and the next one under way. */
export function plan(done: number): ScriptedCall {
  const state = (at: number) => (at < done ? 'done' : at === done ? 'doing' : 'todo');
  return { tool: 'set_plan', args: { lines: lines.map((text, at) => ({ text, state: state(at) })) } };
}

export function write(path: string, content: string): ScriptedCall {
  return { tool: 'write_file', args: { path, content } };
}

export function finish(summary: string, files: string[]): ScriptedCall {
  return { tool: 'finish', args: { summary, files } };
}

export function ask(question: string, options: string[]): ScriptedCall {
  return { tool: 'ask_person', args: { question, options, recommended: options[0] } };
}

/** Plans, writes one note into the work folder, and hands it in: four turns. */
export const noteScript: ScriptedTurn[] = [
  { text: 'I plan the work.', calls: [plan(0)] },
  { text: 'I write the note.', calls: [plan(1), write('work/note.md', noteText)] },
  { text: 'I look it over.', calls: [plan(2)] },
  {
    text: 'The note is ready.',
    calls: [plan(3), finish('The note says when the storage contract ends.', ['work/note.md'])],
  },
];

/** Lets exactly one whole held turn go (behaviour `slow`). */
export function releaseTurn(model: ScriptedModel, turn: ScriptedTurn): void {
  const about = { body: { model: '', max_tokens: 1, messages: [] }, turn: 0, inputTokens: 1 };
  model.release(turnEvents(turn, about).length);
}
