import { open } from 'node:fs/promises';

/** Flushes a folder's entries, so that a power cut does not lose the way to a new file. */
export async function flushFolder(folder: string): Promise<void> {
  // Windows cannot open a folder to flush it, and keeps its entries safe by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
