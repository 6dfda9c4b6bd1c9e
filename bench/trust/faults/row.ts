/** One fault, what was seen when it struck, and what of it was wrong. */
import type { EventRecord } from '../../../agents/domain/events.ts';
import type { TaskState } from '../../../agents/domain/task.ts';
import type { CommandOf } from '../../../agents/domain/commands.ts';

export interface Row {
  name: string;
  about: string;
  /** True: it takes its time, and is left out of the unit tests. */
  isSlow?: boolean;
  run(): Promise<Seen>;
}

export interface Seen {
  /** A few words for the table. */
  seen: string;
  /** One sentence for each promise that was broken. */
  wrong: string[];
  /** Added up over all rows. */
  figures?: Record<string, number>;
}

/** Collects sentences about what should be and is not. */
export function makeMust(): { wrong: string[]; must(isSo: boolean, sentence: string): void } {
  const wrong: string[] = [];
  return { wrong, must: (isSo, sentence) => void (isSo || wrong.push(sentence)) };
}

export function newTask(taskId = 't_1', patch: Partial<CommandOf<'task.create'>> = {}): CommandOf<'task.create'> {
  return {
    type: 'task.create',
    taskId,
    title: null,
    brief: `Do it, ${taskId}.`,
    folder: null,
    checks: null,
    caps: null,
    teammateId: 'tm_ada',
    origin: 'person',
    ...patch,
  };
}

/** Lets every tool act without asking. */
export const allowAll: CommandOf<'settings.change'> = {
  type: 'settings.change',
  settings: { rules: [{ id: 'all', verdict: 'allow', tool: '*', place: '*', words: 'Go ahead' }] },
};

export function ofType<T extends EventRecord['type']>(
  records: readonly EventRecord[],
  type: T,
): Extract<EventRecord, { type: T }>[] {
  return records.filter((record): record is Extract<EventRecord, { type: T }> => record.type === type);
}

export function endOf(task: TaskState | undefined): string {
  return task?.run?.how ?? task?.status ?? 'none';
}

/** True while a process of this id is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
