/** The one place that turns paths of tool calls into real paths. Nothing else in the tools joins, resolves or follows. */
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { foldText } from '../lib/text/fold.ts';
import { readPathText } from './path-text.ts';
import { ToolError, type ResolvedPath, type Scope, type Where } from './tool.ts';

/** A path found on the disk: `stats` are those of the thing itself, links resolved. */
export interface FoundPath extends ResolvedPath {
  /** The place's real folder: `absolute` = `root` + `path`. */
  root: string;
  stats: Stats;
}

/** How a path is shown to the model: `files/sales/customers.csv`. */
export function shownPath(target: { place: Where; path: string }): string {
  return target.path === '' ? target.place : `${target.place}/${target.path}`;
}

/** The last name of a path, as people call the file; the place itself is "the folder". */
export function fileName(target: { path: string }): string {
  return target.path === '' ? 'the folder' : target.path.slice(target.path.lastIndexOf('/') + 1);
}

/**
 * The real folder of a place. A folder that is itself a link is resolved here, once.
 * @throws ToolError `folder.missing` when the person's folder is gone or is no folder.
 */
export async function rootOf(place: Where, scope: Scope): Promise<string> {
  if (place !== 'work' && place !== 'files') return rootOfGiven(place, scope);
  if (place === 'work') return realpath(scope.work).catch(() => realOfMissing(scope.work));
  if (scope.files === null)
    throw new ToolError('This task has no folder of the person. Only work/ can be used.', { code: 'folder.missing' });
  try {
    const root = await realpath(scope.files);
    if ((await stat(root)).isDirectory()) return root;
  } catch (error) {
    throw new ToolError('The folder of this task cannot be found or opened any more.', {
      code: 'folder.missing',
      cause: error,
    });
  }
  throw new ToolError('The folder of this task is not a folder any more.', { code: 'folder.missing' });
}

/** @throws ToolError that names what was given. */
async function rootOfGiven(place: Exclude<Where, 'work' | 'files'>, { given = [] }: Scope): Promise<string> {
  const name = place.slice('given/'.length);
  const found = given.find((one) => one.name === name);
  if (found) return realpath(found.folder).catch(() => realOfMissing(found.folder));
  if (given.length === 0) throw new ToolError('Nothing was given to this task: there is no given/ place.');
  throw new ToolError(`There is no given/${name}. There is: ${given.map((one) => `given/${one.name}`).join(', ')}.`);
}

/** The work folder is made by the first write; until then its place is told from the nearest folder there is. */
async function realOfMissing(path: string): Promise<string> {
  const parent = dirname(path);
  if (parent === path) return path;
  return join(
    await realpath(parent).catch(() => realOfMissing(parent)),
    path.slice(dirname(path).length).replace(/^[\\/]+/, ''),
  );
}

/**
 * Finds something that exists, links resolved, and makes sure it lies inside its place.
 * @throws ToolError that names what there is instead.
 */
export async function findPath(
  text: string,
  scope: Scope,
  options: { bare: Where; kind: 'file' | 'folder' | 'any' },
): Promise<FoundPath> {
  const { place, segments } = readPathText(text, options.bare);
  const root = await rootOf(place, scope);
  const written = shownPath({ place, path: segments.join('/') });
  const absolute = await follow(root, segments, written);
  if (absolute === null) throw await missing(place, root, segments);
  const stats = await lstat(absolute).catch(() => null);
  if (stats === null) {
    const why = segments.length === 0 ? 'nothing has been written there yet' : 'it was just moved or deleted';
    throw new ToolError(`${written} does not exist: ${why}.`);
  }
  if (options.kind === 'file' && stats.isDirectory())
    throw new ToolError(`${written} is a folder, not a file. list_files shows what is in it.`);
  if (options.kind === 'folder' && !stats.isDirectory()) throw new ToolError(`${written} is a file, not a folder.`);
  if (!stats.isDirectory() && !stats.isFile())
    throw new ToolError(`${written} is not an ordinary file (a device, pipe or socket), so it cannot be used.`);
  return { place, root, path: inside(root, absolute), absolute, stats };
}

/**
 * Finds where a file is to be written; it and its last folders need not exist. `stats: null` = it is new.
 * @throws ToolError when the path leaves its place, is a folder or lies in a folder no teammate writes to.
 */
export async function findTarget(
  text: string,
  scope: Scope,
  bare: Where,
): Promise<Omit<FoundPath, 'stats'> & { stats: Stats | null }> {
  const { place, segments } = readPathText(text, bare);
  const written = shownPath({ place, path: segments.join('/') });
  if (place !== 'work' && place !== 'files')
    throw new ToolError(`${written} was made by a colleague and can only be read. Write into work/.`);
  if (segments.length === 0) throw new ToolError(`${written} is a folder. Name the file to write in it.`);
  const root = await rootOf(place, scope);
  let have = root;
  let rest = [...segments];
  while (rest.length > 0) {
    const next = await follow(have, rest.slice(0, 1), written, root);
    if (next === null) break;
    have = next;
    rest = rest.slice(1);
    if (rest.length > 0 && (await lstat(have).catch(() => null))?.isDirectory() === false)
      throw new ToolError(
        `${written} cannot be written: ${segments[segments.length - rest.length - 1]} is a file, not a folder.`,
      );
  }
  const absolute = join(have, ...rest);
  const path = inside(root, absolute);
  // What git runs or reads as configuration lies here; a brief never needs it.
  if (path.split('/').some((segment) => /^\.git$/i.test(segment)))
    throw new ToolError(`${written} lies in a .git folder. No teammate writes there.`);
  const stats = rest.length === 0 ? await lstat(have).catch(() => null) : null;
  if (stats?.isDirectory()) throw new ToolError(`${written} is a folder. Name the file to write in it.`);
  if (stats && !stats.isFile())
    throw new ToolError(`${written} is not an ordinary file (a device, pipe or socket), so it cannot be written.`);
  return { place, root, path, absolute, stats };
}

/** Walks `segments` down from `from`, resolving links; null = not there. @throws ToolError when a link leads out of `root`. */
async function follow(from: string, segments: readonly string[], written: string, root = from): Promise<string | null> {
  let at = from;
  for (const segment of segments) {
    const next = join(at, (await spelled(at, segment)) ?? segment);
    try {
      at = await realpath(next);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'ENOTDIR') {
        const dangling = await lstat(next).then(
          (stats) => stats.isSymbolicLink(),
          () => false,
        );
        if (dangling) throw new ToolError(`${written} is a link to something that does not exist.`);
        return null;
      }
      if (code === 'ELOOP') throw new ToolError(`${written} is a link that leads to itself.`);
      if (code === 'EACCES' || code === 'EPERM')
        throw new ToolError(`${written} cannot be opened: this computer does not allow it.`);
      throw error;
    }
    if (!isInside(root, at))
      throw new ToolError(`${written} is a link that leads outside the folder. Only what lies inside can be used.`);
  }
  return at;
}

/** The entry whose name is the same text in another Unicode form (macOS writes é as two characters); null = as given. */
async function spelled(folder: string, segment: string): Promise<string | null> {
  // ASCII has one form only, so nothing is to be looked up.
  if (/^[\u0000-\u007f]*$/.test(segment)) return null;
  const names = await readdir(folder).catch((): string[] => []);
  if (names.includes(segment)) return null;
  return names.find((name) => name.normalize('NFC') === segment.normalize('NFC')) ?? null;
}

/** True when `path` is `root` or lies below it. Both must be real paths. */
export function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function inside(root: string, absolute: string): string {
  return relative(root, absolute).split(sep).join('/');
}

/** Says that something is not there, and what is there under a similar name. */
async function missing(place: Where, root: string, segments: readonly string[]): Promise<ToolError> {
  const written = shownPath({ place, path: segments.join('/') });
  const names = await namesBelow(root, 2000);
  const wanted = foldText(segments.at(-1) ?? '');
  const similar = names
    .map((name) => ({ name, distance: distanceOf(wanted, foldText(name.slice(name.lastIndexOf('/') + 1))) }))
    .filter((item) => item.distance <= 0.5)
    .toSorted((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 5)
    .map((item) => shownPath({ place, path: item.name }));
  const hint =
    similar.length > 0
      ? ` Files with similar names: ${similar.join(', ')}.`
      : ` list_files shows what there is in ${place}/.`;
  return new ToolError(`There is no file ${written}.${hint}`);
}

async function namesBelow(root: string, limit: number): Promise<string[]> {
  const found: string[] = [];
  const folders = [''];
  for (let folder = folders.shift(); folder !== undefined && found.length < limit; folder = folders.shift()) {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile()) found.push(path);
    }
  }
  return found.slice(0, limit);
}

/** Share of letter pairs two names do not have in common, 0 = equal; a name that holds the other counts as near. */
function distanceOf(a: string, b: string): number {
  if (a.length > 2 && b.length > 2 && (a.includes(b) || b.includes(a))) return 0.1;
  const pairs = (text: string): string[] =>
    Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2));
  const left = pairs(a);
  const right = pairs(b);
  if (left.length + right.length === 0) return 1;
  const shared = left.filter((pair) => {
    const at = right.indexOf(pair);
    if (at >= 0) right[at] = '';
    return at >= 0;
  }).length;
  return 1 - (2 * shared) / (left.length + right.length);
}
