/** Writes what the team knows into a file, and reads one: what may come in of it, line by line. */
import { setImmediate } from 'node:timers/promises';
import type { Answer } from '../domain/commands.ts';
import { accept } from '../domain/decide/refuse.ts';
import { Imported } from '../domain/memory-commands.ts';
import { isStanding } from '../domain/memory-state.ts';
import type { MemoryFile, ParsedMemory } from '../domain/memory-views.ts';
import type { MemoryCard } from '../domain/memory.ts';
import { Exchanged, fromJson, problemIn, toJson, type Found, type Problem, type Read } from './exchange.ts';
import { fromMarkdown, toMarkdown } from './exchange-markdown.ts';
import { assertedOf } from './indexer.ts';
import type { LearnDeps } from './learn.ts';
import { secretIn } from './secrets.ts';

/** Work goes on between so many. */
const atOnce = 500;

/** Contract: what is taught or forgotten while it is written may be in it or not. */
export async function exportMemory(
  deps: Pick<LearnDeps, 'journal' | 'streams' | 'clock'>,
  format: 'markdown' | 'json',
): Promise<Answer<MemoryFile>> {
  const { streams, clock } = deps;
  const memories: Exchanged[] = [];
  const cards = [...streams.memory.cards.values()].filter(isStanding);
  for (const [at, card] of cards.entries()) {
    if (at % atOnce === atOnce - 1) await setImmediate();
    memories.push(exchangedOf(deps, card));
  }
  const day = new Date(clock.now()).toISOString().slice(0, 10);
  if (format === 'json') return accept({ name: `muster-memory-${day}.json`, text: toJson(memories) });
  const nameOf = (author: string): string => streams.teammates.get(author)?.profile.name ?? author;
  return accept({ name: `muster-memory-${day}.md`, text: toMarkdown(memories, clock.now(), nameOf) });
}

function exchangedOf({ journal }: Pick<LearnDeps, 'journal'>, card: MemoryCard): Exchanged {
  const { data } = assertedOf(journal, card);
  return {
    id: card.id,
    kind: card.kind,
    status: Exchanged.shape.status.parse(card.status),
    scope: card.scope,
    scopeId: card.scopeId,
    subject: data.subject,
    text: data.text,
    question: data.claimKey,
    value: data.value ?? null,
    cardinality: card.cardinality,
    validFromMs: card.validFromMs,
    validToMs: card.validToMs,
    recordedAtMs: card.recordedAtMs,
    authority: card.authority,
    author: card.author,
    taskId: card.taskId,
    runId: card.runId,
    sourceUri: data.sourceUri,
    quote: data.quote ?? null,
    confidence: card.confidence,
    sensitivity: card.sensitivity,
    labels: data.labels,
    derivedFrom: [...card.derivedFrom],
  };
}

/** Reads JSON or Markdown. A refusal when the file as a whole cannot be read; what is wrong with a single sentence is a problem of its own. */
export function parseMemory({ makeId }: Pick<LearnDeps, 'makeId'>, { name, text }: MemoryFile): Answer<ParsedMemory> {
  const isJson = name.endsWith('.json') || text.trimStart().startsWith('{');
  const found = isJson ? readsOf(fromJson(text)) : fromMarkdown(text);
  if (!found.ok) return found;
  const items: Imported[] = [];
  const problems: Problem[] = [...found.value.problems];
  for (const { line, item } of found.value.items) {
    const taken = importedOf(item, makeId);
    if (typeof taken === 'string') problems.push({ line, problem: taken });
    else items.push(taken);
  }
  return accept({ items, problems: problems.toSorted((a, b) => a.line - b.line) });
}

function readsOf(found: Answer<Found<Exchanged>>): Answer<Found<Read>> {
  if (!found.ok) return found;
  const items = found.value.items.map(({ line, item }) => {
    const { kind, status, scope, subject, text, question, value, sensitivity, validFromMs, validToMs, labels } = item;
    const claim = question === null ? null : { question, value };
    return {
      line,
      item: { kind, status, scope, subject, text, claim, sensitivity, validFromMs, validToMs, labels },
    };
  });
  return accept({ items, problems: found.value.problems });
}

/** A memory as the command takes it, or why it stays out. */
function importedOf({ status, scope, ...said }: Read, makeId: LearnDeps['makeId']): Imported | string {
  // What a person has not looked at there comes into use nowhere by being moved.
  if (status === 'quarantined')
    return 'It waits for a person to look at it, so it is left out. Look at it where it is from.';
  if (scope === 'agent' || scope === 'task')
    return `It is for one ${scope === 'agent' ? 'teammate' : 'task'} alone, whom another board does not know, so it is left out.`;
  const taken = Imported.safeParse({ memoryId: makeId('mem'), scope, ...said });
  if (!taken.success) return `${problemIn(taken.error)} It is left out.`;
  const secret = secretIn(`${said.subject}\n${said.text}\n${said.claim?.value ?? ''}`);
  return secret === null ? taken.data : `This looks like ${secret}. Secrets are never remembered, so it is left out.`;
}
