/** How a memory comes in: secrets are refused, one command decides and commits, and then it is read beside what is known of its subject. */
import { decideAssert } from '../domain/decide/memory.ts';
import { refuse } from '../domain/decide/refuse.ts';
import type { Answer } from '../domain/commands.ts';
import type { Journal } from '../journal/journal.ts';
import type { Clock, MakeId } from '../lib/clock.ts';
import type { Streams } from '../streams.ts';
import { draftOf, type Statement } from './draft.ts';
import { secretIn } from './secrets.ts';

export interface LearnDeps {
  journal: Journal;
  streams: Streams;
  clock: Clock;
  makeId: MakeId;
}

/** Who says it, and the command's id; a repeated one gets the first answer. */
export interface Cause {
  actor: string;
  commandId: string | null;
}

/** Commits one statement; resolves when it is on disk. `confirmed`: it was known already. */
export async function learn(
  { journal, streams, clock, makeId }: LearnDeps,
  statement: Statement,
  { actor, commandId }: Cause,
): Promise<Answer<{ memoryId: string; confirmed: boolean; seq: number }>> {
  const secret = secretIn(
    `${statement.subject}\n${statement.text}\n${statement.value ?? ''}\n${statement.quote ?? ''}`,
  );
  if (secret !== null)
    return refuse(
      'memory.secret',
      `This looks like ${secret}. Secrets are never remembered: leave it out and say it again. Nothing was saved.`,
    );
  const draft = draftOf(journal, statement);
  const means = { atMs: clock.now(), conflictId: makeId('cf') };
  const done = await streams.commit('memory', () => decideAssert(streams.memory, draft, means), {
    actor,
    atMs: means.atMs,
    commandId,
  });
  if (!done.ok) return done;
  // What is on disk is the answer: a call repeated after a crash decides nothing anew.
  const kept = commandId === null ? null : journal.receipt(commandId)?.[0];
  const known = kept?.type === 'memory.confirmed' ? kept.data.memoryId : null;
  const memoryId = kept?.type === 'memory.asserted' ? kept.data.memoryId : (known ?? statement.memoryId);
  return { ok: true, value: { memoryId, confirmed: known !== null, seq: done.value.seq } };
}
