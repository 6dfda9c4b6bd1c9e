import { useLingui } from '@lingui/react/macro';
import { useApp, useAppContext, taskById } from '../store/use-app.ts';
import { Kbd } from '../ui/kbd.tsx';
import { columnText } from '../words/task-words.ts';
import { roleText } from '../words/team-words.ts';
import { actForColumn, actRows } from './acts.ts';
import { useRanking } from './use-ranking.ts';
import { useDragState, type DragState } from './drag.ts';

/** While something is carried: what letting go would do, how to cancel, and the key that does the same. */
export function DragHint() {
  const drag = useDragState();
  return drag.dragged ? <Bar {...drag} /> : null;
}

function Bar(drag: DragState) {
  const { t } = useLingui();
  const text = useDropText(drag);
  return (
    <p className="pointer-events-none absolute inset-x-0 bottom-6 z-60 mx-auto flex h-10 w-fit max-w-full items-center gap-6 rounded-card bg-surface px-4 whitespace-nowrap text-text-muted shadow-float">
      <span className="min-w-0 truncate">{text}</span>
      <span className="flex flex-none items-center gap-2">
        <Kbd keys="Escape" /> {t`Cancel`}
      </span>
      {drag.over?.kind === 'queue' ? (
        <span className="flex flex-none items-center gap-2">
          <Kbd keys="alt+ArrowUp" /> <Kbd keys="alt+ArrowDown" /> {t`Move without dragging`}
        </span>
      ) : (
        <span className="flex flex-none items-center gap-2">
          <Kbd keys="a" /> {t`Assign without dragging`}
        </span>
      )}
    </p>
  );
}

function useDropText({ dragged, over }: DragState): string {
  const { t } = useLingui();
  const { store } = useAppContext();
  const teammates = useApp((state) => state.teammates);
  const ranking = useRanking(dragged?.kind === 'card' ? dragged.taskId : null);
  const state = store.getState();
  const called = (teammateId: string) => {
    const profile = teammates[teammateId]?.profile;
    return profile ? `${profile.name}, ${roleText(profile.role)}` : '';
  };
  if (!dragged || !over) return t`Carry it to a teammate, or to a column`;
  if (over.kind === 'nobody') return t`Let go to take it back`;
  if (dragged.kind === 'mate' && over.kind === 'card') {
    const title = taskById(state, over.taskId)?.title ?? '';
    return t`Let go to give “${title}” to ${called(dragged.teammateId)}`;
  }
  if (over.kind === 'queue') {
    const title = taskById(state, over.taskId)?.title ?? '';
    return over.edge === 'before' ? t`Let go to move it before “${title}”` : t`Let go to move it behind “${title}”`;
  }
  if (over.kind === 'teammate') {
    const why = ranking.find(({ teammateId }) => teammateId === over.teammateId)?.why;
    const give = t`Let go to give it to ${called(over.teammateId)}`;
    return why ? `${give} · ${why}` : give;
  }
  if (dragged.kind === 'card' && over.kind === 'column') {
    const task = taskById(state, dragged.taskId);
    const act = task && actForColumn(task, over.column);
    const label = actRows.find((row) => row.act === act)?.label() ?? '';
    return t`Let go on ${columnText(over.column)}: ${label}`;
  }
  return '';
}
