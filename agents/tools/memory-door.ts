import type { Answer } from '../domain/commands.ts';
import type { MemoryNote } from '../memory/team-memory.ts';
import type { Passage } from '../memory/pack.ts';
import type { Scope } from './tool.ts';

/** How the memory tools reach memory; the engine decides scope, authority and labels, and appends the events. */
export interface MemoryDoor {
  /**
   * Keeps a note, durable when it resolves. `key` is the call's idempotency key: the same key twice keeps one note.
   * `confirmed`: the same was known already. Refused: a secret.
   */
  remember(
    note: MemoryNote,
    from: { scope: Scope; key: string },
  ): Promise<Answer<{ memoryId: string; confirmed: boolean }>>;
  /**
   * Finds what is known to this teammate: what was said side by side comes as one passage, the best first.
   * `null` = memory cannot be used just now.
   */
  recall(query: { text: string; limit: number }, scope: Scope): Promise<Passage[] | null>;
}
