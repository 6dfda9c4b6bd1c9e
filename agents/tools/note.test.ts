import { expect, test } from 'vitest';
import type { Note } from '../domain/task.ts';
import { noteDescriptor, noteTool } from './note.ts';

const scope = { taskId: 't_1', runId: 'r_1', teammateId: 'tm_x', work: '/work', files: null };
const context = { scope, key: 'k', signal: AbortSignal.any([]) };

async function take(args: { text: string; keep?: boolean }, notes: Note[] = []) {
  const tool = noteTool((taskId) => (taskId === 't_1' ? notes : []));
  return tool.perform(await tool.resolve(noteDescriptor.schema.parse(args), scope), context);
}

test('a note is one line, and says whether it is worth keeping', async () => {
  expect(await take({ text: ' The rent\n is 4,180. ' })).toMatchObject({
    content: 'Noted, 1 in all.',
    note: { text: 'The rent is 4,180.', keep: false },
  });
  expect((await take({ text: 'Ask Ada first', keep: true })).note).toEqual({ text: 'Ask Ada first', keep: true });
});

test('the same note twice is one', async () => {
  const held = { callId: 'a', text: 'The rent is 4,180.', keep: false };
  expect((await take({ text: held.text }, [held])).note).toBe(undefined);
  expect((await take({ text: held.text, keep: true }, [held])).note).toEqual({ text: held.text, keep: true });
});

test('beyond what a run holds it is refused with a sentence', async () => {
  const full = Array.from({ length: 64 }, (_, at) => ({ callId: `c${at}`, text: `Note ${at}`, keep: false }));
  await expect(take({ text: 'One more' }, full)).rejects.toThrow('You hold 64 notes already');
});
