/** What every file that speaks to LanceDB needs of it. */
import { createRequire } from 'node:module';
import type * as Lance from '@lancedb/lancedb';
import type * as Arrow from 'apache-arrow';
import { AppError } from '../lib/error.ts';
import type { Clock } from '../lib/clock.ts';

/** An open index as its parts share it. */
export interface Store {
  lance: typeof Lance;
  connection: Lance.Connection;
  clock: Clock;
  log: (line: string) => void;
  /** The table of memories. It becomes another one when the index is emptied. */
  rows: Lance.Table;
  /** Small facts of the index about itself, a number for each name. */
  facts: Lance.Table;
  /** One after another with all else that writes. */
  serial<T>(work: () => Promise<T>): Promise<T>;
}

const conflictTries = 5;

/** LanceDB's predicates are SQL text without parameters; nothing else in Muster writes one. */
export function quote(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** `column IN (…)`; for no value at all, what is never true. */
export function oneOf(column: string, values: Iterable<string>): string {
  const list = [...values];
  return list.length === 0 ? 'false' : `${column} IN (${list.map(quote).join(', ')})`;
}

/** LanceDB does not repeat a commit that lost against its own upkeep ("Retryable commit conflict", lancedb#1597). */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= conflictTries || !(error instanceof Error) || !error.message.includes('Retryable')) throw error;
    }
  }
}

/** Whatever LanceDB throws, as the port's error. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new AppError('memory.unavailable', `The team's memory cannot be used: ${message}`, {
      retryable: true,
      cause: error,
    });
  }
}

/** LanceDB loads the CommonJS build; fields of the ESM build are strangers to it. */
export function arrow(): typeof Arrow {
  return createRequire(import.meta.url)('apache-arrow') as typeof Arrow;
}
