/** The second net: a new memory is read beside what is known of its subject, once it is kept. No model, no wider than the subject. */
import { messageOf } from '../lib/error.ts';
import { setImmediate } from 'node:timers/promises';
import { decideCompared, type Comparison } from '../domain/decide/memory-compare.ts';
import { accept } from '../domain/decide/refuse.ts';
import { isInUse } from '../domain/memory-state.ts';
import type { MemoryCard } from '../domain/memory.ts';
import { differenceOf } from './difference.ts';
import { assertedOf } from './indexer.ts';
import type { LearnDeps } from './learn.ts';
import { settlement } from './settlement.ts';

/** Of a subject much is known about, the newest are read. */
const maxCompared = 300;
/** A start looks at the newest once more: one that came in right before a crash may not have been read. */
const atStart = 20;

/** Running comparisons. */
export interface Comparing {
  /** These are new. Cheap, never throws. */
  notify(memoryIds: readonly string[]): void;
  /** Resolves when all that was named has been read. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export function startComparing(deps: LearnDeps & { log: (line: string) => void }): Comparing {
  const waiting: string[] = [...deps.streams.memory.cards.keys()].slice(-atStart);
  let running: Promise<void> | null = null;
  let stopped = false;

  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined && !stopped; id = waiting.shift()) {
      await setImmediate();
      try {
        await compareOne(deps, id);
      } catch (error) {
        // Kept and recalled it is all the same; the next start reads the newest again.
        deps.log(`a memory was not compared: ${messageOf(error)}`);
      }
    }
  };

  const run = (): Promise<void> => {
    running ??= work().finally(() => {
      running = null;
      if (waiting.length > 0 && !stopped) void run();
    });
    return running;
  };

  if (waiting.length > 0) void run();
  return {
    notify(memoryIds) {
      waiting.push(...memoryIds);
      if (memoryIds.length > 0 && !stopped) void run();
    },
    async idle() {
      while (running) await running;
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}

async function compareOne({ journal, streams, clock, makeId }: LearnDeps, memoryId: string): Promise<void> {
  const fresh = streams.memory.cards.get(memoryId);
  if (!fresh || !isInUse(fresh) || fresh.subjectId === null || fresh.kind === 'episode') return;
  const others = (streams.memory.bySubject.get(fresh.subjectId) ?? [])
    .flatMap((id) => streams.memory.cards.get(id) ?? [])
    .filter((card) => mayDiffer(fresh, card))
    .slice(-maxCompared);
  const said = assertedOf(journal, fresh).data;
  for (const old of others) {
    const known = assertedOf(journal, old).data;
    const finding = findingOf(
      { subject: known.subject, text: known.text, validFromMs: old.validFromMs },
      { subject: said.subject, text: said.text, validFromMs: fresh.validFromMs },
    );
    if (finding === null) continue;
    const means = { atMs: clock.now(), conflictId: makeId('cf') };
    const { rev } = streams.memory.cards.get(memoryId) ?? fresh;
    const compared = { newId: fresh.id, oldId: old.id, newRev: rev, oldRev: old.rev, finding };
    const decide = () => accept(decideCompared(streams.memory, compared, means));
    await streams.commit('memory', decide, { actor: 'engine', atMs: means.atMs, commandId: null });
  }
}

/** Values of one question are compared when they are asserted; two questions with names of their own are two. */
function mayDiffer(fresh: MemoryCard, card: MemoryCard): boolean {
  if (card.id === fresh.id || !isInUse(card) || card.kind === 'episode') return false;
  if (card.scope !== fresh.scope || card.scopeId !== fresh.scopeId) return false;
  if (card.cardinality === 'many' && fresh.cardinality === 'many') return false;
  if (card.claimId === null || fresh.claimId === null) return true;
  return card.claimId === fresh.claimId && (card.valueId === null || fresh.valueId === null);
}

type Said = Parameters<typeof differenceOf>[0];

function findingOf(old: Said, fresh: Said): Comparison['finding'] | null {
  const difference = differenceOf(old, fresh);
  if (difference.is === 'same') return { is: 'same' };
  if (difference.is !== 'contradiction') return null;
  const settled = settlement(old, fresh, difference);
  const current = settled === 'a' ? 'old' : settled === 'b' ? 'new' : null;
  const { a, b } = difference.readings;
  const sinceMs = current === 'old' ? (a.validFromMs ?? old.validFromMs) : (b.validFromMs ?? fresh.validFromMs);
  return { is: 'contradiction', difference: `${difference.by}: ${difference.a} / ${difference.b}`, current, sinceMs };
}
