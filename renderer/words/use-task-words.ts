import { t } from '@lingui/core/macro';
import { useCallback } from 'react';
import type { ShownState } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { useApp } from '../store/use-app.ts';
import { useNow } from '../ui/relative-time.tsx';
import { askingPart, partsDone, partsOf, shownWith } from './parts.ts';
import { liveLine, placeInLine, reasonText, stateText, type Around } from './task-words.ts';

export interface TaskWords {
  /** The state shown, with the task's parts counted. */
  state: ShownState;
  text: string;
  /** The one live line; says why nothing moves when something outside keeps the work waiting. */
  live: string;
  /** What became of its parts, whether or not the live line says it; '' = it has none. */
  parts: string;
}

/** Names teammates by id; nobody and strangers are “a teammate”. */
export function useNameOf(): (teammateId: string | null) => string {
  const teammates = useApp((state) => state.teammates);
  return useCallback((id) => teammates[id ?? '']?.profile.name ?? t`a teammate`, [teammates]);
}

/** All that is said of a task on a card or header, kept true by the store. `place`: its place in line where it is known. */
export function useTaskWords(task: TaskState, place?: number | null): TaskWords {
  const nowMs = useNow();
  const nameOf = useNameOf();
  const asking = useApp((state) => askingPart(partsOf(state.tasks, task.id)));
  const reason = useApp((state) => state.health.waiting.find((row) => row.taskId === task.id) ?? null);
  const counted = useApp((state) =>
    place === undefined && task.status === 'queued' ? placeInLine(Object.values(state.tasks), task) : null,
  );
  const ofRoot = useApp((all) => partsOf(all.tasks, task.parent?.rootId ?? task.id));
  const parts = partsDone(task, ofRoot, nameOf);
  const around: Around = {
    place: place ?? counted,
    nowMs,
    nameOf,
    asking,
    parts,
  };
  const state = shownWith(task, asking);
  const isHeldUp = reason !== null && (state === 'planning' || state === 'working');
  return {
    state,
    text: stateText(task, around),
    live: isHeldUp ? reasonText(reason, nowMs) : liveLine(task, around),
    parts,
  };
}
