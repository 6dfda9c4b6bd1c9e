import { useLingui } from '@lingui/react/macro';
import { isAtRest, isTrial } from '../../agents/domain/state.ts';
import { useApp } from '../store/use-app.ts';
import { Select } from '../ui/field.tsx';

/** The task a new one waits for; shown only while there is one to wait for. */
export function AfterSelect({ value, onChange }: { value: string; onChange: (taskId: string) => void }) {
  const { t } = useLingui();
  const tasks = useApp((state) => state.tasks);
  // The one chosen stays in the list when it comes to rest meanwhile: the list says what will be sent.
  const open = Object.values(tasks)
    .filter(
      (task) =>
        task.id === value ||
        (!task.parent && !task.archived && !isTrial(task) && task.teammateId !== null && !isAtRest(task)),
    )
    .toSorted((a, b) => b.changedAtMs - a.changedAtMs);
  if (open.length === 0) return null;
  return (
    <Select
      label={t`Begin after (optional)`}
      hint={value === '' ? undefined : t`It begins when that one is done, and may read what it made.`}
      value={value}
      options={[
        { value: '', label: t`As soon as there is time` },
        ...open.map(({ id, title }) => ({ value: id, label: title })),
      ]}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
