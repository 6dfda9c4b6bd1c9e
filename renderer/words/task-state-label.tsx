import { shownState } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { useApp, useTeammate } from '../store/use-app.ts';
import { useNow } from '../ui/relative-time.tsx';
import { StateLabel } from '../ui/state-label.tsx';
import { lookOf, placeInLine, stateText } from './task-words.ts';

/** The state of a task as icon, word and colour, kept true by the store. `flat`: no ground behind “failed”. */
export function TaskStateLabel({ task, flat }: { task: TaskState; flat?: boolean }) {
  const nowMs = useNow();
  const teammate = useTeammate(task.teammateId);
  const place = useApp((state) => (task.status === 'queued' ? placeInLine(Object.values(state.tasks), task) : null));
  const look = lookOf(shownState(task));
  return (
    <StateLabel
      {...look}
      flat={flat}
      text={stateText(task, { teammateName: teammate?.profile.name ?? null, place, nowMs })}
    />
  );
}
