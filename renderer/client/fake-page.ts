/** The development server's page without a host: `?fake=morning`, `?fake=first`, `?fake=standing`, `?fake=200`. Never in the build. */
import type { TaskState } from '../../agents/domain/task.ts';
import type { Connect } from './client.ts';
import { fakeMorning, fakeSnapshot, fakeTask } from './fake-board.ts';
import { fakeConflict, fakeMemories, fakeMemory } from './fake-knowledge.ts';
import { fakeStanding } from './fake-standing.ts';
import { fakeCompetence, FakeTeam, fakeVersions } from './fake-team.ts';
import { FakeEngine } from './fake.ts';

declare global {
  interface Window {
    /** The fake engine, for the hands of a test. */
    fakeEngine?: FakeEngine;
  }
}

function exampleTask(): TaskState {
  return fakeTask('t_example', 'Renewal risk of our three largest customers', {
    brief: 'Brief me on the renewal risk of our three largest customers.',
    origin: 'example',
    folder: '/home/you/muster/examples/harbor-office',
  });
}

function tasksFor(kind: string): TaskState[] {
  const nowMs = Date.now();
  const morning = fakeMorning(nowMs);
  const count = Number(kind);
  if (kind === 'first') return [exampleTask()];
  if (kind === 'standing') return fakeStanding(nowMs);
  if (kind === 'empty') return [];
  if (Number.isInteger(count) && count > 0) {
    return Array.from({ length: count }, (_, index) => {
      const model = morning[index % morning.length];
      if (!model) throw new Error('the morning is empty');
      const long =
        index % 7 === 0 ? ' with a title much longer than any card of the board will ever be wide enough to show' : '';
      return { ...model, id: `${model.id}_${index}`, title: `${model.title} ${index}${long}` };
    });
  }
  return morning;
}

/** Connects to a fake engine with the board the address asks for. */
export function fakeConnect(query: URLSearchParams): Connect {
  const kind = query.get('fake') ?? 'morning';
  const isFirst = kind === 'first';
  const settings = isFirst ? {} : { ownerName: 'Elena Marsh', welcomeDismissed: true };
  const snapshot = fakeSnapshot(
    tasksFor(kind),
    { ...settings, density: query.has('compact') ? 'compact' : 'comfortable' },
    isFirst ? 0 : 4_130_000,
  );
  const nowMs = Date.now();
  const knows = kind !== 'first' && kind !== 'empty';
  if (knows) snapshot.knowledge = { version: 1, conflicts: [fakeConflict(nowMs)] };
  const many = Array.from({ length: Number(query.get('memories') ?? 0) }, (_, index) =>
    fakeMemory(`mem_${index}`, `Subject ${Math.floor(index / 7)}`, `Sentence ${index} of very many.`),
  );
  const memories = knows ? [...fakeMemories(nowMs), ...many] : [];
  const maya = fakeVersions(snapshot.teammates, Number(query.get('versions') ?? 4));
  const mode = isFirst ? 'practice' : 'live';
  const model = {
    mode,
    endpoint: 'https://api.anthropic.com',
    keySource: null,
    keyHint: null,
    keyStore: 'file',
    knownModels: [],
  } as const;
  const engine = new FakeEngine({
    snapshot,
    memories,
    team: new FakeTeam(knows ? { maya: fakeCompetence() } : {}, maya),
    setup: { model: { ...model, keyStore: 'file', knownModels: [] } },
  });
  window.fakeEngine = engine;
  return engine.connect;
}
