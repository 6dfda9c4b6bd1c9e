/** Reads that are big or rare: a deliverable, a whole tool result, a look at a folder. They change nothing. */
import { createHash } from 'node:crypto';
import { access, constants, open, opendir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ArtifactView, FolderReport } from './contract.ts';
import type { Answer } from './domain/commands.ts';
import { accept, refuse } from './domain/decide/refuse.ts';
import { readableText } from './lib/text/readable.ts';

const maxShownBytes = 512 * 1024;
const maxReadBytes = 64 * 1024 * 1024;
const maxLooked = 2_000;
const maxUnreadable = 20;

/** Reads one deliverable of a task's work folder. Refuses what lies outside it. */
export async function readArtifact(work: string, name: string): Promise<Answer<ArtifactView>> {
  const missing = refuse('input.invalid', 'This file is not in the task’s work folder.');
  const root = await realpath(work).catch(() => null);
  const absolutePath = root && (await realpath(path.resolve(root, name)).catch(() => null));
  if (!root || !absolutePath?.startsWith(root + path.sep)) return missing;
  const { size } = await stat(absolutePath);
  if (size > maxReadBytes) return accept({ path: name, absolutePath, bytes: size, sha256: '', text: null });
  const bytes = await readFile(absolutePath);
  const isText = size <= maxShownBytes && 'text' in readableText(bytes, 'result.txt');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return accept({
    path: name,
    absolutePath,
    bytes: size,
    sha256,
    text: isText ? new TextDecoder().decode(bytes) : null,
  });
}

/** Tells whether a folder can be worked in: refusals name what is wrong and what to do. */
export async function checkFolder(folder: string): Promise<Answer<string>> {
  if (!path.isAbsolute(folder))
    return refuse('folder.missing', `“${folder}” is not a full path. Give the folder from the root of the disk on.`);
  try {
    const real = await realpath(folder);
    if (!(await stat(real)).isDirectory())
      return refuse('folder.notFolder', `“${folder}” is a file. Give the folder it lies in.`);
    await access(real, constants.R_OK | constants.X_OK);
    return accept(real);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM')
      return refuse(
        'folder.unreadable',
        `The folder “${folder}” may not be read by you. Change its permissions or choose another.`,
      );
    return refuse('folder.missing', `There is no folder “${folder}”. Check the path; nothing was started.`);
  }
}

/** Looks through a folder (at most 2,000 files) and names what no teammate can read. */
export async function lookAtFolder(folder: string): Promise<Answer<FolderReport>> {
  const checked = await checkFolder(folder);
  if (!checked.ok) return checked;
  const report: FolderReport = { path: checked.value, files: 0, bytes: 0, unreadable: [] };
  await look(checked.value, '', report);
  return accept(report);
}

async function look(root: string, below: string, report: FolderReport): Promise<void> {
  const entries = await opendir(path.join(root, below)).catch(() => null);
  if (!entries) return unreadable(report, below, 'This folder may not be read');
  for await (const entry of entries) {
    if (report.files >= maxLooked) return;
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const name = path.join(below, entry.name);
    if (entry.isDirectory()) await look(root, name, report);
    else if (entry.isFile()) await lookAtFile(root, name, report);
  }
}

async function lookAtFile(root: string, name: string, report: FolderReport): Promise<void> {
  const file = await open(path.join(root, name)).catch(() => null);
  report.files += 1;
  if (!file) return unreadable(report, name, 'This file may not be read');
  try {
    const { size } = await file.stat();
    report.bytes += size;
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2048), 0, 2048, 0);
    const seen = bytesRead === 0 ? null : readableText(buffer.subarray(0, bytesRead), name);
    if (seen && 'notText' in seen) unreadable(report, name, seen.notText);
  } finally {
    await file.close();
  }
}

function unreadable(report: FolderReport, name: string, why: string): void {
  if (report.unreadable.length < maxUnreadable) report.unreadable.push({ path: name, why });
}
