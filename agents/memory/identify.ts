/** Gives digests to what an older Muster kept without them, once, so that it is known again when somebody says it anew. */
import { accept } from '../domain/decide/refuse.ts';
import type { NewEvent } from '../domain/events.ts';
import type { LearnDeps } from './learn.ts';
import { identityOf } from './draft.ts';
import { assertedOf } from './indexer.ts';

const perCommit = 200;

export async function identifyOld({
  journal,
  streams,
  clock,
}: Pick<LearnDeps, 'journal' | 'streams' | 'clock'>): Promise<void> {
  const old = [...streams.memory.cards.values()].filter((card) => card.subjectId === null && card.status !== 'erased');
  for (let from = 0; from < old.length; from += perCommit) {
    const events = old.slice(from, from + perCommit).map((card): NewEvent => {
      const { kind, subject, text, claimKey } = assertedOf(journal, card).data;
      return {
        type: 'memory.identified',
        data: { memoryId: card.id, ...identityOf(journal, { kind, subject, text, question: claimKey }) },
      };
    });
    await streams.commit('memory', () => accept(events), { actor: 'engine', atMs: clock.now(), commandId: null });
  }
}
