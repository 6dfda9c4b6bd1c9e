/** What a person asks of the team's memory, carried out: teach, correct, merge, keep, forget, settle, import. */
import type { Answer, Command, CommandOf } from '../domain/commands.ts';
import {
  decideErase,
  decideReopen,
  decideSettle,
  decideStanding,
  erasureOf,
  withDerived,
} from '../domain/decide/memory-person.ts';
import { accept, refuse } from '../domain/decide/refuse.ts';
import type { NewEvent } from '../domain/events.ts';
import type { Taught } from '../domain/memory-commands.ts';
import { noLabels } from '../domain/labels.ts';
import { unsaid, type Statement } from './draft.ts';
import { isAtRest } from '../domain/state.ts';
import { tasksTelling } from './knowledge.ts';
import { learn, type LearnDeps } from './learn.ts';

export type MemoryCommand = CommandOf<
  | 'memory.teach'
  | 'memory.correct'
  | 'memory.merge'
  | 'memory.keep'
  | 'memory.forget'
  | 'memory.restore'
  | 'memory.settle'
  | 'memory.reopen'
  | 'memory.erase'
  | 'memory.import'
>;

export function isMemoryCommand(command: Command): command is MemoryCommand {
  return command.type.startsWith('memory.');
}

type Done = Answer<{ seq: number }>;

/** Contract: never throws on bad input, that is a refusal; a repeated `commandId` gets the first answer. */
export async function dispatchMemory(deps: LearnDeps, commandId: string, command: MemoryCommand): Promise<Done> {
  const { streams, clock } = deps;
  const meta = { actor: 'person', atMs: clock.now(), commandId };
  const commit = (decide: () => Answer<NewEvent[]>): Promise<Done> => streams.commit('memory', decide, meta);
  const cause = { actor: 'person', commandId };
  switch (command.type) {
    case 'memory.teach':
      return done(await learn(deps, taught(deps, command), cause));
    case 'memory.correct': {
      const { replacesId, rev } = command;
      const old = streams.memory.cards.get(replacesId);
      if (!old) return refuse('memory.unknown', 'This is not in the team’s memory any more. Nothing was saved.');
      const right = { ...taught(deps, command), scope: old.scope, scopeId: old.scopeId };
      return done(await learn(deps, { ...right, supersedes: [replacesId], revs: { [replacesId]: rev } }, cause));
    }
    case 'memory.merge':
      return done(await learn(deps, { ...taught(deps, command), supersedes: command.mergedIds }, cause));
    case 'memory.keep':
    case 'memory.forget':
    case 'memory.restore':
      return commit(() => decideStanding(streams.memory, command));
    case 'memory.settle':
      return commit(() => decideSettle(streams.memory, command, 'person'));
    case 'memory.reopen':
      return commit(() => decideReopen(streams.memory, command.conflictId));
    case 'memory.erase': {
      const named = erasureOf(streams.memory, command.what) ?? [];
      const taskIds = command.withTasks ? tasksTelling(deps, withDerived(streams.memory, named)) : [];
      const busy = taskIds
        .flatMap((id) => streams.tasks.get(id) ?? [])
        .find((task) => !isAtRest(task) && task.status !== 'draft');
      if (busy)
        return refuse(
          'task.wrongState',
          `“${busy.title}” tells of it and is still at work. Stop it first; nothing was erased.`,
        );
      return commit(() => decideErase(streams.memory, command, taskIds));
    }
    case 'memory.import':
      return importAll(deps, commandId, command);
  }
}

function done(answer: Done): Done {
  return answer.ok ? accept({ seq: answer.value.seq }) : answer;
}

/** What a person says is theirs, whatever it was selected from; what it was selected from is named. */
function taught(
  { streams }: LearnDeps,
  { memoryId, kind, subject, text, claim, teammateId, validFromMs, taskId }: Taught,
): Statement {
  const labels = taskId === null ? noLabels : (streams.tasks.get(taskId)?.labels ?? noLabels);
  return {
    ...unsaid,
    memoryId,
    kind,
    ...(teammateId === null
      ? ({ scope: 'team', scopeId: 'team' } as const)
      : ({ scope: 'agent', scopeId: teammateId } as const)),
    subject,
    text,
    question: claim?.question ?? null,
    value: claim?.value ?? null,
    authority: 'human',
    author: 'person',
    taskId,
    // Text from outside stays text from outside, also when a person picks it up.
    labels,
    validFromMs,
  };
}

/** Each sentence is a command of its own, so that an import that was cut off goes on where it stood. */
async function importAll(
  deps: LearnDeps,
  commandId: string,
  { source, items }: CommandOf<'memory.import'>,
): Promise<Done> {
  let seq = deps.streams.seq;
  for (const [index, item] of items.entries()) {
    const { scope, sensitivity, validToMs, labels, ...said } = item;
    const statement = {
      ...taught(deps, { ...said, teammateId: null, taskId: null }),
      scope,
      scopeId: scope,
      sensitivity,
      validToMs,
      labels,
      sourceUri: `import:${source}`,
    };
    const answer = await learn(deps, statement, { actor: 'person', commandId: `${commandId}/${index}` });
    if (!answer.ok)
      return refuse(
        answer.error.code,
        `Sentence ${index + 1} of ${items.length}: ${answer.error.message} The ${index} before it were saved.`,
      );
    ({ seq } = answer.value);
  }
  return accept({ seq });
}
