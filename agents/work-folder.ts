/** A task's work folder on disk: made before the first step, read by the result gate, which lets the pure checks decide. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, opendir, readFile, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Artifact, Check, Opinion } from './domain/schema.ts';
import type { TaskState } from './domain/task.ts';
import { citedMemory } from './lib/text/citations.ts';
import { readableText } from './lib/text/readable.ts';
import { citationsOf, type MadeFile, type SourceText } from './gate/checks.ts';
import { quotedFiles } from './gate/checks/opinion.ts';
import { tablesOf } from './gate/checks/tables.ts';

const maxFiles = 200;
const maxListed = 1000;
/** Deliverables and sources above this are not read: what they hold counts as not checked. */
const maxReadBytes = 16 * 1024 * 1024;

/** A result as it lies there, with all its checks need to know. */
export interface Seen {
  artifacts: Artifact[];
  files: MadeFile[];
  /** Files and memories that are cited, compared with, or quoted by a reviewer. */
  sources: ReadonlyMap<string, SourceText>;
  folderHasText: boolean;
}

/** Where tasks leave their deliverables. Every path is absolute. */
export interface WorkFolders {
  /** Makes the folder a task writes its deliverables into; there already is fine. */
  make(work: string): Promise<void>;
  /** Every file that lies there, with its hash; at most a thousand. */
  list(work: string): Promise<Artifact[]>;
  /** Looks at a task's result as it lies there. `files: null` = the task has no folder. */
  look(wanted: Wanted, work: string, files: string | null, given: GivenTexts): Promise<Seen>;
  /** A file of the person's folder as it is now; null = it is not there, lies outside, or is not text. */
  source(files: string | null, path: string): Promise<SourceText>;
  /** Removes a task's work folder with all that is in it; not there is fine. */
  remove(work: string): Promise<void>;
}

/** What is to be looked up beside the files themselves. */
export interface Wanted {
  checks: readonly Check[];
  opinion: Opinion | null;
  /** What the teammate handed in; left out = nothing in particular. */
  handedIn?: readonly string[];
}

/** What the memories say that a task was given, of those asked for; one it was not given is left out. */
export type GivenTexts = (memoryIds: readonly string[]) => ReadonlyMap<string, string>;

/** Where a part's files lie within the work folder of the task it was handed on by. */
export function partFolder(taskId: string): string {
  return `parts/${taskId}`;
}

/** The absolute work folder of a task: a part's lies inside the one it is a part of. */
export function folderOf(workspaces: string, taskId: string, tasks: ReadonlyMap<string, TaskState>): string {
  const parent = tasks.get(taskId)?.parent;
  return parent
    ? path.join(folderOf(workspaces, parent.taskId, tasks), partFolder(taskId))
    : path.join(workspaces, taskId);
}

/** The work folders of the computer's own disk. */
export const diskFolders: WorkFolders = {
  make: makeWorkFolder,
  list: listWorkFolder,
  look: lookAtResult,
  source: readSource,
  remove: removeWorkFolder,
};

async function removeWorkFolder(work: string): Promise<void> {
  await rm(work, { recursive: true, force: true });
}

async function makeWorkFolder(work: string): Promise<void> {
  await mkdir(work, { recursive: true });
}

async function listWorkFolder(work: string): Promise<Artifact[]> {
  const names = await filesIn(work, maxListed);
  const files: Artifact[] = [];
  for (const name of names) {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const piece of createReadStream(path.join(work, name))) {
      hash.update(piece as Buffer);
      bytes += (piece as Buffer).length;
    }
    files.push({ path: name.split(path.sep).join('/'), bytes, sha256: hash.digest('hex') });
  }
  return files;
}

async function lookAtResult(
  { checks, opinion, handedIn = [] }: Wanted,
  work: string,
  files: string | null,
  given: GivenTexts,
): Promise<Seen> {
  const made = await Promise.all((await filesIn(work)).map((name) => readMade(work, name)));
  const filled = ownOf(
    made.filter((file) => file.artifact.bytes > 0),
    handedIn,
  );
  const texts = filled.map((file) => file.made);
  const wanted = new Set([...citationsOf(texts).map(({ file }) => file), ...tablesOf(checks), ...quotedFiles(opinion)]);
  const sources = new Map<string, SourceText>(memoriesOf(wanted, given));
  for (const file of wanted) if (!sources.has(file)) sources.set(file, await readSource(files, file));
  const folderHasText = files !== null && (await hasText(files));
  return { artifacts: filled.map((file) => file.artifact), files: texts, sources, folderHasText };
}

/** What parts have made is theirs: it counts for the whole only where it was handed in, or where the whole has nothing of its own. */
function ownOf<T extends { artifact: Artifact }>(made: readonly T[], handedIn: readonly string[]): readonly T[] {
  const own = made.filter(({ artifact }) => !artifact.path.startsWith('parts/') || handedIn.includes(artifact.path));
  return own.length > 0 ? own : made;
}

/** The cited memories as sources; null = the task was not given it. */
function memoriesOf(cited: ReadonlySet<string>, given: GivenTexts): [string, SourceText][] {
  const ids = [...cited].flatMap((file) => citedMemory(file) ?? []);
  if (ids.length === 0) return [];
  const texts = given(ids);
  return ids.map((id) => {
    const text = texts.get(id);
    return [`memory/${id}`, text === undefined ? null : { raw: text, readable: text }];
  });
}

async function filesIn(folder: string, most = maxFiles): Promise<string[]> {
  const names: string[] = [];
  for await (const name of walk(folder)) {
    names.push(name);
    if (names.length >= most) break;
  }
  return names.toSorted();
}

/** Names every visible file below a folder, relative to it; nothing when the folder does not exist. Links are not followed. */
async function* walk(folder: string, below = ''): AsyncGenerator<string> {
  const entries = await opendir(path.join(folder, below)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for await (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const name = path.join(below, entry.name);
    if (entry.isDirectory()) yield* walk(folder, name);
    else if (entry.isFile()) yield name;
  }
}

async function readMade(folder: string, name: string): Promise<{ artifact: Artifact; made: MadeFile }> {
  const absolute = path.join(folder, name);
  const { size } = await stat(absolute);
  const relative = name.split(path.sep).join('/');
  const bytes = await readFile(absolute);
  const text = size <= maxReadBytes ? (asText(bytes, name)?.raw ?? null) : null;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { artifact: { path: relative, bytes: size, sha256 }, made: { path: relative, bytes: size, text } };
}

/** Reads a cited file inside the person's folder. Null = it is not there, lies outside, or is not text. */
async function readSource(folder: string | null, cited: string): Promise<SourceText> {
  if (folder === null) return null;
  const root = await realpath(folder).catch(() => null);
  if (root === null) return null;
  const absolute = await realpath(path.resolve(root, cited.replace(/^files\//, ''))).catch(() => null);
  if (absolute === null || !absolute.startsWith(root + path.sep)) return null;
  const { size } = await stat(absolute);
  return size <= maxReadBytes ? asText(await readFile(absolute), cited) : null;
}

function asText(bytes: Uint8Array, name: string): SourceText {
  const readable = readableText(bytes, name);
  return 'text' in readable ? { raw: new TextDecoder().decode(bytes), readable: readable.text } : null;
}

/** True when one of the folder's first two hundred files begins like text. */
async function hasText(folder: string): Promise<boolean> {
  for (const name of await filesIn(folder).catch(() => [])) {
    const file = await open(path.join(folder, name)).catch(() => null);
    if (!file) continue;
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
      if (bytesRead > 0 && 'text' in readableText(buffer.subarray(0, bytesRead), name)) return true;
    } finally {
      await file.close();
    }
  }
  return false;
}
