/** The host's log file: one line an entry, small, and free of secrets. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

const maxBytes = 1_000_000;
const keptFiles = 3;
const maxLineChars = 2_000;

export interface Log {
  (line: string): void;
}

export interface LogOptions {
  /** Absolute path of the file; its folder is made. */
  file: string;
  now: () => number;
  /** Texts that must never reach the file, asked at every line. */
  secrets: () => readonly string[];
  /** Told once when the file cannot be written. */
  onFailure: (message: string) => void;
}

/**
 * Opens the log. `muster.log` becomes `muster.log.1` at one megabyte, three are kept.
 * Contract: a line never throws; a disk that refuses is told once and the work goes on.
 */
export function openLog({ file, now, secrets, onFailure }: LogOptions): Log {
  let hasFailed = false;
  let bytes: number | null = null;
  const write = (text: string): void => {
    if (bytes === null) {
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    }
    if (bytes > maxBytes) {
      for (let index = keptFiles - 1; index > 0; index -= 1)
        moveIfThere(index === 1 ? file : `${file}.${index - 1}`, `${file}.${index}`);
      bytes = 0;
    }
    appendFileSync(file, text, { mode: 0o600 });
    bytes += Buffer.byteLength(text);
  };
  return (line) => {
    const plain = secrets().reduce((text, secret) => text.replaceAll(secret, '[secret]'), line);
    const flat = plain.replaceAll(/\s+/g, ' ').slice(0, maxLineChars);
    try {
      write(`${new Date(now()).toISOString()} ${flat}\n`);
    } catch (error) {
      if (!hasFailed)
        onFailure(`The log ${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
      hasFailed = true;
    }
  };
}

function moveIfThere(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false })) renameSync(from, to);
}
