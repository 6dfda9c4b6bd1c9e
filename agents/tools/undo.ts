import type { Blobs } from '../journal/journal.ts';
import { fileName, findTarget, shownPath } from './paths.ts';
import { currentHash, deleteFile, replaceFile } from './place-file.ts';
import { ToolError, type Undo } from './tool.ts';

/**
 * Makes what takes file changes back: earlier bytes restored, a new file deleted, and only while the file still holds what
 * the change left in it. Folders that were made for it stay.
 * Contract: undoing twice is answered with a reason the second time, never with a second effect.
 */
export function createUndo(blobs: Blobs): Undo {
  return {
    async undo(change, scope) {
      const name = fileName(change);
      try {
        const target = await findTarget(shownPath(change), scope, change.place);
        // A link put there since would lead to another file than the one that was written.
        if (target.path !== change.path) return kept(`${name} is somewhere else now, so it was left as it is.`);
        const now = await currentHash(target);
        // As it was before: somebody put it back, or this did, and died before it could say so.
        if (now === change.before) return { undone: true };
        if (now === null) return kept(`${name} is not there any more.`);
        if (now !== change.after) return kept(`You changed ${name} since.`);
        if (change.before === null) {
          await deleteFile(target, change.after);
          return { undone: true };
        }
        const before = await blobs.get(change.before);
        if (before === null) return kept(`What ${name} held before was not kept, so it was left as it is.`);
        await replaceFile(target, before, { expected: change.after, key: `undo ${change.path} ${change.after}` });
        return { undone: true };
      } catch (error) {
        if (!(error instanceof ToolError)) throw error;
        return kept(`${name} could not be put back. ${error.message}`);
      }
    },
  };
}

function kept(reason: string): { undone: false; reason: string } {
  return { undone: false, reason };
}
