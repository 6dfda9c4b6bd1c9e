/** A board with a past: thousands of memories, and among them some of every standing there is. All of it comes of one seed. */
import path from 'node:path';
import { noLabels } from '../../../agents/domain/labels.ts';
import type { MemoryKind, MemoryStatus } from '../../../agents/domain/memory.ts';
import { sealed } from '../../../agents/domain/sealed.ts';
import { openSqliteJournal, type SqliteJournal } from '../../../agents/journal/sqlite.ts';
import { systemClock, type Clock } from '../../../agents/lib/clock.ts';
import { openLanceIndex } from '../../../agents/memory/lance.ts';
import { learn, type LearnDeps } from '../../../agents/memory/learn.ts';
import { makeTeamMemory, type TeamMemory } from '../../../agents/memory/team-memory.ts';
import { fade } from '../../../agents/memory/tending.ts';
import { openStreams } from '../../../agents/streams.ts';
import { countingIds } from '../../../agents/testing.ts';
import { makeRandom, type Random } from '../sim/random.ts';

const yearMs = 365 * 24 * 3_600_000;
const fromMs = Date.UTC(2026, 0, 5);
const names = ['Halden', 'Bolt', 'Acme', 'Norrby', 'Quill', 'Tarn', 'Vesper', 'Wick'] as const;
const fields = ['Foods', 'Logistics', 'Media', 'Steel', 'Textiles', 'Energy', 'Systems', 'Travel'] as const;
const verbs = ['pays', 'asks for', 'renews', 'ships', 'declines', 'wants', 'reviews', 'cancels'] as const;
const questions = ['renewal date', 'payment terms', 'contact', 'discount', 'delivery day'] as const;
const kinds: [MemoryKind, ...MemoryKind[]] = ['fact', 'fact', 'episode', 'episode', 'procedure', 'decision'];
const syllables = ['ba', 'co', 'du', 'fe', 'gi', 'lo', 'mu', 'na', 'pe', 'ri', 'so', 'tu', 've', 'zo'] as const;

export const indexFolder = (data: string): string => path.join(data, 'memory');

export function openBoardJournal(data: string): SqliteJournal {
  return openSqliteJournal({ file: path.join(data, 'journal.db'), sealed });
}

/** What memories are learned with, and the team's memory over it. */
interface Board {
  deps: LearnDeps;
  memory: TeamMemory;
  stop(): Promise<void>;
}

/** The team's memory of a data folder, with its index. */
export async function openBoard(data: string, clock: Clock = systemClock): Promise<Board> {
  const journal = openBoardJournal(data);
  const makeId = countingIds();
  const index = await openLanceIndex(indexFolder(data));
  const streams = openStreams(journal, (records) => memory.notify(records));
  const deps = { journal, streams, clock, makeId };
  const memory = makeTeamMemory({ ...deps, index, log: () => undefined });
  return {
    deps,
    memory,
    async stop() {
      await memory.idle();
      await memory.stop();
      await journal.stop();
    },
  };
}

/** Resolves when all that is in the journal is in the index. */
export async function caughtUp({ memory }: Board): Promise<void> {
  await memory.knowledge({ text: null, from: 'all', standing: 'in-use', offset: 0, limit: 1 });
}

/** Fills an empty data folder; resolves with how many memories have each standing. */
export async function fillBoard(
  data: string,
  seed: number,
  memories: number,
  progress: (line: string) => void,
): Promise<Record<MemoryStatus, number>> {
  const random = makeRandom(seed);
  let nowMs = fromMs;
  const board = await openBoard(data, { ...systemClock, now: () => nowMs });
  const { deps, memory } = board;
  const { cards } = deps.streams.memory;
  for (let at = 0; at < memories; at += 1) {
    nowMs += (yearMs * 1.5) / memories;
    await say(board, random, at);
    if (random.chance(0.04)) await change(board, random, at);
    if ((at + 1) % 1_000 === 0) progress(`${at + 1} memories said`);
  }
  await fade({ ...deps, readSource: async () => null, idle: async () => undefined, log: progress });
  const memoryIds = [...cards.keys()].filter(() => random.chance(0.02));
  const what = { kind: 'memories' as const, memoryIds: memoryIds.slice(0, 500) };
  await memory.dispatch('erase', { type: 'memory.erase', erasureId: 'er_1', what, withTasks: false });
  await memory.idle();
  await caughtUp(board);
  const counts = { active: 0, disputed: 0, superseded: 0, retracted: 0, faded: 0, quarantined: 0, erased: 0 };
  for (const { status } of cards.values()) counts[status] += 1;
  await board.stop();
  return counts;
}

/** One more sentence: a person's, a teammate's, or one that came from outside. */
async function say({ deps }: Board, random: Random, at: number): Promise<void> {
  const subject = `${random.pick(names)} ${random.pick(fields)}`;
  const asks = random.chance(0.3);
  const isOutside = random.chance(0.1);
  const isPerson = !isOutside && random.chance(0.4);
  const words = Array.from({ length: 4 + random.below(12) }, () => wordOf(random)).join(' ');
  const own = random.chance(0.1);
  await learn(
    deps,
    {
      memoryId: `mem_${String(at).padStart(6, '0')}`,
      kind: random.pick(kinds),
      scope: own ? 'agent' : 'team',
      scopeId: own ? 'maya' : 'team',
      subject,
      text: `${subject} ${random.pick(verbs)} ${words}`,
      question: asks ? random.pick(questions) : null,
      value: asks ? `${random.below(90)}` : null,
      cardinality: 'one',
      authority: isPerson ? 'human' : 'agent',
      author: isPerson ? 'person' : 'maya',
      taskId: `t_${Math.floor(at / 20)}`,
      runId: null,
      sourceUri: null,
      quote: null,
      labels: isOutside ? { tainted: true, private: false, from: ['mail/1'] } : noLabels,
      sensitivity: 'internal',
      // Without a day nobody can tell which of two answers is the newer: they are in dispute.
      validFromMs: asks && random.chance(0.6) ? deps.clock.now() : null,
      validToMs: null,
      supersedes: [],
      derivedFrom: [],
    },
    { actor: 'person', commandId: `say-${at}` },
  );
}

/** Something of before is put right, forgotten or brought back. */
async function change({ memory, deps }: Board, random: Random, at: number): Promise<void> {
  const cards = [...deps.streams.memory.cards.values()];
  const card = cards[random.below(cards.length)];
  if (!card) return;
  const commandId = `change-${at}`;
  const what = random.below(3);
  if (what === 0) await memory.dispatch(commandId, { type: 'memory.forget', memoryId: card.id });
  else if (what === 1) await memory.dispatch(commandId, { type: 'memory.restore', memoryId: card.id });
  else
    await memory.dispatch(commandId, {
      type: 'memory.correct',
      replacesId: card.id,
      rev: card.rev,
      memoryId: `mem_r${String(at).padStart(6, '0')}`,
      kind: card.kind,
      subject: `${random.pick(names)} ${random.pick(fields)}`,
      text: `Put right: ${wordOf(random)} ${wordOf(random)} ${wordOf(random)}`,
      claim: null,
      teammateId: null,
      validFromMs: null,
      taskId: null,
    });
}

/** Some words are said often and most hardly ever, as in any language. */
function wordOf(random: Random): string {
  const rank = Math.floor(syllables.length ** (3 * random.next() ** 0.5));
  const [a, b] = [Math.floor(rank / syllables.length), rank % syllables.length];
  return `${syllables[a % syllables.length]}${syllables[b]}${syllables[(a + b) % syllables.length]}${rank > 196 ? syllables[Math.floor(a / syllables.length)] : ''}`;
}
