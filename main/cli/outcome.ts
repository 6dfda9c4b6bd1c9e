/** What a task's state means for the terminal: go on waiting, ask, accept, or end with an exit code. Pure. */
import { doubts, needsYou, shownState, type InboxItem, type TaskState } from '../../agents/index.ts';

export type Next =
  | { do: 'wait' }
  /** An open item, of the task or of a part of it; only a question may be answered without a person. */
  | { do: 'ask'; task: TaskState; item: InboxItem }
  /** The checks passed: the rule of `muster run` takes the result. */
  | { do: 'accept' }
  | { do: 'end'; code: ExitCode; why: string };

/** 0 done · 1 failed · 3 needs the person. */
export type ExitCode = 0 | 1 | 3;

const capWords: Record<string, string> = {
  turns: 'turns',
  calls: 'tool calls',
  usdMicros: 'money',
  tokens: 'tokens',
  activeMs: 'working time',
  dayUsdMicros: 'money for a day',
  dayTokens: 'tokens for a day',
};

/** `parts`: the tasks it has handed on, at any depth. What one of them asks is asked of whoever runs the task. */
export function nextFor(task: TaskState, parts: readonly TaskState[] = []): Next {
  if (task.status === 'working') {
    for (const one of [task, ...parts]) {
      const item = needsYou(one) ? one.items.find((other) => other.kind !== 'review') : undefined;
      if (item) return { do: 'ask', task: one, item };
    }
  }
  switch (task.status) {
    case 'done':
      return task.verdict === 'passed'
        ? { do: 'end', code: 0, why: 'The checks passed.' }
        : { do: 'end', code: 3, why: 'You took the result; not all of its checks passed.' };
    case 'review':
      if (task.verdict === 'passed') return { do: 'accept' };
      if (task.verdict === 'nothing') return { do: 'end', code: 1, why: 'It finished and produced nothing.' };
      return { do: 'end', code: 3, why: reviewWords(task) };
    case 'failed':
      return {
        do: 'end',
        code: 1,
        why: withDoubts(
          task.run?.failure?.message ?? 'The work stopped on a problem.',
          doubts(task).map((item) => item.detail),
        ),
      };
    case 'stopped':
      return { do: 'end', code: 1, why: withDoubts('The task was stopped.', task.stopped?.uncertain ?? []) };
    case 'paused':
      if (task.run?.how === 'capped') return { do: 'end', code: 3, why: capped(task.run.cap) };
      return { do: 'end', code: 3, why: 'The task is paused.' };
    case 'draft':
    case 'queued':
    case 'working':
    case 'stopping':
      return { do: 'wait' };
  }
}

function capped(cap: NonNullable<TaskState['run']>['cap']): string {
  const reached = `The cap on ${capWords[cap ?? ''] ?? 'spending'} was reached.`;
  if (cap !== 'dayUsdMicros' && cap !== 'dayTokens') return reached;
  return `${reached} Raise it in Settings on the board, or wait for the next day (UTC).`;
}

/** How much of a cap is used, from the `used of allowed` of a held task's item: “$1.60 of $2.00”. */
export function capUse(cap: string, detail: string): string {
  const [, used = '', allowed = ''] = /^(\d+) of (\d+)$/.exec(detail) ?? [];
  if (used === '') return detail;
  if (cap.toLowerCase().endsWith('usdmicros')) return `${dollars(used)} of ${dollars(allowed)}`;
  if (cap === 'activeMs') return `${minutes(used)} of ${minutes(allowed)} minutes of work`;
  return `${used} of ${allowed} ${capWords[cap] ?? ''}`.trim();
}

function dollars(micros: string): string {
  return `$${(Number(micros) / 1_000_000).toFixed(2)}`;
}

function minutes(ms: string): number {
  return Math.round(Number(ms) / 60_000);
}

function withDoubts(why: string, uncertain: readonly string[]): string {
  return uncertain.length === 0 ? why : `${why} May have happened: ${uncertain.join('; ')}`;
}

function reviewWords(task: TaskState): string {
  const open = task.results.filter((result) => result.outcome !== 'passed');
  const names = open.map(
    (result) => `${result.label} (${result.outcome === 'failed' ? 'failed' : 'not checked'}: ${result.evidence})`,
  );
  return `The result needs your look: ${names.join('; ') || 'it was not checked'}.`;
}

/** The line `--json` ends with. Paths are absolute, money is in US dollars. */
export interface RunReport {
  taskId: string;
  state: ReturnType<typeof shownState>;
  verdict: TaskState['verdict'];
  artifacts: { path: string; bytes: number; sha256: string }[];
  citations: { file: string; quote: string }[];
  turns: number;
  calls: number;
  costUsd: number;
  practice: boolean;
}

/** `absolute`: the full path of a deliverable. */
export function reportOf(task: TaskState, absolute: (path: string) => string): RunReport {
  return {
    taskId: task.id,
    state: shownState(task),
    verdict: task.verdict,
    artifacts: task.artifacts.map(({ path, bytes, sha256 }) => ({ path: absolute(path), bytes, sha256 })),
    citations: task.citations.map(({ file, quote }) => ({ file, quote })),
    turns: task.run?.turns ?? 0,
    calls: task.run?.calls ?? 0,
    costUsd: task.costUsdMicros / 1_000_000,
    practice: task.run?.practice ?? false,
  };
}
