import { lstat, readdir } from 'node:fs/promises';
import { openFolder } from './anchor.ts';
import type { FoundPath } from './paths.ts';

/** A file found below a folder: its path relative to the place, and its size. */
export interface WalkedFile {
  path: string;
  bytes: number;
}

const junk = new Set(['node_modules', 'thumbs.db', 'desktop.ini', '__pycache__', '__macosx']);

function isJunk(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$') || junk.has(name.toLowerCase());
}

/**
 * The ordinary files below a folder, sorted by path. Hidden files, version control, package folders and links are left out:
 * a link to a file inside is that file, listed where it is. `unread` = folders this computer does not allow to look into.
 * Stops at `limit` files and says so in `more`.
 */
export async function walkFiles(
  folder: FoundPath,
  options: { limit: number; signal: AbortSignal },
): Promise<{ files: WalkedFile[]; unread: string[]; more: boolean }> {
  const files: WalkedFile[] = [];
  const unread: string[] = [];
  const open = [folder.path];
  let more = false;
  for (let at = open.pop(); at !== undefined && !more; at = open.pop()) {
    options.signal.throwIfAborted();
    const entries = await entriesOf(folder.root, at);
    if (entries === null) {
      unread.push(at);
      continue;
    }
    for (const entry of entries) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.folder) {
        open.push(path);
      } else if (files.length < options.limit) {
        files.push({ path, bytes: entry.bytes });
      } else {
        more = true;
        break;
      }
    }
  }
  const order = new Intl.Collator('en', { numeric: true, sensitivity: 'variant' });
  return { files: files.toSorted((a, b) => order.compare(a.path, b.path) || (a.path < b.path ? -1 : 1)), unread, more };
}

interface Entry {
  name: string;
  folder: boolean;
  bytes: number;
}

/** Files and folders of one folder, read through a held descriptor; null = it cannot be looked into. */
async function entriesOf(root: string, path: string): Promise<Entry[] | null> {
  const anchor = await openFolder(root, path === '' ? [] : path.split('/')).catch(() => null);
  if (anchor === null) return null;
  try {
    const found: Entry[] = [];
    for (const entry of await readdir(anchor.at('.'), { withFileTypes: true })) {
      if (isJunk(entry.name) || !(entry.isDirectory() || entry.isFile())) continue;
      const stats = entry.isFile() ? await lstat(anchor.at(entry.name)).catch(() => null) : null;
      if (entry.isDirectory() || stats?.isFile() === true)
        found.push({ name: entry.name, folder: entry.isDirectory(), bytes: stats?.size ?? 0 });
    }
    await anchor.stillThere();
    return found;
  } catch {
    // Gone or forbidden meanwhile: told to the reader as a folder that could not be opened.
    return null;
  } finally {
    await anchor.close();
  }
}
