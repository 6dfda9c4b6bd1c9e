/** `muster restore`: a data folder of a backup. What stands in its place is moved aside and never deleted. */
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { AppError, flushFolder, lockFolder, restoreBackup, systemClock, type FolderLock } from '../../agents/index.ts';
import { dataFolder } from '../config.ts';
import { unwritable } from '../data-folder.ts';
import { sentenceFor } from '../host.ts';
import type { ArchiveArgs } from './args.ts';
import { endOn } from './ending.ts';
import { isKept } from './kept-files.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** Resolves with 0 when the folder is restored, else 1. Contract: until the whole of it is written the target is as it was. */
export async function runRestore(args: ArchiveArgs, terminal: Terminal = openTerminal()): Promise<number> {
  const file = path.resolve(args.file);
  const end = endOn(terminal, args.json);
  try {
    const refusal = whyNotFile(file);
    if (refusal !== null) return end(false, refusal);
    const target = await takeTarget(dataFolder(args.data), args.replace);
    if ('refusal' in target) return end(false, target.refusal);
    const { folder, lock } = target;
    try {
      const { head, aside } = await restoreInto(folder, file, lock);
      const { events, files, missing, madeAtMs } = head;
      const counts = `${events.toLocaleString('en-US')} events and ${files.toLocaleString('en-US')} files`;
      const sentences = [`Restored ${counts} into ${folder}, as they were on ${new Date(madeAtMs).toISOString()}.`];
      if (aside !== null) sentences.push(`What was there before is in ${aside}.`);
      if (missing.length > 0)
        sentences.push(`${missing.length} stored documents were missing when the backup was made.`);
      sentences.push('Keys are never in a backup: enter yours again in Settings if it is asked for.');
      return end(true, sentences.join(' '), { folder, aside, events, files, missing, madeAtMs });
    } finally {
      await lock?.release();
    }
  } catch (error) {
    return end(false, sentenceFor(error));
  }
}

/** Null = it may be a backup; what is in it is for the engine to judge. */
function whyNotFile(file: string): string | null {
  const there = statSync(file, { throwIfNoEntry: false });
  if (!there) return `There is no file ${file}. Nothing was restored or changed.`;
  if (!there.isFile()) return `${file} is not a file, so it is no backup. Nothing was restored or changed.`;
  try {
    accessSync(file, constants.R_OK);
    return null;
  } catch {
    return `${file} may not be read. Nothing was restored or changed. Give your user read access to it.`;
  }
}

type Target = { folder: string; lock: FolderLock | null } | { refusal: string };

/** Left by every Muster that ran on a folder; alone they are nothing to lose. */
const traces = new Set(['lock.db', 'lock.json']);

/** Makes sure that the target may be put in place; `lock: null` = nothing is there. */
async function takeTarget(named: string, replace: boolean): Promise<Target> {
  const there = statSync(named, { throwIfNoEntry: false });
  if (!there) return { folder: named, lock: null };
  if (!there.isDirectory()) return { refusal: `${named} is not a folder. Nothing was restored or changed.` };
  // A link to a data folder stays a link: the folder it leads to is replaced.
  const folder = realpathSync(named);
  const names = readdirSync(folder);
  if (names.length === 0) return { folder, lock: null };
  const holdsNothing = names.every((name) => traces.has(name));
  if (!holdsNothing && !names.some((name) => name === 'journal.db' || name === 'journal.db.made'))
    return {
      refusal: `${folder} holds other things than a Muster data folder, so it was left as it is. Name another folder with --data.`,
    };
  const lock = await lockFolder(folder);
  if (replace || holdsNothing) return { folder, lock };
  await lock.release();
  return {
    refusal: `${folder} holds a board already and was left as it is. Name another folder with --data, or add --replace: it is then moved aside, not deleted.`,
  };
}

type Restored = { head: Awaited<ReturnType<typeof restoreBackup>>; aside: string | null };

/** Writes beside the target and renames: whatever cuts this off, one of the two folders stands there whole. */
async function restoreInto(folder: string, file: string, lock: FolderLock | null): Promise<Restored> {
  const above = path.dirname(folder);
  let draft: string;
  try {
    mkdirSync(above, { recursive: true });
    draft = mkdtempSync(`${folder}.restoring-`);
  } catch (error) {
    throw unwritable(above, error);
  }
  try {
    const journal = path.join(draft, 'journal.db');
    const head = await restoreBackup({ file, folder: draft, journal, blobs: path.join(draft, 'blobs'), isKept });
    // Windows renames no folder in which a file is open.
    if (process.platform === 'win32') await lock?.release();
    const aside = putInPlace(draft, folder);
    await flushFolder(above);
    return { head, aside };
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

/** Returns where the folder that stood there was moved to; null = there was none, or nothing in it. */
function putInPlace(draft: string, folder: string): string | null {
  let aside: string | null = null;
  try {
    if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
    else if (existsSync(folder)) {
      const to = `${folder}.before-restore-${new Date(systemClock.now()).toISOString().replaceAll(/[:.]/g, '-')}`;
      renameSync(folder, to);
      aside = to;
    }
    renameSync(draft, folder);
    return aside;
  } catch (error) {
    if (aside !== null && !existsSync(folder)) renameSync(aside, folder);
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const message = `The restored folder could not be put in the place of ${folder} (${code}). ${folder} is as it was.`;
    throw new AppError('folder.unwritable', message, { cause: error, facts: { folder, code } });
  }
}
