import { constants } from 'node:fs';
import { lstat, mkdir, open, readlink, realpath, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolError } from './tool.ts';

/**
 * A folder held open, so that a name in it means that folder and no other, whatever is renamed or linked meanwhile.
 * On Linux names go through the descriptor (`/proc/self/fd/N/name`, what openat does). Where that is not to be had the
 * folder is checked again after each use: see `stillThere`.
 */
export interface Anchor {
  /** The path to use for an entry of this folder. */
  at(name: string): string;
  /** @throws ToolError when the folder is no longer where it was. */
  stillThere(): Promise<void>;
  /** Makes names created, renamed or deleted here durable, where the platform can. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

// Absent on Windows, where nodes of other kinds are told by lstat before and after.
const noFollow = constants.O_NOFOLLOW ?? 0;
const folderOnly = constants.O_DIRECTORY ?? 0;
const noBlock = constants.O_NONBLOCK ?? 0;

function moved(): ToolError {
  return new ToolError('The folder changed while it was used, so nothing was done. Try again.');
}

/**
 * Opens the folder `root/…segments` step by step, following no link. `root` must be a real path.
 * `create`: missing folders are made on the way. `byDescriptor`: whether names go through the descriptor.
 * @throws ToolError when a part is missing, is a link or is not a folder.
 */
export async function openFolder(
  root: string,
  segments: readonly string[],
  { create = false, byDescriptor = process.platform === 'linux' } = {},
): Promise<Anchor> {
  const hold = byDescriptor ? holdByDescriptor : holdByCheck;
  let anchor = await hold(root, root);
  let real = root;
  for (const segment of segments) {
    try {
      const path = anchor.at(segment);
      if (create) await mkdir(path).catch(ignoreExisting);
      real = join(real, segment);
      const next = await hold(path, real);
      await anchor.close();
      anchor = next;
    } catch (error) {
      await anchor.close();
      throw error;
    }
  }
  return anchor;
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

async function holdByDescriptor(path: string, real: string): Promise<Anchor> {
  const handle = await open(path, constants.O_RDONLY | noFollow | folderOnly);
  return {
    at: (name) => `/proc/self/fd/${handle.fd}/${name}`,
    stillThere: async () => {
      if ((await readlink(`/proc/self/fd/${handle.fd}`)) !== real) throw moved();
    },
    flush: () => handle.sync(),
    close: () => handle.close(),
  };
}

async function holdByCheck(_path: string, real: string): Promise<Anchor> {
  const before = await lstat(real);
  if (!before.isDirectory()) throw moved();
  return {
    at: (name) => join(real, name),
    stillThere: async () => {
      const now = await lstat(real);
      if ((await realpath(real)) !== real || now.ino !== before.ino || now.dev !== before.dev) throw moved();
    },
    flush: () => flushFolder(real),
    close: async () => {},
  };
}

async function flushFolder(path: string): Promise<void> {
  // Windows opens no folders; its file system journals names by itself.
  if (process.platform === 'win32') return;
  const handle = await open(path, constants.O_RDONLY | noFollow | folderOnly);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Opens an ordinary file of a held folder for reading: no link, no device, no pipe, and checked again by descriptor.
 * The caller closes the handle.
 * @throws ToolError when it is something else.
 */
export async function openFile(anchor: Anchor, name: string): Promise<FileHandle> {
  const path = anchor.at(name);
  // Without O_NONBLOCK opening a pipe that was swapped in would wait for ever.
  const handle = await open(path, constants.O_RDONLY | noFollow | noBlock);
  try {
    const [opened, named] = await Promise.all([handle.stat(), lstat(path)]);
    if (!opened.isFile()) throw new ToolError('This is not an ordinary file, so it was not opened.');
    if (opened.ino !== named.ino || opened.dev !== named.dev) throw moved();
    await anchor.stillThere();
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Creates a new file in a held folder; an entry of that name, link or not, makes it fail with EEXIST. The caller closes the handle. */
export function createFile(anchor: Anchor, name: string, mode: number): Promise<FileHandle> {
  return open(anchor.at(name), constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow, mode);
}
