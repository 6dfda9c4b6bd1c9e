/** Reads and replaces files through held folders, so that what was checked is what is used. */
import { createHash } from 'node:crypto';
import { mkdir, rename, unlink, type FileHandle } from 'node:fs/promises';
import { formatBytes } from '../lib/text/size.ts';
import { createFile, openFile, openFolder, type Anchor } from './anchor.ts';
import { shownPath } from './paths.ts';
import { ToolError, type ResolvedPath } from './tool.ts';

/** What is needed of a path to use it: `root` is the place's real folder and `path` lies in it, links resolved. */
export type PlacedPath = Pick<ResolvedPath, 'place' | 'path'> & { root: string };

/** SHA-256 in hex, the address of the same bytes in the blob store. */
export function hashOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Opens a file, hands its handle to `use` and closes it. @throws ToolError */
export async function withFile<T>(file: PlacedPath, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  return explained(file, async () => {
    const segments = file.path.split('/');
    const anchor = await openFolder(file.root, segments.slice(0, -1));
    try {
      const handle = await openFile(anchor, segments.at(-1) ?? '');
      try {
        return await use(handle);
      } finally {
        await handle.close();
      }
    } finally {
      await anchor.close();
    }
  });
}

/** The whole file. @throws ToolError when it is larger than `maxBytes`, also when it grows while it is read. */
export function readWhole(file: PlacedPath, maxBytes: number): Promise<Buffer> {
  return withFile(file, async (handle) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    for await (const part of chunksOf(handle)) {
      bytes += part.length;
      if (bytes > maxBytes)
        throw new ToolError(
          `${shownPath(file)} is larger than ${formatBytes(maxBytes)}, which is the most that can be used here.`,
        );
      parts.push(part);
    }
    return Buffer.concat(parts);
  });
}

/** The file's SHA-256 and size, read in parts. @throws ToolError */
export function hashFile(file: PlacedPath, signal?: AbortSignal): Promise<{ sha256: string; bytes: number }> {
  return withFile(file, async (handle) => {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const part of chunksOf(handle)) {
      signal?.throwIfAborted();
      hash.update(part);
      bytes += part.length;
    }
    return { sha256: hash.digest('hex'), bytes };
  });
}

/** A file's bytes in parts of at most 256 KB; each part is a buffer of its own. */
export async function* chunksOf(handle: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ;) {
    const buffer = Buffer.allocUnsafe(262_144);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** SHA-256 of what the path holds now; null = there is no file. @throws ToolError */
export async function currentHash(file: PlacedPath): Promise<string | null> {
  try {
    return (await hashFile(file)).sha256;
  } catch (error) {
    if (error instanceof ToolError && isMissing(error.cause)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/**
 * Replaces or creates a file all at once: a new file beside it, flushed, then renamed over it. Keeps the mode of a file there was.
 * `expected`: what must be there (null = nothing), checked just before; `key` names the temporary file, so that a repeat
 * cleans up after a crash. Makes missing folders.
 * @throws ToolError `disk.full`, or when the file is not as expected.
 */
export async function replaceFile(
  file: PlacedPath,
  bytes: Uint8Array,
  options: { expected: string | null; key: string },
): Promise<void> {
  await explained(file, async () => {
    await mkdir(file.root, { recursive: true });
    const segments = file.path.split('/');
    const name = segments.at(-1) ?? '';
    const anchor = await openFolder(file.root, segments.slice(0, -1), { create: true });
    try {
      const mode = await modeOf(file, options.expected);
      const temporary = temporaryName(options.key);
      await unlink(anchor.at(temporary)).catch(ignoreMissing);
      try {
        await writeNew(anchor, temporary, bytes, mode);
        await anchor.stillThere();
        await rename(anchor.at(temporary), anchor.at(name));
      } catch (error) {
        await unlink(anchor.at(temporary)).catch(ignoreMissing);
        throw error;
      }
      await anchor.flush();
    } finally {
      await anchor.close();
    }
  });
}

/** Deletes a file that holds exactly `expected`. @throws ToolError when it holds something else or is gone. */
export async function deleteFile(file: PlacedPath, expected: string): Promise<void> {
  await explained(file, async () => {
    const segments = file.path.split('/');
    const anchor = await openFolder(file.root, segments.slice(0, -1));
    try {
      await modeOf(file, expected);
      await anchor.stillThere();
      await unlink(anchor.at(segments.at(-1) ?? ''));
      await anchor.flush();
    } finally {
      await anchor.close();
    }
  });
}

function temporaryName(key: string): string {
  return `.muster-${hashOf(key).slice(0, 16)}.tmp`;
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** Checks that the file is as expected and returns its mode; null = it is new. */
async function modeOf(file: PlacedPath, expected: string | null): Promise<number | null> {
  const now = await currentHash(file);
  if (now !== expected)
    throw new ToolError(
      `${shownPath(file)} was changed by someone else meanwhile, so it was left as it is. Read it again first.`,
    );
  return now === null ? null : withFile(file, async (handle) => (await handle.stat()).mode & 0o7777);
}

async function writeNew(anchor: Anchor, name: string, bytes: Uint8Array, mode: number | null): Promise<void> {
  const handle = await createFile(anchor, name, mode ?? 0o666);
  try {
    // The process's umask may have taken bits of the mode given at creation.
    if (mode !== null) await handle.chmod(mode);
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Turns what the disk says into a sentence for the model; the adapter's edge. */
async function explained<T>(file: PlacedPath, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ToolError || !(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
      throw error;
    const shown = shownPath(file);
    const cause = error;
    switch (error.code) {
      case 'ENOSPC':
      case 'EDQUOT':
        throw new ToolError(`The disk is full, so ${shown} was not written. What was there before is unchanged.`, {
          code: 'disk.full',
          cause,
        });
      case 'EACCES':
      case 'EPERM':
      case 'EROFS':
        throw new ToolError(`${shown} cannot be used: this computer does not allow it.`, { cause });
      case 'ENOENT':
        throw new ToolError(`There is no file ${shown} any more.`, { cause });
      case 'ELOOP':
      case 'ENOTDIR':
      case 'EISDIR':
      case 'ENXIO':
        throw new ToolError(`${shown} is no longer an ordinary file in an ordinary folder, so it was not used.`, {
          cause,
        });
      case 'EMFILE':
      case 'ENFILE':
      case 'EBUSY':
      case 'EIO':
        throw new ToolError(`${shown} could not be used just now (${error.code}).`, { retryable: true, cause });
      default:
        throw new ToolError(`${shown} could not be used (${error.code}).`, { cause });
    }
  }
}
