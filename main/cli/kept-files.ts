/** Which files of a data folder go into a backup beside the journal and its documents. Keys, logs and the memory index never do. */
import { opendir } from 'node:fs/promises';
import path from 'node:path';
import type { SourceFile } from '../../agents/index.ts';

/** True for a name a backup may hold; relative to the data folder, with `/` between its parts. */
export function isKept(name: string): boolean {
  return name === 'config.json' || /^team\/(?:retired\/)?[^/]+\.md$/.test(name) || name.startsWith('workspaces/');
}

/** Names every file there is to keep. Links and anything else that is no plain file are told to `leftOut`. */
export async function* keptFiles(folder: string, leftOut: (name: string) => void): AsyncGenerator<SourceFile> {
  yield { path: 'config.json', absolute: path.join(folder, 'config.json') };
  yield* below(folder, 'team', leftOut);
  yield* below(folder, 'workspaces', leftOut);
}

async function* below(folder: string, name: string, leftOut: (name: string) => void): AsyncGenerator<SourceFile> {
  const entries = await opendir(path.join(folder, name)).catch((error: NodeJS.ErrnoException) => {
    // A task's folder may go while the others are read.
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for await (const entry of entries) {
    const child = `${name}/${entry.name}`;
    if (entry.isDirectory()) yield* below(folder, child, leftOut);
    else if (!isKept(child)) continue;
    else if (entry.isFile()) yield { path: child, absolute: path.join(folder, child) };
    else leftOut(child);
  }
}
