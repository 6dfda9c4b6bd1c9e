import { useLingui } from '@lingui/react/macro';
import { actsOn } from '../../agents/domain/state.ts';
import { useActions } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { capText } from '../task/cap-text.ts';
import type { ItemActionsProps } from './item-actions.tsx';
import { goOn } from './raise-cap.ts';
import { RefusalLine } from './refusal-line.tsx';
import { useDecision } from './use-decision.ts';

/** Settle a step in doubt, or try failed work again. */
export function ProblemActions(props: ItemActionsProps) {
  return props.item.callId === null ? <TryAgain {...props} /> : <Settle {...props} />;
}

const answers = ['happened', 'run-again', 'left'] as const;

function Settle({ task, item, pane, onDecided }: ItemActionsProps) {
  const { t } = useLingui();
  const { busy, refusal, decide } = useDecision(task.id);
  const labels = { happened: t`It happened`, 'run-again': t`It did not, run it`, left: t`Leave it` };
  const settle = async (how: (typeof answers)[number]) => {
    if (await decide({ type: 'item.settle', taskId: task.id, itemId: item.id, how })) onDecided?.();
  };
  useKeys(
    t`This item`,
    answers.map((how, index) => ({ keys: String(index + 1), label: labels[how], run: () => void settle(how) })),
    pane,
  );
  return (
    <>
      <RefusalLine text={refusal} />
      <p className="text-text-muted">{t`Look where it would have gone, then say what you found. Nothing more happens until you do.`}</p>
      <div className="flex flex-wrap gap-2">
        {answers.map((how, index) => (
          <Button key={how} keys={String(index + 1)} disabled={busy} onClick={() => void settle(how)}>
            {labels[how]}
          </Button>
        ))}
        <StopButton task={task} busy={busy} stop={() => void decide({ type: 'task.stop', taskId: task.id })} />
      </div>
    </>
  );
}

function TryAgain({ task, pane, onDecided }: ItemActionsProps) {
  const { t } = useLingui();
  const actions = useActions();
  const { busy, refusal, decideAll } = useDecision(task.id);
  const further = goOn(task);
  const acts = actsOn(task);
  const isKey = task.run?.failure?.code === 'model.key';
  const retry = async () => {
    const again = { type: 'task.retry', taskId: task.id } as const;
    const edit =
      further?.raise && ({ type: 'task.edit', taskId: task.id, caps: { [further.cap]: further.allowed } } as const);
    if (await decideAll(edit ? [edit, again] : [again])) onDecided?.();
  };
  useKeys(
    t`This item`,
    acts.includes('retry') ? [{ keys: 'a', label: t`Try again`, run: () => void retry() }] : [],
    pane,
  );
  return (
    <>
      <RefusalLine text={refusal} />
      <div className="flex flex-wrap gap-2">
        {acts.includes('retry') && (
          <Button kind="primary" icon="retry" keys="a" disabled={busy} onClick={() => void retry()}>
            {further ? t`Go on with up to ${capText(further.cap, further.allowed)} more` : t`Try again`}
          </Button>
        )}
        {(isKey || (task.run?.how === 'capped' && !further)) && (
          <Button
            icon="settings"
            onClick={() => actions.go({ screen: 'settings', taskId: null })}
          >{t`Open Settings`}</Button>
        )}
        <StopButton task={task} busy={busy} stop={() => void decideAll([{ type: 'task.stop', taskId: task.id }])} />
      </div>
    </>
  );
}

function StopButton({ task, busy, stop }: { task: ItemActionsProps['task']; busy: boolean; stop: () => void }) {
  const { t } = useLingui();
  if (!actsOn(task).includes('stop')) return null;
  return (
    <Button kind="danger" icon="stopped" disabled={busy} onClick={stop}>
      {t`Stop the task`}
    </Button>
  );
}
