/** A broken world, made by an adapter at its edge. Refusals are values and broken code throws plainly; this is neither. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  /** True: the same act may succeed later without a person. */
  readonly retryable: boolean;
  /** Facts for the reader of a log or of `doctor`: file, sequence, port. Never a secret. */
  readonly facts: Record<string, string | number>;
  constructor(
    code: AppErrorCode,
    message: string,
    options: { retryable?: boolean; cause?: unknown; facts?: Record<string, string | number> } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.facts = options.facts ?? {};
  }
}

export type AppErrorCode =
  | 'journal.damaged'
  | 'journal.unavailable'
  | 'journal.newer'
  | 'disk.full'
  | 'backup.invalid'
  | 'folder.locked'
  | 'folder.unwritable'
  | 'port.taken'
  | 'memory.unavailable'
  | 'config.invalid'
  | 'role.invalid'
  | 'process.unstartable';

/** What a caught value says, for a line of the log. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
