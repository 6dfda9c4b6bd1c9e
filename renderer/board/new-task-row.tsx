import { useLingui } from '@lingui/react/macro';
import { useActions } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';

/** The quiet way to a new task; `isRow`: at the end of a list. */
export function NewTaskRow({ isRow }: { isRow?: boolean }) {
  const { t } = useLingui();
  const actions = useActions();
  return (
    <div role={isRow ? 'listitem' : undefined} className="p-1">
      <Button kind="ghost" icon="plus" keys="c" onClick={() => actions.setOverlay('new-task')}>
        {t`New task`}
      </Button>
    </div>
  );
}
