/**
 * Forgets for good what an event says is to be forgotten, in an order that a crash at any place only repeats: out of the index, then the
 * keys, then a search of every file for what was said. The receipt says what was found, and is never better than what was seen.
 */
import { messageOf } from '../lib/error.ts';
import { accept } from '../domain/decide/refuse.ts';
import type { NewEvent } from '../domain/events.ts';
import type { Erasure } from '../domain/memory-state.ts';
import type { ErasureReceipt, MemoryCard } from '../domain/memory.ts';
import { subjectKeyId } from '../journal/seal.ts';
import { subjectName } from './claim.ts';
import { assertedOf } from './indexer.ts';
import { tasksTelling } from './knowledge.ts';
import type { LearnDeps } from './learn.ts';
import type { MemoryIndex } from './memory.ts';

export type SearchFiles = (needles: readonly string[]) => Promise<FileSearch>;

/** What a search of all files found. `unsearched`: needles too short to mean anything. */
export interface FileSearch {
  files: number;
  bytes: number;
  hits: { file: string; count: number }[];
  unsearched: number;
}

export interface ErasingDeps extends LearnDeps {
  index: MemoryIndex | null;
  /** Resolves when nothing waits to be written into the index. */
  indexed: () => Promise<void>;
  /** Takes away what is left of tasks besides their events: stored documents only they name, their work folders. */
  dropTasks: (taskIds: readonly string[]) => Promise<void>;
  /** Searches every file of the data folder; null = this host has none. */
  search: SearchFiles | null;
  log: (line: string) => void;
}

/** So many words are looked for, what a person said and names of subjects first. More would take longer than they tell: each is one more of the same kind. */
const maxNeedles = 2_000;
const readInOnePass = 1_000;

/** Running erasures, one after another. */
export interface Erasing {
  /** Looks whether something is to be erased. Cheap, never throws. */
  notify(): void;
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export function startErasing(deps: ErasingDeps): Erasing {
  let running: Promise<void> | null = null;
  let stopped = false;

  const work = async (): Promise<void> => {
    for (;;) {
      const [next] = deps.streams.memory.erasures.values();
      if (!next || stopped) return;
      await erase(deps, next);
    }
  };

  const notify = (): void => {
    if (running || stopped || deps.streams.memory.erasures.size === 0) return;
    // An index that could not be opened still holds it: the erasure waits for a start that can.
    if (deps.index === null) return deps.log('an erasure waits until the memory index can be opened');
    running = work()
      // It stays open and is taken up with the next change or the next start: nothing of it is shown meanwhile.
      .catch((error: unknown) => deps.log(`an erasure is not through: ${messageOf(error)}`))
      .finally(() => (running = null));
  };

  notify();
  return {
    notify,
    async idle() {
      while (running) await running;
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}

async function erase(deps: ErasingDeps, erasure: Erasure): Promise<void> {
  const { journal, streams, clock } = deps;
  const fromMs = clock.uptime();
  const cards = cardsOf(deps, erasure);
  const taken = needlesOf(deps, cards, erasure);

  await deps.indexed();
  await clean(deps, erasure, cards);
  await deps.dropTasks(erasure.taskIds);
  const taskKeys = erasure.taskIds.map((taskId) => `task/${taskId}` as const);
  const conflictKeys = erasure.conflictIds.map((id) => `conflict/${id}`);
  await journal.forget({ keyIds: [...taken.keyIds, ...conflictKeys, ...taskKeys], seqs: taken.seqs });
  for (const taskId of erasure.taskIds) streams.refold(taskId);
  streams.saveSnapshot();

  const found = taken.isWhole ? await searched(deps, taken.needles) : null;
  const kept = new Set(erasure.taskIds);
  const receipt: ErasureReceipt = {
    searched: found !== null,
    files: found?.files ?? 0,
    bytes: found?.bytes ?? 0,
    hits: found?.hits.slice(0, 200) ?? [],
    taskIds: tasksTelling(deps, cards)
      .filter((id) => !kept.has(id))
      .slice(0, 500),
    unsearched: (found?.unsearched ?? 0) + taken.left,
    tookMs: Math.round(clock.uptime() - fromMs),
  };
  const erased: NewEvent = { type: 'memory.erased', data: { erasureId: erasure.id, receipt } };
  await streams.commit('memory', () => accept([erased]), { actor: 'engine', atMs: clock.now(), commandId: null });
}

/** Out of the index; where nothing stays it is emptied, which is quicker, and what came in since is brought in again. */
async function clean(
  { index, indexed, streams }: ErasingDeps,
  { memoryIds }: Erasure,
  cards: MemoryCard[],
): Promise<void> {
  if (memoryIds !== null) return index?.purge(cards.map(({ id }) => id));
  await index?.clear();
  for (const card of streams.memory.cards.values()) if (card.status !== 'erased') streams.unindexed.add(card.id);
  await indexed();
}

/** null = it could not be done: a receipt must not say that nothing is left. */
async function searched({ search, log }: ErasingDeps, needles: readonly string[]): Promise<FileSearch | null> {
  if (!search) return null;
  return search(needles).catch((error: unknown) => {
    log(`files were not searched after an erasure: ${messageOf(error)}`);
    return null;
  });
}

function cardsOf({ streams }: ErasingDeps, { memoryIds, rev }: Erasure): MemoryCard[] {
  const all = [...streams.memory.cards.values()];
  if (memoryIds === null) return all.filter((card) => card.status === 'erased' && card.rev === rev);
  return memoryIds.flatMap((id) => streams.memory.cards.get(id) ?? []);
}

/** Few are read one by one, many in one pass over the stream. */
function* recordsOf(
  journal: ErasingDeps['journal'],
  cards: readonly MemoryCard[],
): Generator<{ card: MemoryCard; record: ReturnType<typeof assertedOf> }> {
  if (cards.length < readInOnePass) {
    for (const card of cards) yield { card, record: assertedOf(journal, card) };
    return;
  }
  const byId = new Map(cards.map((card) => [card.id, card]));
  for (const record of journal.readStream('memory')) {
    const card = record.type === 'memory.asserted' ? byId.get(record.data.memoryId) : undefined;
    if (card && record.type === 'memory.asserted') yield { card, record };
  }
}

/**
 * What to search for afterwards, and the keys of digests that go with whole subjects: read while it can still be read.
 * `isWhole: false` = keys were destroyed by a try before this one, so that nobody can say any more what to look for.
 */
function needlesOf(
  { journal }: ErasingDeps,
  cards: readonly MemoryCard[],
  { subjectIds }: Erasure,
): { needles: string[]; keyIds: string[]; seqs: number[]; isWhole: boolean; left: number } {
  const whole = new Set(subjectIds);
  const names = new Set<string>();
  const said = new Set<string>();
  const texts = new Set<string>();
  const keyIds = new Set<string>();
  const known = new Set<string>();
  const seqs: number[] = [];
  let isWhole = true;
  for (const { card, record } of recordsOf(journal, cards)) {
    const { text, subject, quote, derivedFrom = [] } = record.data;
    seqs.push(record.seq);
    if (text === '') {
      isWhole = false;
      continue;
    }
    (card.authority === 'human' ? said : texts).add(text);
    if (quote) texts.add(quote);
    if (card.subjectId === null || !whole.has(card.subjectId)) continue;
    if (!known.has(subject)) {
      known.add(subject);
      keyIds.add(subjectKeyId(subjectName(subject)));
    }
    // What was only made from the rest goes along; its subject is not what was to be forgotten.
    if (derivedFrom.length === 0) names.add(subject);
  }
  const all = [...said, ...names, ...texts];
  return {
    needles: all.slice(0, maxNeedles),
    keyIds: [...keyIds],
    seqs,
    isWhole,
    left: Math.max(0, all.length - maxNeedles),
  };
}
