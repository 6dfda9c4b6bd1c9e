/** Where keys are kept between two starts. Each host brings the best its platform has. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../agents/index.ts';
import { replaceFile } from './replace-file.ts';

/** Whose key it is: the model's address's, or that of the search by likeness. */
export type SecretName = 'model' | 'search';

/** Keeps one key for each name. */
export interface Secrets {
  /** How a key is kept, as a clause a person can read: “in …”. */
  readonly how: string;
  /** null = none is kept, or it can no longer be opened. */
  load(name: SecretName): Promise<string | null>;
  /** null forgets the key. False = this platform keeps no secrets, and nothing was written. */
  save(name: SecretName, key: string | null): Promise<boolean>;
}

const Key = z.string().min(1).max(400).optional();
const SecretsFile = z.strictObject({ key: Key, searchKey: Key });
const fields = { model: 'key', search: 'searchKey' } as const;

/**
 * Keeps the keys in `secrets.json`, mode 0600, beside the journal and outside every task's folder. It is not encrypted, and says so:
 * a key stored beside its own lock would only look safer.
 */
export function fileSecrets(folder: string): Secrets {
  const file = path.join(folder, 'secrets.json');
  return {
    how: `in ${file}, a file only you can read; it is not encrypted`,
    load: async (name) => read(file)[fields[name]] ?? null,
    async save(name, key) {
      const kept = { ...read(file), [fields[name]]: key ?? undefined };
      if (Object.values(kept).every((other) => other === undefined)) rmSync(file, { force: true });
      else replaceFile(file, `${JSON.stringify(kept)}\n`);
      return true;
    },
  };
}

function read(file: string): z.infer<typeof SecretsFile> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw broken(file, error);
  }
  try {
    return SecretsFile.parse(JSON.parse(text));
  } catch (error) {
    // The parser's own words may quote a key, so they go no further.
    throw broken(file, error instanceof Error ? error.name : error);
  }
}

function broken(file: string, cause: unknown): AppError {
  const message = `${file} cannot be read. Nothing was started or changed. Delete the file, start again and enter the keys anew in Settings.`;
  return new AppError('config.invalid', message, { cause, facts: { file, line: 1 } });
}
