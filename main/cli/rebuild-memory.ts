/** `muster doctor --rebuild-memory`: the memory index made anew from the journal, in words. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import {
  AppError,
  lockFolder,
  openJournal,
  openLanceIndex,
  rebuildMemory,
  systemClock,
  type Rebuilt,
} from '../../agents/index.ts';
import type { Finding } from './doctor.ts';
import { inUse } from './examine-data.ts';

const questions = 50;

/** Contract: changes nothing but `memory/`; well = every finding is `ok`. `progress` is told how far it is. */
export async function rebuildIndex(folder: string, progress: (line: string) => void): Promise<Finding[]> {
  const data: Finding = { name: 'Data folder', state: 'ok', what: `${folder}, free.`, fix: '' };
  if (!existsSync(path.join(folder, 'journal.db'))) {
    const what = `There is no journal in ${folder}, so nothing was rebuilt.`;
    return [{ ...data, state: 'broken', what, fix: 'Name another with --data.' }];
  }
  let lock;
  try {
    lock = await lockFolder(folder);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code !== 'folder.locked') return [{ ...data, state: 'broken', what: error.message, fix: '' }];
    const what = `${folder}, ${inUse(error)}, so nothing was rebuilt.`;
    return [{ ...data, state: 'broken', what, fix: 'Quit it and run this again.' }];
  }
  try {
    return [data, ...(await rebuild(folder, progress))];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [data, { name: 'Memory index', state: 'broken', what: error.message, fix: '' }];
  } finally {
    await lock.release();
  }
}

async function rebuild(folder: string, progress: (line: string) => void): Promise<Finding[]> {
  const place = path.join(folder, 'memory');
  const journal = openJournal(path.join(folder, 'journal.db'));
  try {
    const hadIndex = existsSync(place);
    const rebuilt = await rebuildMemory({
      journal,
      open: () => openLanceIndex(place),
      remove: () => rm(place, { recursive: true, force: true }),
      clock: systemClock,
      questions,
      progress: (done, total) =>
        progress(`${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} memories`),
      log: progress,
    });
    const what = `${place}, ${rebuilt.rows.toLocaleString('en-US')} memories, in ${(rebuilt.tookMs / 1_000).toFixed(1)} s.`;
    return [{ name: 'Memory index', state: 'ok', what, fix: '' }, answersOf(rebuilt, hadIndex)];
  } finally {
    await journal.stop();
  }
}

function answersOf({ questions: asked, same, differing }: Rebuilt, hadIndex: boolean): Finding {
  const name = 'Answers';
  if (same === null || !hadIndex)
    return {
      name,
      state: 'ok',
      what: 'There was no index that could be read, so there is nothing to compare.',
      fix: '',
    };
  if (same === asked) return { name, state: 'ok', what: `Same answers: ${same} of ${asked}.`, fix: '' };
  const named = differing.slice(0, 5).map((question) => `“${question}”`);
  return {
    name,
    state: 'broken',
    what: `Same answers: ${same} of ${asked}. Others now: ${named.join(', ')}.`,
    fix: 'The index is now what the journal says; nothing is lost. Please report this as a fault of Muster.',
  };
}
