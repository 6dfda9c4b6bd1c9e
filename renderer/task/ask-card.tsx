import { useLingui } from '@lingui/react/macro';
import type { RefObject } from 'react';
import type { InboxItem } from '../../agents/domain/schema.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { ItemActions } from '../inbox/item-actions.tsx';
import { Body } from '../inbox/item-detail.tsx';
import { Icon } from '../ui/icon.tsx';
import { askText } from '../words/item-words.ts';
import { kindIcons } from '../inbox/inbox-list.tsx';

/** What the task waits for, answerable in its place: the same effect and the same buttons as in the Inbox. */
export function AskCard({
  task,
  item,
  name,
  pane,
}: {
  task: TaskState;
  item: InboxItem;
  name: string;
  pane: RefObject<HTMLElement | null>;
}) {
  const { t } = useLingui();
  const ask = askText(task, item);
  return (
    <section
      aria-label={ask}
      className="mx-6 mb-2 flex max-h-3/5 flex-none flex-col gap-3 rounded-card border border-control-border bg-surface p-3"
    >
      <h3 className="flex items-start gap-2 font-medium">
        <Icon name={kindIcons[item.kind]} className="mt-0.5 text-needs" />
        <span className="min-w-0 flex-1 wrap-anywhere">{ask}</span>
      </h3>
      <div
        tabIndex={0}
        role="group"
        aria-label={t`What is asked`}
        data-inset-focus
        className="thin-scroll flex min-h-0 flex-1 flex-col gap-3 overflow-auto"
      >
        {(item.kind !== 'question' || item.detail !== '') && <Body task={task} item={item} name={name} />}
        {item.kind === 'approve' && (
          <p className="text-meta text-text-muted">
            {item.why ? t`Rule: ${item.why}` : ''} {item.undoable ? t`It can be undone.` : t`It cannot be undone.`}
          </p>
        )}
      </div>
      <div className="flex flex-none flex-col gap-3">
        <ItemActions task={task} item={item} name={name} pane={pane} />
      </div>
    </section>
  );
}
