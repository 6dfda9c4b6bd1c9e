import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState, type RefObject } from 'react';
import { actsOn } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { useDecision } from '../inbox/use-decision.ts';
import { RefusalLine } from '../inbox/refusal-line.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { changeGroups, undoHeldBy, type ChangeRow } from './verdict.ts';

/** Every change in order with its inverse: what reverts, what was taken back, what was left because the person edited it since. */
export function ChangesTab({ task, pane }: { task: TaskState; pane: RefObject<HTMLElement | null> }) {
  const { t } = useLingui();
  const { busy, refusal, decideAll } = useDecision(task.id);
  const [sure, setSure] = useState(false);
  const groups = changeGroups(task);
  const held = undoHeldBy(task);
  const undo = (rows: readonly ChangeRow[]) =>
    decideAll(rows.map((row) => ({ type: 'change.undo', taskId: task.id, changeId: row.id }) as const));
  const undoAll = () => {
    setSure(false);
    void undo(groups.reverts);
  };
  const newest = groups.reverts[0];
  useKeys(
    t`Changes`,
    newest && held === null ? [{ keys: 'u', label: t`Undo the newest change`, run: () => void undo([newest]) }] : [],
    pane,
  );

  if (task.changes.length === 0) {
    return (
      <div className="px-6">
        <EmptyState
          title={t`Nothing outside this task was changed.`}
          hint={t`Each change will be listed here with its way back.`}
        />
      </div>
    );
  }
  const row = (change: ChangeRow) => (
    <ChangeLine key={change.id} change={change} disabled={busy || held !== null} onUndo={() => void undo([change])} />
  );
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label={t`Changes`}
      className="thin-scroll flex min-h-0 flex-1 flex-col gap-4 overflow-auto px-6 py-4"
    >
      <RefusalLine text={refusal} />
      {held === 'working' && (
        <div className="flex items-center gap-3">
          <p className="min-w-0 flex-1">{t`Work is still going on. Stop it first, then undo.`}</p>
          {actsOn(task).includes('stop') && (
            <Button
              icon="stopped"
              disabled={busy}
              onClick={() => void decideAll([{ type: 'task.stop', taskId: task.id }])}
            >{t`Stop`}</Button>
          )}
        </div>
      )}
      {groups.reverts.length > 1 && held === null && (
        <div className="flex flex-wrap items-center gap-2">
          {sure ? (
            <>
              <p className="flex-1">
                {plural(groups.reverts.length, {
                  one: '# change goes back to what was there before.',
                  other: '# changes go back to what was there before, the newest first.',
                })}
              </p>
              <Button kind="danger" disabled={busy} onClick={undoAll}>{t`Confirm`}</Button>
              <Button kind="ghost" onClick={() => setSure(false)}>{t`Cancel`}</Button>
            </>
          ) : (
            <Button icon="undo" disabled={busy} onClick={() => setSure(true)}>{t`Undo all…`}</Button>
          )}
        </div>
      )}
      <Group title={t`Reverts`} rows={[...groups.undoing, ...groups.reverts]} row={row} />
      <Group title={t`You edited since`} rows={groups.kept} row={row} />
      <Group title={t`Taken back`} rows={groups.undone} row={row} />
    </div>
  );
}

function Group({
  title,
  rows,
  row,
}: {
  title: string;
  rows: readonly ChangeRow[];
  row: (change: ChangeRow) => React.ReactNode;
}) {
  if (rows.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="flex h-6 items-center gap-2 text-meta text-text-faint">
        {title} <span className="tabular-nums">{rows.length}</span>
      </h3>
      <ul className="flex flex-col">{rows.map(row)}</ul>
    </section>
  );
}

function ChangeLine({ change, disabled, onUndo }: { change: ChangeRow; disabled: boolean; onUndo: () => void }) {
  const { t } = useLingui();
  const what = change.before === null ? t`Made` : t`Changed`;
  const where = change.place === 'work' ? t`in the work folder` : t`in your folder`;
  return (
    <li className="flex min-h-10 items-center gap-2 border-b border-hairline py-1">
      <Icon name="file" className="text-text-faint" />
      <span className="min-w-0 flex-1">
        <span className="block truncate" title={change.path}>
          {what} <span className="font-medium">{change.path}</span> <span className="text-text-muted">{where}</span>
        </span>
        {change.undone === 'kept' && (
          <span className="block text-meta text-text-muted">{t`Left as it is: ${change.reason}`}</span>
        )}
        {change.undone === 'yes' && (
          <span className="block text-meta text-text-muted">
            {change.before === null ? t`The file was taken away again.` : t`The file is as it was before.`}
          </span>
        )}
      </span>
      <span className="text-meta text-text-muted">
        <RelativeTime atMs={change.atMs} />
      </span>
      {change.undone === 'no' && (
        <Button
          small
          icon="undo"
          disabled={disabled}
          aria-label={t`Undo ${change.path}`}
          onClick={onUndo}
        >{t`Undo`}</Button>
      )}
      {change.undone === 'undoing' && <span className="text-meta text-text-muted">{t`Undoing…`}</span>}
    </li>
  );
}
