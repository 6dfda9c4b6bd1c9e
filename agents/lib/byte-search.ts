/** Searches every file of a folder for what some texts look like on a disk. */
import { open, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { makePatterns, type Form, type Patterns } from './byte-patterns.ts';

export interface ByteSearch {
  files: number;
  bytes: number;
  /** `file` is relative to the folder; form `name`: the text is in the path itself. Never the text: a receipt must not repeat it. */
  hits: { file: string; form: Form | 'name'; count: number }[];
  /** Too short to mean anything: bytes that are equal by chance would be taken for them. */
  notSearched: string[];
}

const chunkBytes = 4 * 1024 * 1024;

/**
 * Reads all files below a folder, a piece at a time, and counts where any of the needles stands in any of its forms. Links are not followed.
 * What was compressed or sealed is out of reach. A needle of four bytes is expected once by chance in 4 GB of sealed bytes.
 * @throws the file system's error for a file that is there and cannot be read: what was not searched must not be taken for clean.
 */
export async function searchBytes(folder: string, needles: readonly string[]): Promise<ByteSearch> {
  const { patterns, notSearched } = makePatterns(needles);
  const found: ByteSearch = { files: 0, bytes: 0, hits: [], notSearched };
  const buffer = Buffer.allocUnsafe(Math.max(chunkBytes, 2 * patterns.longest));
  for await (const file of filesBelow(folder)) {
    const name = relative(folder, file);
    const inName = patterns.countIn(Buffer.from(name), 0);
    const named = [...inName.values()].reduce((sum, count) => sum + count, 0);
    if (named > 0) found.hits.push({ file: name, form: 'name', count: named });
    const counts = new Map<Form, number>();
    const bytes = await searchFile(file, patterns, buffer, counts);
    if (bytes === null) continue;
    found.files += 1;
    found.bytes += bytes;
    for (const [form, count] of counts) found.hits.push({ file: name, form, count });
  }
  return found;
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await orGone(readdir(folder, { withFileTypes: true }));
  for (const entry of entries ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

/** Returns how many bytes were read; null = the file is gone. Each piece begins with the end of the one before, as far as a needle can reach. */
async function searchFile(
  file: string,
  patterns: Patterns,
  buffer: Buffer,
  counts: Map<Form, number>,
): Promise<number | null> {
  const handle = await orGone(open(file, 'r'));
  if (handle === null) return null;
  try {
    let total = 0;
    let carried = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, carried, buffer.length - carried, null);
      if (bytesRead === 0) return total;
      total += bytesRead;
      const piece = buffer.subarray(0, carried + bytesRead);
      for (const [form, count] of patterns.countIn(piece, carried)) counts.set(form, (counts.get(form) ?? 0) + count);
      carried = Math.min(piece.length, Math.max(0, patterns.longest - 1));
      piece.copyWithin(0, piece.length - carried);
    }
  } finally {
    await handle.close();
  }
}

/** Files come and go while a folder is in use; null = it went. */
async function orGone<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
