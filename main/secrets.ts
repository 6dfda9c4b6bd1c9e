/** Where the model's key is kept between two starts. Each host brings the best its platform has. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../agents/index.ts';
import { replaceFile } from './replace-file.ts';

/** Keeps one secret: the key of the model's endpoint. */
export interface Secrets {
  /** How the key is kept, as a clause a person can read: “in …”. */
  readonly how: string;
  /** null = none is kept, or it can no longer be opened. */
  load(): Promise<string | null>;
  /** null forgets the key. False = this platform keeps no secrets, and nothing was written. */
  save(key: string | null): Promise<boolean>;
}

const SecretsFile = z.strictObject({ key: z.string().min(1).max(400) });

/**
 * Keeps the key in `secrets.json`, mode 0600, beside the journal and outside every task's folder. It is not encrypted, and says so:
 * a key stored beside its own lock would only look safer.
 */
export function fileSecrets(folder: string): Secrets {
  const file = path.join(folder, 'secrets.json');
  return {
    how: `in ${file}, a file only you can read; it is not encrypted`,
    async load() {
      let text: string;
      try {
        text = readFileSync(file, 'utf8');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw broken(file, error);
      }
      try {
        return SecretsFile.parse(JSON.parse(text)).key;
      } catch (error) {
        // The parser's own words may quote the key, so they go no further.
        throw broken(file, error instanceof Error ? error.name : error);
      }
    },
    async save(key) {
      if (key === null) rmSync(file, { force: true });
      else replaceFile(file, `${JSON.stringify({ key })}\n`);
      return true;
    },
  };
}

function broken(file: string, cause: unknown): AppError {
  const message = `${file} cannot be read. Nothing was started or changed. Delete the file, start again and enter the key anew in Settings.`;
  return new AppError('config.invalid', message, { cause, facts: { file, line: 1 } });
}
