import type { TaskState } from '../../agents/domain/task.ts';
import { StateLabel } from '../ui/state-label.tsx';
import { lookOf } from './task-words.ts';
import { useTaskWords } from './use-task-words.ts';

/** The state of a task as icon, word and colour, kept true by the store. `flat`: no ground behind “failed”. */
export function TaskStateLabel({ task, flat }: { task: TaskState; flat?: boolean }) {
  const { state, text } = useTaskWords(task);
  return <StateLabel {...lookOf(state)} flat={flat} text={text} />;
}
