import type { Answer, RefusalCode } from '../commands.ts';

/** A refusal as a value: what was asked is not done, and why. */
export function refuse(
  code: RefusalCode,
  message: string,
): { ok: false; error: { code: RefusalCode; message: string } } {
  return { ok: false, error: { code, message } };
}

/** An answer with a value. */
export function accept<T>(value: T): Answer<T> {
  return { ok: true, value };
}
