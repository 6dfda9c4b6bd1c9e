/** What lies on disk after work: deliverables, their quotes, and what the journal says was done. */
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export const office = path.resolve(import.meta.dirname, '../../examples/harbor-office');

/** Every file in the work folders of a data folder: path below `workspaces` → text. */
export function deliverables(data: string): Map<string, string> {
  return filesBelow(path.join(data, 'workspaces'));
}

/** Every file below a folder: path → text. */
export function filesBelow(root: string): Map<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const absolute = path.join(entry.parentPath, entry.name);
      return [path.relative(root, absolute), readFileSync(absolute, 'utf8')] as const;
    }),
  );
}

export interface Footnote {
  file: string;
  quote: string;
}

/** The footnotes of a deliverable: `[^1]: files/a.md: "exact words"`. */
export function footnotes(text: string): Footnote[] {
  return [...text.matchAll(/^\[\^[^\]]+\]:\s+(.+?):\s+["“](.+)["”]\s*$/gm)].map(([, file = '', quote = '']) => ({
    file: file.replaceAll(/^`|`$/g, '').replace(/^files\//, ''),
    quote,
  }));
}

/** The footnotes whose words do not stand in the file they name. */
export function brokenQuotes(text: string, folder: string): Footnote[] {
  return footnotes(text).filter(({ file, quote }) => {
    const source = readFileSync(path.join(folder, file), 'utf8').replaceAll(/<[^>]+>/g, ' ');
    return !plain(source).includes(plain(quote));
  });
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

export interface JournalEvent {
  seq: number;
  stream: string;
  type: string;
  data: Record<string, unknown>;
}

/** Reads the journal of a data folder that nothing has open, from a copy: a look must not change what it looks at. */
export async function journalEvents(data: string): Promise<JournalEvent[]> {
  const copy = await mkdtemp(path.join(tmpdir(), 'muster-look-'));
  try {
    for (const name of readdirSync(data)) {
      if (name.startsWith('journal.db')) cpSync(path.join(data, name), path.join(copy, name));
    }
    const db = new DatabaseSync(path.join(copy, 'journal.db'));
    const rows = db.prepare('SELECT seq, stream, type, data FROM events ORDER BY seq').all();
    db.close();
    return rows.map((row) => ({
      seq: Number(row['seq']),
      stream: String(row['stream']),
      type: String(row['type']),
      data: JSON.parse(String(row['data'])) as Record<string, unknown>,
    }));
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
