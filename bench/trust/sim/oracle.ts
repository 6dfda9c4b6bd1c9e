/** Judges a finished world by what the sink got, what the disk holds and what the board says. It knows promises, not the engine's insides. */
import type { EventRecord, RecordOf, TaskEvent } from '../../../agents/domain/events.ts';
import { projectTask, toCard } from '../../../agents/domain/project.ts';
import type { Call, TaskState } from '../../../agents/domain/task.ts';
import { canonicalJson } from '../../../agents/lib/json.ts';
import type { Workforce } from '../../../agents/workforce.ts';
import type { Append, Disk } from './disk.ts';
import { tokenOf } from './model.ts';
import { whilePaused } from './oracle-pause.ts';
import { judgeTeam } from './oracle-team.ts';
import type { Diary } from './person.ts';
import type { Evidence, OracleName, Violation } from './promises.ts';
import { named, natures, type Sink } from './sink.ts';

const atRest = new Set<TaskState['status']>(['draft', 'review', 'done', 'failed', 'stopped', 'paused']);

/** True when no task is under way. */
export function isAtRest(board: Workforce): boolean {
  return board.snapshot().tasks.every((task) => atRest.has(task.status));
}

/** Names what the board shows otherwise than a fold of the whole log. */
export function differsFromLog(board: Workforce, log: readonly EventRecord[]): string[] {
  const { seq, tasks } = board.snapshot();
  const folded = foldTasks(log.filter((record) => record.seq <= seq));
  const differing = [...folded.values()]
    .filter((task) => !task.archived)
    .filter((task) => {
      const shown = tasks.find((other) => other.id === task.id);
      const whole = board.task(task.id);
      return !isSame(shown, toCard(task)) || !whole.ok || !isSame(whole.value.task, task);
    });
  return differing.map((task) => `${task.id} is not what its events say`);
}

/** The order of keys says nothing; it is nearly always the same, and then there is less to do. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other) || canonicalJson(one) === canonicalJson(other);
}

function foldTasks(log: readonly EventRecord[]): Map<string, TaskState> {
  const tasks = new Map<string, TaskState>();
  for (const record of log) {
    if (!record.stream.startsWith('task/')) continue;
    const id = record.stream.slice('task/'.length);
    // Only task events stand in a task's stream.
    const next = projectTask(tasks.get(id) ?? null, record as RecordOf<TaskEvent>);
    if (next) tasks.set(id, next);
  }
  return tasks;
}

export function judge(evidence: Evidence): Violation[] {
  const log = evidence.disk.records();
  const tasks = [...foldTasks(log).values()];
  const calls = new Map(
    tasks.flatMap((task) => (task.turns ?? []).flatMap((turn) => turn.calls)).map((call) => [tokenOf(call.args), call]),
  );
  const found = (oracle: OracleName, whats: string[]): Violation[] => whats.map((what) => ({ oracle, what }));
  const { sink, proposals, diary } = evidence;
  return [
    ...found('lost', lost(log, evidence.disk)),
    ...found('duplicate', duplicates(sink, diary)),
    ...found('stuck', stuck(evidence.board)),
    ...found('untold', untold(tasks, calls, sink, log)),
    ...found('unapproved', unapproved(evidence)),
    ...found('after end', afterEnd(sink, evidence.disk.appends)),
    ...found('while paused', whilePaused(evidence, calls)),
    ...found('partial', sink.effects.filter((effect) => proposals.cut.has(effect.token)).map(named)),
    ...found('caps', capsPassed(diary, log)),
    ...found('answer', contradictions(diary, log)),
    ...found('internal', internal(log)),
    ...judgeTeam(evidence, log),
  ];
}

function lost(log: readonly EventRecord[], { appends, hasBlob }: Disk): string[] {
  const versions = new Map<string, number>();
  const gaps = log.filter((record, index) => {
    const version = (versions.get(record.stream) ?? 0) + 1;
    versions.set(record.stream, version);
    return record.seq !== index + 1 || record.version !== version;
  });
  const heard = appends.filter((append) => append.answered !== null).flatMap((append) => append.records);
  const gone = heard.filter((record) => !isSame(log[record.seq - 1], record));
  const unbacked = log.filter((record) => blobsOf(record).some((hash) => !hasBlob(hash)));
  return [
    ...unbacked.map((record) => `a blob that ${record.type} at ${record.seq} names is gone`),
    ...gaps.map((record) => `a gap at ${record.seq}`),
    ...gone.map((record) => `${record.type} at ${record.seq} was answered and is not on disk`),
  ];
}

/** What an event says lies in the blob store. */
function blobsOf({ type, data }: EventRecord): string[] {
  const named = [
    ...(type === 'call.begun' ? [data.before] : []),
    ...(type === 'call.succeeded' ? [data.blob, data.change?.before, data.change?.after] : []),
  ];
  return named.filter((hash) => typeof hash === 'string');
}

function duplicates(sink: Sink, diary: Diary): string[] {
  const byToken = Map.groupBy(sink.effects, (effect) => effect.token);
  return [...byToken].flatMap(([token, effects]) => {
    const [first] = effects;
    if (!first) return [];
    const allowed = 1 + (diary.runAgain.get(token) ?? 0);
    const isTwice = !natures[first.tool]?.idempotent && effects.length > allowed;
    const hasOneKey = effects.every((effect) => effect.key === first.key);
    const hasSameBytes = effects.every((effect) => effect.bytes === first.bytes);
    return [
      ...(isTwice ? [`${named(first)} happened ${effects.length} times`] : []),
      ...(hasOneKey ? [] : [`${named(first)} happened under different keys`]),
      ...(hasSameBytes ? [] : [`${named(first)} happened with different bytes`]),
    ];
  });
}

function stuck(board: Workforce): string[] {
  return board
    .snapshot()
    .tasks.filter((task) => !atRest.has(task.status))
    .map((task) => `${task.id} is ${task.status} and nothing is due`);
}

/**
 * Of effects that may not be repeated the board must know: done, or once put to the person as a doubt, or named by a stop.
 * What rests in a paused run is told when the run goes on.
 */
function untold(
  tasks: readonly TaskState[],
  calls: ReadonlyMap<string, Call>,
  sink: Sink,
  log: readonly EventRecord[],
): string[] {
  const atPause = new Set(tasks.map((task) => (task.run?.how === null ? task.run.runId : '')));
  const doubted = new Set(log.flatMap((record) => (record.type === 'call.doubted' ? [record.data.callId] : [])));
  const leftBy = stopReports(log);
  const happened = new Map(sink.effects.map((effect) => [effect.token, effect]));
  const hidden = [...happened.values()].filter((effect) => {
    const call = calls.get(effect.token);
    if (natures[effect.tool]?.idempotent || call?.state === 'succeeded' || doubted.has(call?.callId ?? ''))
      return false;
    if (call?.state === 'begun' && atPause.has(effect.runId)) return false;
    return !leftBy.get(effect.runId)?.some((line) => line.includes(effect.tool));
  });
  // What the person did themselves happened elsewhere.
  const taken = new Set(log.flatMap((record) => (record.type === 'call.taken' ? [record.data.callId] : [])));
  const claimed = [...calls].filter(
    ([token, call]) =>
      natures[call.tool] && call.state === 'succeeded' && !happened.has(token) && !taken.has(call.callId),
  );
  return [
    ...hidden.map((effect) => `${named(effect)} is ${calls.get(effect.token)?.state ?? 'unknown'} on the board`),
    ...claimed.map(([token, call]) => `${call.tool} ${token} is done on the board and never happened`),
  ];
}

/** By run: what the person was told of a stop. */
function stopReports(log: readonly EventRecord[]): Map<string, string[]> {
  const runs = new Map<string, string>();
  const reports = new Map<string, string[]>();
  for (const { stream, type, data } of log) {
    if (type === 'run.started') runs.set(stream, data.runId);
    else if (type === 'task.stopped') reports.set(runs.get(stream) ?? '', Object.values(data).flat());
  }
  return reports;
}

function unapproved({ sink, rules, diary, proposals }: Evidence): string[] {
  const wrong = sink.effects.filter((effect) => {
    const verdict =
      rules.find((rule) => rule.tool === effect.tool)?.verdict ?? (effect.tool === 'put' ? 'allow' : 'ask');
    if (verdict === 'deny' || proposals.invalid.has(effect.token)) return true;
    if ((diary.declined.get(effect.token) ?? Infinity) < effect.tick) return true;
    return verdict === 'ask' && !diary.approved.has(effect.token);
  });
  return wrong.map(named);
}

function afterEnd(sink: Sink, appends: readonly Append[]): string[] {
  const ends = new Map<string, number>();
  for (const { committed, records } of appends) {
    for (const record of records) if (record.type === 'run.ended') ends.set(record.data.runId, committed ?? Infinity);
  }
  return sink.effects.filter((effect) => effect.tick > (ends.get(effect.runId) ?? Infinity)).map(named);
}

/** Held to what the person allowed when the task was made, and doubled since; what was handed on counts too. */
function capsPassed({ given }: Diary, log: readonly EventRecord[]): string[] {
  const raises = Map.groupBy(
    given.flatMap(({ command }) =>
      command.type === 'item.release' && command.how === 'raise' ? [command.taskId] : [],
    ),
    (taskId) => `task/${taskId}`,
  );
  const usedBy = usesOf(log);
  return given.flatMap(({ command }) => {
    if (command.type !== 'task.create') return [];
    const stream = `task/${command.taskId}` as const;
    const factor = 2 ** (raises.get(stream)?.length ?? 0);
    const runs = log.flatMap((record) =>
      record.type === 'run.started' && record.stream === stream ? [record.data.runId] : [],
    );
    return runs.flatMap((runId) => {
      const used = usedBy(runId);
      return (['turns', 'calls', 'usdMicros'] as const)
        .filter((name) => used[name] > (command.caps?.[name] ?? Infinity) * factor)
        .map((name) => `${runId} of ${stream}: ${used[name]} ${name} of ${(command.caps?.[name] ?? 0) * factor}`);
    });
  });
}

type Use = Record<'turns' | 'calls' | 'usdMicros', number>;

/** What a run used, with all it handed on. */
function usesOf(log: readonly EventRecord[]): (runId: string) => Use {
  const byRun = Map.groupBy(log, (record) => ('runId' in record.data && record.data.runId) || '');
  const parts = Map.groupBy(
    log.flatMap((record) =>
      record.type === 'task.created' && record.data.parent
        ? [{ stream: record.stream, runId: record.data.parent.runId }]
        : [],
    ),
    (part) => part.runId,
  );
  const usedBy = (runId: string): Use => {
    const own = byRun.get(runId) ?? [];
    const turns = new Set(own.flatMap((record) => (record.type === 'turn.begun' ? [record.data.turn] : [])));
    const calls = new Set(own.flatMap((record) => (record.type === 'call.begun' ? [record.data.callId] : [])));
    const costs = own.map((record) => ('costUsdMicros' in record.data && record.data.costUsdMicros) || 0);
    // A part begun again by a person is granted anew, so its last run counts.
    const below = (parts.get(runId) ?? []).flatMap(({ stream }) => {
      const last = log.findLast((record) => record.type === 'run.started' && record.stream === stream);
      return last?.type === 'run.started' ? [usedBy(last.data.runId)] : [];
    });
    return {
      turns: turns.size + sum(below.map((use) => use.turns)),
      calls: calls.size + sum(below.map((use) => use.calls)),
      usdMicros: sum(costs) + sum(below.map((use) => use.usdMicros)),
    };
  };
  return usedBy;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Pausing what is paused does nothing and leaves nothing, so that it may do something later; the same for these. */
const mayChangeNothing = /^(?:workspace\.(?:pause|resume)|task\.(?:assign|reorder)|teammate\..*)$/;

/** A command that was done is never answered otherwise. */
function contradictions({ given }: Diary, log: readonly EventRecord[]): string[] {
  const didSomething = ({ id, answer }: Diary['given'][number]): boolean =>
    answer?.ok === true && log[answer.value.seq - 1]?.commandId === id;
  return given
    .filter((one) => one.answer?.ok && (didSomething(one) || !mayChangeNothing.test(one.command.type)))
    .filter(({ answer, later }) => later.some((other) => !isSame(other, answer)))
    .map(({ id, command }) => `${id} ${command.type} was answered in two ways`);
}

function internal(log: readonly EventRecord[]): string[] {
  return log.flatMap((record) =>
    (record.type === 'turn.failed' || record.type === 'run.ended') && record.data.failure?.code === 'engine.internal'
      ? [`${record.stream} at ${record.seq}: ${record.data.failure.message}`]
      : [],
  );
}
