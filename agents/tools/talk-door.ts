import { foldText } from '../lib/text/fold.ts';
import { ToolError } from './tool.ts';

/** A teammate as another one may call upon it. */
export interface Colleague {
  id: string;
  name: string;
  role: string;
  /** How results of each colleague fared so far; '' = there were none. */
  record: string;
}

/** What the tools that talk may ask of the engine, and the one thing they may do. */
export interface TalkDoor {
  /** Those who can take work now, the one it suits best first; whoever works on this task stands last. */
  team: (work: { title: string; brief: string }, taskId: string) => readonly Colleague[];
  /** Colleagues at work on another task of the same whole, with that task; those who can answer at once first. */
  atWork: (taskId: string) => readonly (Colleague & { taskId: string })[];
  /** Questions put to this task that somebody still waits for, by message. */
  questionsTo: (taskId: string) => readonly string[];
  /** True while anything this task handed on or asked is still open. */
  isAwaiting: (taskId: string) => boolean;
  /** Says something to a colleague's task, once for each `key`; false = nobody works on it any more. */
  comment: (taskId: string, to: string, key: string, text: string) => Promise<boolean>;
}

/** Finds a colleague by name, else the first of a role; undefined = there is none. */
export function findColleague<C extends Colleague>(wanted: string, colleagues: readonly C[]): C | undefined {
  const name = foldText(wanted);
  return (
    colleagues.find((one) => foldText(one.name) === name || one.id === wanted) ??
    colleagues.find((one) => foldText(one.role) === name)
  );
}

/** The error for a name nobody has, with those there are. */
export function nobodyCalled(wanted: string, colleagues: readonly Colleague[]): ToolError {
  const names = colleagues
    .map((one) => `${one.name} (${[one.role, one.record].filter(Boolean).join('; ')})`)
    .join(', ');
  return new ToolError(`There is no teammate ${JSON.stringify(wanted)}. There are: ${names || 'none'}.`);
}
