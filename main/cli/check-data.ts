/** `muster doctor --check`: the full look at a data folder that nobody is using, in words. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { AppError, auditData, lockFolder, openLanceIndex, type AuditPart, type PartAudit } from '../../agents/index.ts';
import type { Finding } from './doctor.ts';
import { inUse } from './examine-data.ts';

/** Reads everything the journal speaks for. Contract: changes nothing but the folder's lock; sound = every finding is `ok`. */
export async function checkData(folder: string): Promise<Finding[]> {
  const data: Finding = { name: 'Data folder', state: 'ok', what: `${folder}, free.`, fix: '' };
  if (!existsSync(folder))
    return [{ ...data, state: 'broken', what: `There is no folder ${folder}.`, fix: 'Name another with --data.' }];
  let lock;
  try {
    lock = await lockFolder(folder);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code !== 'folder.locked') return [{ ...data, state: 'broken', what: error.message }];
    const what = `${folder}, ${inUse(error)}, so nothing was checked.`;
    return [{ ...data, state: 'broken', what, fix: 'Quit it and run this again.' }];
  }
  try {
    return [data, ...(await audit(folder))];
  } finally {
    await lock.release();
  }
}

async function audit(folder: string): Promise<Finding[]> {
  const index = path.join(folder, 'memory');
  try {
    const parts = await auditData({
      file: path.join(folder, 'journal.db'),
      blobs: path.join(folder, 'blobs'),
      openMemory: async () => (existsSync(index) ? openLanceIndex(index, { embedding: null }) : null),
    });
    if (parts === null) return [{ name: 'Journal', state: 'ok', what: 'None yet; made at the first start.', fix: '' }];
    return findingsOf(parts, index);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [{ name: 'Journal', state: 'broken', what: error.message, fix: '' }];
  }
}

const names: Record<AuditPart, string> = {
  file: 'Journal file',
  events: 'Events',
  texts: 'Sealed texts',
  streams: 'Streams',
  receipts: 'Receipts',
  snapshot: 'Snapshot',
  blobs: 'Stored documents',
  orphans: 'Unneeded documents',
  state: 'Board',
  memory: 'Memory index',
};

/** What is said of a part without a fault. */
const sound: Record<AuditPart, (counted: string) => string> = {
  file: (counted) => `${counted} pages, whole.`,
  events: (counted) => `${counted}, none missing, each as it was written.`,
  texts: (counted) => `${counted}, each opens or was forgotten on purpose.`,
  streams: (counted) => `${counted}, numbered without gaps.`,
  receipts: (counted) => `${counted}, each names its own events.`,
  snapshot: (counted) => `${counted} parts, each as it was written.`,
  blobs: (counted) => `${counted}, each there and as it was saved.`,
  orphans: (counted) => `${counted}; they are removed by themselves after a day.`,
  state: (counted) => `${counted} states, the same from the snapshot as from the first event.`,
  memory: (counted) => `${counted} memories, as many as the journal has.`,
};

const restore = 'Keep a copy of the data folder, and bring back a backup with “muster restore <file> --replace”.';
const report = 'The events are sound, so nothing is lost. Please report this as a fault of Muster.';
const folded = 'Nothing is lost: the events are read instead.';

function findingsOf(parts: readonly PartAudit<AuditPart>[], index: string): Finding[] {
  const fixes: Partial<Record<AuditPart, string>> = { snapshot: folded, state: report, memory: rebuild(index) };
  const findings = parts.map(({ part, counted, faults, faultCount }): Finding => {
    const name = names[part];
    if (faultCount === 0) return { name, state: 'ok', what: sound[part](counted.toLocaleString('en-US')), fix: '' };
    const more = faultCount > faults.length ? `; and ${faultCount - faults.length} more` : '';
    return { name, state: 'broken', what: `${faults.join('; ')}${more}.`, fix: fixes[part] ?? restore };
  });
  if (!parts.some(({ part }) => part === 'state'))
    findings.push({
      name: names.state,
      state: 'missing',
      what: 'Not compared, since its events are not sound.',
      fix: '',
    });
  else if (!parts.some(({ part }) => part === 'memory'))
    findings.push({ name: names.memory, state: 'ok', what: 'None yet; built at the next start.', fix: '' });
  return findings;
}

function rebuild(index: string): string {
  return `Delete ${index}: it is built again from the journal at the next start.`;
}
