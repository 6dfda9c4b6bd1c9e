import { z } from 'zod';
import { noRoomFor } from '../domain/notes.ts';
import type { Note } from '../domain/task.ts';
import { engineDescriptor } from './result.ts';
import { ToolError, type Descriptor, type Tool } from './tool.ts';

const Args = z.strictObject({
  text: z.string().trim().min(1).max(2_000).describe('One line: what you found, and where.'),
  keep: z.boolean().optional().describe('True: it may be worth knowing in later tasks as well.'),
});
type Args = z.infer<typeof Args>;

export const noteDescriptor: Descriptor<Args> = {
  ...engineDescriptor,
  name: 'note',
  description:
    'Keeps one line before your eyes for the rest of this run, also when older results are cleared. For what you will need again, such as a figure with its file.',
  schema: Args,
};

/** Makes the tool that takes a working note. `notesOf` gives those a task's run holds. */
export function noteTool(notesOf: (taskId: string) => readonly Note[]): Tool<Args> {
  return {
    descriptor: noteDescriptor,
    resolve: async ({ text, keep }) => {
      const line = text.replace(/\s+/g, ' ');
      return {
        args: { text: line, keep: keep ?? false },
        target: null,
        before: null,
        preview: { verb: 'Note', target: 'for this run', text: line, before: null, cutBytes: 0 },
      };
    },
    perform: async ({ args: { text, keep = false } }, { scope }) => {
      const notes = notesOf(scope.taskId);
      const summary = `Noted: ${text}`;
      if (notes.some((note) => note.text === text && note.keep === keep))
        return { content: 'This is among your notes already.', summary };
      const refusal = noRoomFor(text, notes);
      if (refusal !== null) throw new ToolError(refusal);
      return { content: `Noted, ${notes.length + 1} in all.`, summary, note: { text, keep } };
    },
  };
}
