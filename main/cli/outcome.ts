/** What a task's state means for the terminal: go on waiting, ask, accept, or end with an exit code. Pure. */
import { shownState, type InboxItem, type TaskState } from '../../agents/index.ts';

export type Next =
  | { do: 'wait' }
  /** An open item; only a question may be answered without a person. */
  | { do: 'ask'; item: InboxItem }
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
};

export function nextFor(task: TaskState): Next {
  const item = task.items.find((other) => other.kind !== 'review');
  if (task.status === 'working' && item) return { do: 'ask', item };
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
      return { do: 'end', code: 1, why: task.run?.failure?.message ?? 'The work stopped on a problem.' };
    case 'stopped':
      return { do: 'end', code: 1, why: 'The task was stopped.' };
    case 'paused':
      if (task.run?.how === 'capped')
        return { do: 'end', code: 3, why: `The cap on ${capWords[task.run.cap ?? ''] ?? 'spending'} was reached.` };
      return { do: 'end', code: 3, why: 'The task is paused.' };
    case 'draft':
    case 'queued':
    case 'working':
    case 'stopping':
      return { do: 'wait' };
  }
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
