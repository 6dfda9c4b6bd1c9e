/**
 * What a person can do to a card: one list that feeds the ⋯ menu, the keys and the drop targets.
 * A test holds the three sets equal, so that nothing can be dragged that cannot be clicked and typed.
 */
import { t } from '@lingui/core/macro';
import { actsOn, columnOf, type Column, type TaskAct } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import type { IconName } from '../ui/icon.tsx';

/** Acts of a card: the engine's, and two that only open something. */
export type CardAct = TaskAct | 'open' | 'undo';

/** Where a card can be dropped: a column, a teammate, or the lane of nobody. */
export type DropPlace = Column | 'teammate' | 'nobody';

export interface ActRow {
  act: CardAct;
  /** The key on a focused card; unique among the acts one state offers. */
  keys: string;
  icon: IconName;
  label: () => string;
  /** The place on the board that does the same by drag. */
  drop?: DropPlace;
  danger?: boolean;
}

export const actRows: readonly ActRow[] = [
  { act: 'open', keys: 'Enter', icon: 'expand', label: () => t`Open` },
  { act: 'assign', keys: 'a', icon: 'person', label: () => t`Give to…`, drop: 'teammate' },
  { act: 'unassign', keys: 'shift+a', icon: 'undo', label: () => t`Take back`, drop: 'nobody' },
  { act: 'pause', keys: 'p', icon: 'pause', label: () => t`Pause` },
  { act: 'resume', keys: 'p', icon: 'play', label: () => t`Resume` },
  { act: 'steer', keys: 's', icon: 'message', label: () => t`Tell the teammate…` },
  { act: 'restartStep', keys: 'r', icon: 'retry', label: () => t`Restart the step` },
  { act: 'stop', keys: '.', icon: 'stopped', label: () => t`Stop`, drop: 'to-do' },
  { act: 'accept', keys: 'd', icon: 'done', label: () => t`Accept`, drop: 'done' },
  { act: 'sendBack', keys: 'b', icon: 'undo', label: () => t`Send back…` },
  { act: 'retry', keys: 'r', icon: 'retry', label: () => t`Try again`, drop: 'working' },
  { act: 'reopen', keys: 'r', icon: 'retry', label: () => t`Reopen`, drop: 'working' },
  { act: 'takeOver', keys: 't', icon: 'hand', label: () => t`Take over` },
  { act: 'handBack', keys: 't', icon: 'undo', label: () => t`Hand back…` },
  { act: 'reorder', keys: 'q', icon: 'before', label: () => t`Move in the queue…` },
  { act: 'prioritise', keys: 'o', icon: 'before', label: () => t`Before or behind others…` },
  { act: 'edit', keys: 'e', icon: 'edit', label: () => t`Edit the brief…` },
  { act: 'undo', keys: 'u', icon: 'undo', label: () => t`Undo changes…` },
  { act: 'archive', keys: 'Delete', icon: 'trash', label: () => t`Archive…`, danger: true },
];

/** The acts a card offers now, in the order of the menu. */
export function rowsFor(task: TaskState): ActRow[] {
  const allowed = new Set<CardAct>(actsOn(task));
  allowed.add('open');
  if (task.changes.some((change) => change.undone === 'no')) allowed.add('undo');
  // Without a teammate there is nobody to try again.
  if (task.teammateId === null) allowed.delete('retry');
  return actRows.filter((row) => allowed.has(row.act));
}

/** The act a key means on this card; null = none. */
export function actForKey(task: TaskState, keys: string): CardAct | null {
  return rowsFor(task).find((row) => row.keys === keys)?.act ?? null;
}

/** The act a drop on a column means; null = the column does not take the card. */
export function actForColumn(task: TaskState, column: Column): CardAct | null {
  return rowsFor(task).find((row) => row.drop === column)?.act ?? null;
}

/** True when the card can be given to this teammate. */
export function canGive(task: TaskState, teammateId: string): boolean {
  // Who has it under way or in line keeps it: nothing would change.
  if ((task.status === 'queued' || task.run?.how === null) && task.teammateId === teammateId) return false;
  return rowsFor(task).some((row) => row.act === 'assign');
}

export function canTakeBack(task: TaskState): boolean {
  return rowsFor(task).some((row) => row.act === 'unassign');
}

/** The column to the left or right that takes the card, for Alt+arrows; null = there is none. */
export function columnBeside(task: TaskState, columns: readonly Column[], step: 1 | -1): Column | null {
  for (let at = columns.indexOf(columnOf(task)) + step; at >= 0 && at < columns.length; at += step) {
    const column = columns[at];
    if (column && actForColumn(task, column)) return column;
  }
  return null;
}
