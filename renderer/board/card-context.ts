import { createContext, useContext } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import type { CardAct } from './acts.ts';
import type { QueueMove, QueueSpot } from './queue-order.ts';

/** What cards ask of the board they stand on. */
export interface BoardHands {
  /** Does an act on a task, opening a menu or form where it needs more; `anchor` = where to open it. */
  act: (task: TaskState, act: CardAct, anchor: Element | null) => void;
  /** Moves a queued card in its teammate's queue. */
  reorder: (task: TaskState, to: QueueMove | QueueSpot) => void;
  /** Opens the ⋯ menu at an element. */
  openMenu: (task: TaskState, anchor: Element) => void;
}

export const BoardHandsContext = createContext<BoardHands | null>(null);

export function useBoardHands(): BoardHands {
  const hands = useContext(BoardHandsContext);
  if (!hands) throw new Error('BoardHandsContext is missing above this component');
  return hands;
}
