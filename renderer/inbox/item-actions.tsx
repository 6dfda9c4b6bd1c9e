import type { RefObject } from 'react';
import type { InboxItem } from '../../agents/domain/schema.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { ApproveActions } from './approve-actions.tsx';
import { ProblemActions } from './problem-actions.tsx';
import { QuestionActions } from './question-actions.tsx';
import { ReviewActions } from './review-actions.tsx';

export interface ItemActionsProps {
  task: TaskState;
  item: InboxItem;
  /** The teammate's name. */
  name: string;
  /** The part of the screen whose focus gives these actions their keys. */
  pane: RefObject<HTMLElement | null>;
  /** Called after a decision was taken, before the item leaves the list. */
  onDecided?: () => void;
}

/** The buttons that decide one item, by its kind. They stay at the bottom of their pane and never move. */
export function ItemActions(props: ItemActionsProps) {
  switch (props.item.kind) {
    case 'approve':
      return <ApproveActions {...props} />;
    case 'question':
      return <QuestionActions {...props} />;
    case 'problem':
      return <ProblemActions {...props} />;
    case 'review':
      return <ReviewActions {...props} />;
  }
}
