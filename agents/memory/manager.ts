/** What the memory manager does with a model: proposes how a conflict ends, and makes one sentence of several. It never deletes. */
import { decideSettle } from '../domain/decide/memory-person.ts';
import { needsPerson } from '../domain/decide/memory-compare.ts';
import { accept, refuse } from '../domain/decide/refuse.ts';
import type { Answer } from '../domain/commands.ts';
import type { NewEvent } from '../domain/events.ts';
import { joinLabels, noLabels } from '../domain/labels.ts';
import { isStanding } from '../domain/memory-state.ts';
import type { Settling } from '../domain/memory.ts';
import { assertedOf } from './indexer.ts';
import { unsaid } from './draft.ts';
import { learn, type LearnDeps } from './learn.ts';
import type { MemoryNote, WorkScope } from './team-memory.ts';

/** A proposal the manager is less sure of goes to the person. */
const sureEnough = 0.8;

/** How the manager would end a conflict, and why. */
export interface Proposal {
  conflictId: string;
  how: Settling;
  winnerId: string | null;
  reason: string;
  /** From 0 to 1. */
  confidence: number;
}

/** A conflict as the manager reads it. */
export interface OpenConflict {
  id: string;
  difference: string | null;
  needsPerson: boolean;
  isTainted: boolean;
  members: {
    id: string;
    subject: string;
    text: string;
    author: string;
    authority: string;
    source: string | null;
    day: string;
  }[];
}

export function openConflicts({ journal, streams }: Pick<LearnDeps, 'journal' | 'streams'>): OpenConflict[] {
  const { cards, conflicts } = streams.memory;
  return conflicts.map((conflict) => ({
    id: conflict.id,
    difference: conflict.difference,
    needsPerson: needsPerson({ cards }, conflict),
    isTainted: conflict.memberIds.some((id) => cards.get(id)?.tainted === true),
    members: conflict.memberIds.flatMap((id) => {
      const card = cards.get(id);
      if (!card) return [];
      const { subject, text, sourceUri } = assertedOf(journal, card).data;
      const day = new Date(card.validFromMs ?? card.recordedAtMs).toISOString().slice(0, 10);
      return [{ id, subject, text, author: card.author, authority: card.authority, source: sourceUri, day }];
    }),
  }));
}

/** Settles where a rule leaves it to the manager; else the proposal waits beside the question. `settled: false` = a person decides. */
export async function propose(
  { streams, clock }: LearnDeps,
  { conflictId, how, winnerId, reason, confidence }: Proposal,
  { scope, key }: { scope: WorkScope; key: string },
): Promise<Answer<{ settled: boolean }>> {
  const conflict = streams.memory.conflicts.find(({ id }) => id === conflictId);
  if (!conflict) return refuse('conflict.unknown', 'There is no such open question. Ask for the open ones again.');
  if (how === 'keep' && (winnerId === null || !conflict.memberIds.includes(winnerId)))
    return refuse('input.invalid', 'Name the memory to keep by its id.');
  const mayNot = needsPerson(streams.memory, conflict) || confidence < sureEnough || conflict.cause === 'basis';
  const memberIds = [...conflict.memberIds];
  const proposed: NewEvent = {
    type: 'memory.proposed',
    data: { conflictId, memberIds, how, winnerId, reason, author: scope.teammateId },
  };
  const decide = (): Answer<NewEvent[]> =>
    mayNot
      ? accept([proposed])
      : decideSettle(streams.memory, { conflictId, memberIds, how, winnerId }, 'manager', reason);
  const meta = { actor: `teammate/${scope.teammateId}`, atMs: clock.now(), commandId: key };
  const done = await streams.commit('memory', decide, meta);
  return done.ok ? accept({ settled: !mayNot }) : done;
}

/** Makes a memory of several, which stay: it rests on them, carries their labels, and counts as inferred. */
export async function consolidate(
  deps: LearnDeps,
  note: Pick<MemoryNote, 'kind' | 'subject' | 'text' | 'question' | 'value'>,
  fromIds: readonly string[],
  { scope, key }: { scope: WorkScope; key: string },
): Promise<Answer<{ memoryId: string }>> {
  const { journal, streams, makeId } = deps;
  const cards = fromIds.flatMap((id) => streams.memory.cards.get(id) ?? []).filter(isStanding);
  const [first] = cards;
  if (!first || cards.length !== fromIds.length)
    return refuse('memory.unknown', 'Not all of these are in the team’s memory. Recall them again.');
  if (cards.some((card) => card.scope !== first.scope || card.scopeId !== first.scopeId))
    return refuse('input.invalid', 'These belong to different teammates or tasks. Make one sentence for each.');
  const labels = cards.map((card) => assertedOf(journal, card).data.labels).reduce(joinLabels, noLabels);
  const ranks = ['public', 'internal', 'confidential', 'secret'] as const;
  const sensitivity = ranks[Math.max(...cards.map((card) => ranks.indexOf(card.sensitivity)))] ?? 'internal';
  const { scope: owner, scopeId } = first;
  const answer = await learn(
    deps,
    {
      ...unsaid,
      ...note,
      memoryId: makeId('mem'),
      scope: owner,
      scopeId,
      authority: 'inferred',
      author: scope.teammateId,
      taskId: scope.taskId,
      runId: scope.runId,
      labels,
      sensitivity,
      derivedFrom: [...fromIds],
    },
    { actor: `teammate/${scope.teammateId}`, commandId: key },
  );
  return answer.ok ? accept({ memoryId: answer.value.memoryId }) : answer;
}
