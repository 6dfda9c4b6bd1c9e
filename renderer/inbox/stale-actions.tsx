import { useLingui } from '@lingui/react/macro';
import { actsOn } from '../../agents/domain/state.ts';
import { Button } from '../ui/button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import type { ItemActionsProps } from './item-actions.tsx';
import { RefusalLine } from './refusal-line.tsx';
import { useDecision } from './use-decision.ts';

/** Begin a step without a sign of life anew, or stop the task. Nothing is lost by waiting: a sign closes the item. */
export function StaleActions({ task, pane, onDecided }: ItemActionsProps) {
  const { t } = useLingui();
  const { busy, refusal, decide } = useDecision(task.id);
  const acts = actsOn(task);
  const send = async (type: 'task.restartStep' | 'task.stop') => {
    if (await decide({ type, taskId: task.id })) onDecided?.();
  };
  const restart = { label: t`Restart the step`, run: () => void send('task.restartStep') };
  const stop = { label: t`Stop the task`, run: () => void send('task.stop') };
  const canRestart = acts.includes('restartStep');
  const canStop = acts.includes('stop');
  useKeys(
    t`This item`,
    [
      ...(canRestart ? ['1', 'a'].map((keys) => ({ keys, ...restart })) : []),
      ...(canStop ? ['2', 'x'].map((keys) => ({ keys, ...stop })) : []),
    ],
    pane,
  );
  return (
    <>
      <RefusalLine text={refusal} />
      <div className="flex flex-wrap gap-2">
        {canRestart && (
          <Button kind="primary" icon="retry" keys="1" disabled={busy} onClick={restart.run}>
            {restart.label}
          </Button>
        )}
        {canStop && (
          <Button kind="danger" icon="stopped" keys="2" disabled={busy} onClick={stop.run}>
            {stop.label}
          </Button>
        )}
      </div>
    </>
  );
}
