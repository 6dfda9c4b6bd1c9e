import { useLingui } from '@lingui/react/macro';
import { useMemo, type RefObject } from 'react';
import { taskById, useActions, useAppContext } from '../store/use-app.ts';
import type { Shortcut } from '../ui/keys.ts';
import { useKeys } from '../ui/use-keys.ts';
import { actForColumn, actForKey, actRows, columnBeside } from './acts.ts';
import type { BoardHands } from './card-context.ts';
import { columns } from './groups.ts';

/** The keys of the board: acts on the focused card, the menu, moving, and the two layouts. */
export function useBoardKeys(pane: RefObject<HTMLElement | null>, hands: BoardHands): void {
  const { t } = useLingui();
  const { store } = useAppContext();
  const actions = useActions();

  const shortcuts = useMemo(() => {
    const focusedTask = () => {
      const card = document.activeElement?.closest<HTMLElement>('[data-card]');
      return taskById(store.getState(), card?.dataset['card'] ?? null);
    };
    const anchorOf = (taskId: string) => document.querySelector(`[data-card="${CSS.escape(taskId)}"]`);
    const runKey = (keys: string) => {
      const task = focusedTask();
      const act = task && actForKey(task, keys);
      if (task && act) hands.act(task, act, anchorOf(task.id));
    };
    const move = (step: 1 | -1) => {
      const task = focusedTask();
      const column = task && columnBeside(task, columns, step);
      const act = task && column && actForColumn(task, column);
      if (task && act) hands.act(task, act, anchorOf(task.id));
    };
    const reorder = (to: 'up' | 'down') => {
      const task = focusedTask();
      if (task) hands.reorder(task, to);
    };
    const menu = () => {
      const task = focusedTask();
      const anchor = task && anchorOf(task.id);
      if (task && anchor) hands.openMenu(task, anchor);
    };
    // Keys shared by acts no state offers together (P, R) are one shortcut with both labels.
    const byKeys = Map.groupBy(actRows, (row) => row.keys);
    const acts: Shortcut[] = [...byKeys].map(([keys, rows]) => ({
      keys,
      label: rows.map((row) => row.label()).join(' · '),
      run: () => runKey(keys),
    }));
    return [
      ...acts,
      { keys: 'm', label: t`Move, and all else a card can do`, run: menu },
      { keys: 'alt+ArrowRight', label: t`Move to the next column that takes the card`, run: () => move(1) },
      { keys: 'alt+ArrowLeft', label: t`Move to the column before that takes the card`, run: () => move(-1) },
      { keys: 'alt+ArrowUp', label: t`Move up in the teammate’s queue`, run: () => reorder('up') },
      { keys: 'alt+ArrowDown', label: t`Move down in the teammate’s queue`, run: () => reorder('down') },
      { keys: '1', label: t`By status`, run: () => actions.setLayout('status') },
      { keys: '2', label: t`By teammate`, run: () => actions.setLayout('teammate') },
    ];
  }, [t, store, actions, hands]);
  useKeys(t`Board`, shortcuts, pane);
}
