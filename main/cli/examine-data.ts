/** The doctor's look at the data folder: who holds it, whether its journal, memory and team are sound. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { AppError, lockFolder, openJournal, openLanceIndex, parseRole } from '../../agents/index.ts';
import { appFiles } from '../config.ts';
import { sentenceFor } from '../host.ts';
import { readTeamFiles } from '../team-files.ts';
import type { Finding } from './doctor.ts';

/** Looks at everything in the data folder. Contract: makes no folder, repairs nothing, never waits for a lock. */
export async function examineData(folder: string): Promise<Finding[]> {
  if (!existsSync(folder)) {
    const above = nearestFolder(folder);
    const name = 'Data folder';
    if (isWritable(above))
      return [{ name, state: 'ok', what: `${folder}, made at the first start.`, fix: '' }, team(folder)];
    return [
      { name, state: 'broken', what: `${folder} cannot be made: ${above} may not be written.`, fix: otherFolder },
    ];
  }
  if (!statSync(folder).isDirectory() || !isWritable(folder))
    return [{ name: 'Data folder', state: 'broken', what: `${folder} may not be written.`, fix: otherFolder }];
  return [...(await examineFiles(folder)), team(folder)];
}

const otherFolder = 'Change its permissions, or name another folder with --data or MUSTER_HOME.';

/** The files are opened under the folder's own lock, for a moment; a running Muster has them open and vouches for them. */
async function examineFiles(folder: string): Promise<Finding[]> {
  const data: Finding = { name: 'Data folder', state: 'ok', what: `${folder}, free.`, fix: '' };
  let lock;
  try {
    lock = await lockFolder(folder);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code !== 'folder.locked') return [{ ...data, state: 'broken', what: error.message }];
    return [
      { ...data, what: `${folder}, ${inUse(error)}.` },
      { name: 'Journal', state: 'ok', what: 'Open in the running Muster, which checked it at its start.', fix: '' },
    ];
  }
  try {
    return [data, await journal(folder), await memory(folder)];
  } finally {
    await lock.release();
  }
}

/** Who holds a folder, as a clause, from the refusal of its lock. */
export function inUse({ facts: { pid, address } }: AppError): string {
  return `in use by a running Muster${pid ? ` (process ${pid})` : ''}${address ? ` at ${address}` : ''}`;
}

async function journal(folder: string): Promise<Finding> {
  const name = 'Journal';
  const file = path.join(folder, 'journal.db');
  // Opening would make one, and the doctor makes nothing.
  if (!existsSync(file) && !existsSync(`${file}.made`))
    return { name, state: 'ok', what: 'None yet; made at the first start.', fix: '' };
  try {
    const opened = openJournal(file);
    const events = opened.lastSeq();
    await opened.stop();
    return { name, state: 'ok', what: `${file}, sound, ${events} events.`, fix: '' };
  } catch (error) {
    return { name, state: 'broken', what: sentenceFor(error), fix: '' };
  }
}

async function memory(folder: string): Promise<Finding> {
  const name = 'Memory';
  const place = path.join(folder, 'memory');
  if (!existsSync(place)) return { name, state: 'ok', what: 'None yet; made at the first start.', fix: '' };
  try {
    const index = await openLanceIndex(place, { embedding: null });
    const count = await index.count();
    await index.stop();
    return { name, state: 'ok', what: `${place}, ${count} memories.`, fix: '' };
  } catch (error) {
    const fix = `Delete ${place}: it is built again from the journal at the next start.`;
    return { name, state: 'missing', what: sentenceFor(error), fix };
  }
}

function team(folder: string): Finding {
  const name = 'Team';
  const own = path.join(folder, 'team');
  const place = existsSync(own) ? own : appFiles(path.join('agents', 'roles'));
  const files = readTeamFiles(place);
  const roles = files.roles.map(({ file, markdown }) => parseRole(file, markdown));
  const problems = [...files.problems, ...roles.flatMap((role) => (role.ok ? [] : [role.problem]))];
  const names = roles.flatMap((role) => (role.ok ? [role.profile.name] : []));
  if (names.length === 0)
    return {
      name,
      state: 'broken',
      what: `${place} holds no role that can be read. ${problems.join(' ')}`.trim(),
      fix: `Delete ${own} to get the standing team back.`,
    };
  return {
    name,
    state: problems.length > 0 ? 'missing' : 'ok',
    what: [`${names.join(', ')}.`, ...problems].join(' '),
    fix: '',
  };
}

/** The folder itself, or the nearest one above it that exists. */
export function nearestFolder(folder: string): string {
  let at = folder;
  while (!existsSync(at)) at = path.dirname(at);
  return at;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false; // The finding says so.
  }
}
