/** The upkeep of memory that needs no model: what nobody uses fades, sources are looked at again, the week is summed up. */
import { messageOf } from '../lib/error.ts';
import { setImmediate } from 'node:timers/promises';
import { disputed } from '../domain/decide/memory.ts';
import { accept } from '../domain/decide/refuse.ts';
import type { NewEvent } from '../domain/events.ts';
import { quoteStands } from '../lib/text/citations.ts';
import { fadedBelow, presenceOf } from './decay.ts';
import { assertedOf } from './indexer.ts';
import { readWeek } from './knowledge.ts';
import type { LearnDeps } from './learn.ts';

const dayMs = 24 * 3_600_000;
const weekMs = 7 * dayMs;
const perCommit = 200;
/** So many sources are looked at again in one day, those of the newest memories. */
const sourcesADay = 200;

/** A file as it is now; null = it is gone or is no text. */
export type ReadSource = (taskId: string, path: string) => Promise<{ raw: string; readable: string } | null>;

export interface TendingDeps extends Pick<LearnDeps, 'journal' | 'streams' | 'clock'> {
  readSource: ReadSource;
  /** Resolves when nothing is in flight: a person's work goes first. */
  idle: () => Promise<void>;
  log: (line: string) => void;
}

/** Running upkeep. */
export interface Tending {
  /** Something was committed: looks whether the day's upkeep is due. Cheap, never throws. */
  notify(): void;
  stop(): Promise<void>;
}

export function startTending(deps: TendingDeps): Tending {
  const { clock, streams, log } = deps;
  /** A start is not the moment for it. */
  let nextAtUptime = clock.uptime() + 10 * 60_000;
  let running: Promise<void> | null = null;
  const ending = new AbortController();

  const day = async (): Promise<void> => {
    await deps.idle();
    for (const step of [fade, reread, report]) {
      if (ending.signal.aborted) return;
      await step(deps);
    }
  };

  return {
    notify() {
      if (running || ending.signal.aborted || streams.memory.version === 0 || clock.uptime() < nextAtUptime) return;
      nextAtUptime = clock.uptime() + dayMs;
      running = day()
        // Loud enough to be found, and tried again tomorrow: nothing is lost by a day without upkeep.
        .catch((error: unknown) => log(`memory upkeep failed: ${messageOf(error)}`))
        .finally(() => (running = null));
    },
    async stop() {
      ending.abort();
      await running;
    },
  };
}

function commit({ streams, clock }: TendingDeps, events: NewEvent[]): Promise<unknown> {
  return streams.commit('memory', () => accept(events), { actor: 'engine', atMs: clock.now(), commandId: null });
}

/** What is hardly present any more leaves recall; it can be found among the faded, and said again it is back. */
export async function fade(deps: TendingDeps): Promise<void> {
  const { streams, clock } = deps;
  const gone = [...streams.memory.cards.values()].filter((card) => {
    const presence = card.status === 'active' ? presenceOf(card, streams.uses.get(card.id) ?? null, clock.now()) : null;
    return presence !== null && presence < fadedBelow;
  });
  for (let from = 0; from < gone.length; from += perCommit) {
    const memoryIds = gone.slice(from, from + perCommit).map(({ id }) => id);
    await commit(deps, [{ type: 'memory.faded', data: { memoryIds } }]);
  }
}

/** A memory whose file does not say it any more rests on nothing until somebody looks. */
export async function reread(deps: TendingDeps): Promise<void> {
  const { journal, streams } = deps;
  const cards = [...streams.memory.cards.values()].filter(
    (card) => card.status === 'active' && card.hasSource && card.taskId !== null && card.keptAtMs === null,
  );
  for (const card of cards.slice(-sourcesADay)) {
    await setImmediate();
    const { quote, sourceUri } = assertedOf(journal, card).data;
    if (card.taskId === null || quote == null || sourceUri === null) continue;
    const source = await deps.readSource(card.taskId, sourceUri);
    // A file that is gone proves nothing: folders are moved and tidied.
    if (source === null || quoteStands(quote, source.raw, source.readable)) continue;
    const difference = 'the file it was read in does not say it any more';
    // It may have changed while its file was read.
    if (streams.memory.cards.get(card.id)?.rev === card.rev)
      await commit(deps, [disputed(`basis/${card.id}`, [card.id], 'basis', difference, card.id)]);
  }
}

/** Sums up a week that is over, once. */
export async function report(deps: TendingDeps): Promise<void> {
  const { streams, clock, journal } = deps;
  const toMs = clock.now();
  const [first] = streams.memory.cards.values();
  const fromMs = Math.max(streams.memory.reportedToMs, first?.recordedAtMs ?? toMs);
  if (toMs - fromMs < weekMs) return;
  const week = readWeek({ journal, streams, index: null, clock });
  const { learnedTotal: learned, changedTotal: changed, forgottenTotal: forgotten, faded, openConflicts } = week;
  if (learned + changed + forgotten === 0) return;
  const data = {
    fromMs: Math.max(fromMs, toMs - weekMs),
    toMs,
    learned,
    changed,
    forgotten,
    faded,
    openConflicts,
    note: '',
  };
  await commit(deps, [{ type: 'memory.reported', data }]);
}
