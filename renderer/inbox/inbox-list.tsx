import { useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import type { InboxKind } from '../../agents/domain/schema.ts';
import { useTask, useTeammate } from '../store/use-app.ts';
import { TeammateAvatar } from '../ui/avatar.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { List } from '../ui/list.tsx';
import { agoText, useNow } from '../ui/relative-time.tsx';
import { conflictAsk } from '../knowledge/conflict-words.ts';
import { askText } from '../words/item-words.ts';
import { blockedBy, rowKey, type InboxRow, type TaskRow } from './items.ts';
import type { OpenConflict } from '../knowledge/use-memories.ts';

/** One group of open items under its heading; nothing when it is empty. */
export function InboxList({
  label,
  rows,
  conflicts,
  current,
  onOpen,
}: {
  label: string;
  rows: readonly InboxRow[];
  /** The sentences of the open conflicts. */
  conflicts: readonly OpenConflict[];
  current: string | null;
  onOpen: (row: InboxRow) => void;
}) {
  const id = useId();
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="flex h-6 items-center px-3 text-meta text-text-faint">
        {label}
      </h2>
      <List label={label} rows={rows} rowKey={rowKey} current={current} onOpen={onOpen}>
        {(row) => {
          if (row.kind === 'task') return <Row row={row} />;
          const open = conflicts.find(({ conflict }) => conflict.id === row.conflict.id);
          return <ConflictRow conflict={row.conflict} members={open?.members ?? []} />;
        }}
      </List>
    </section>
  );
}

/** Icon of an item's kind. */
export const kindIcons: Record<InboxKind, IconName> = {
  approve: 'hand',
  question: 'question',
  problem: 'warning',
  review: 'check',
};

function ConflictRow({ conflict, members }: OpenConflict) {
  const { t } = useLingui();
  const nowMs = useNow();
  return (
    <span className="flex gap-3">
      <span className="grid size-6 flex-none place-items-center rounded-control bg-sunken text-text-muted">
        <Icon name="book" />
      </span>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex gap-2">
          <span className="min-w-0 flex-1 truncate font-medium">{conflictAsk(conflict, members)}</span>
          <span className="font-medium whitespace-nowrap text-needs tabular-nums">
            {agoText(conflict.sinceMs, nowMs)}
          </span>
        </span>
        <span className="truncate text-meta text-text-muted">{members.map(({ text }) => text).join(' / ')}</span>
        <span className="flex items-center gap-1 text-meta text-text-muted">
          <Icon name={kindIcons.question} small />
          <span className="truncate">{t`Question · What the team knows`}</span>
        </span>
      </span>
    </span>
  );
}

function Row({ row: { task, item } }: { row: TaskRow }) {
  const { t } = useLingui();
  const nowMs = useNow();
  const teammate = useTeammate(task.teammateId);
  const blocked = blockedBy(task, item);
  const root = useTask(task.parent?.rootId ?? null);
  const kind = { approve: t`Approve`, question: t`Question`, problem: t`Problem`, review: t`Review` }[item.kind];
  const waits = item.kind !== 'review';
  const about = [kind, teammate?.profile.name, blocked && t`blocks step ${blocked.step} of ${blocked.total}`].filter(
    Boolean,
  );
  return (
    <span className="flex gap-3">
      {teammate ? (
        <TeammateAvatar name={teammate.profile.name} colour={teammate.profile.colour} size={24} />
      ) : (
        <span className="w-6" />
      )}
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex gap-2">
          <span className="min-w-0 flex-1 truncate font-medium">{askText(task, item)}</span>
          <span
            className={
              waits
                ? 'font-medium whitespace-nowrap text-needs tabular-nums'
                : 'whitespace-nowrap text-text-muted tabular-nums'
            }
          >
            {agoText(item.sinceMs, nowMs)}
          </span>
        </span>
        <span className="truncate text-meta text-text-muted">
          {root ? t`${task.title}, part of ${root.title}` : task.title}
        </span>
        <span className="flex items-center gap-1 text-meta text-text-muted">
          <Icon name={kindIcons[item.kind]} small />
          <span className="truncate">{about.join(' · ')}</span>
        </span>
      </span>
    </span>
  );
}
