import { accessSync, chmodSync, constants, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { AppError } from '../agents/index.ts';

/**
 * Makes the data folder, for its owner only, if it is missing, and makes sure that it can be written.
 * @throws AppError `folder.unwritable` (facts: folder, code).
 */
export function prepareFolder(folder: string): void {
  try {
    if (!existsSync(folder)) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      chmodSync(folder, 0o700);
    }
    readdirSync(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** The refusal of a folder or file Muster cannot write, with what the system said in its facts. */
export function unwritable(folder: string, cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  const why = code === 'ENOTDIR' || code === 'EEXIST' ? 'it is not a folder' : 'Muster may not write there';
  return new AppError(
    'folder.unwritable',
    `The data folder ${folder} cannot be used: ${why} (${code}). Nothing was started. Change its permissions, or name another folder with --data or MUSTER_HOME.`,
    { cause, facts: { folder, code } },
  );
}
