import { useLingui } from '@lingui/react/macro';
import { actsOn } from '../../agents/domain/state.ts';
import { useActions } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { CycleCard } from '../together/cycle-card.tsx';
import { capText } from '../task/cap-text.ts';
import { problemKind } from '../words/item-words.ts';
import { HoldActions } from './hold-actions.tsx';
import type { ItemActionsProps } from './item-actions.tsx';
import { goOn } from './raise-cap.ts';
import { RefusalLine } from './refusal-line.tsx';
import { StaleActions } from './stale-actions.tsx';
import { useDecision } from './use-decision.ts';

/** What a problem can be answered with, by what it is about. */
export function ProblemActions(props: ItemActionsProps) {
  switch (problemKind(props.task, props.item)) {
    case 'loop':
    case 'softCap':
    case 'plan':
      return <HoldActions {...props} />;
    case 'cycle':
      return <CycleCard {...props} bare />;
    case 'stale':
      return <StaleActions {...props} />;
    case 'doubt':
      return <Settle {...props} />;
    case 'ended':
      return <TryAgain {...props} />;
  }
}

const all = ['happened', 'run-again', 'left'] as const;

/** Say of a step in doubt whether it happened. It can be run only while the work it belongs to goes on. */
function Settle({ task, item, pane, onDecided }: ItemActionsProps) {
  const { t } = useLingui();
  const { busy, refusal, decide } = useDecision(task.id);
  const labels = { happened: t`It happened`, 'run-again': t`It did not, run it`, left: t`Leave it` };
  const answers = task.run?.how === null ? all : all.filter((how) => how !== 'run-again');
  const settle = async (how: (typeof all)[number]) => {
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
      <p className="text-text-muted">
        {task.run?.how === null
          ? t`Look where it would have gone, then say what you found. Nothing more happens until you do.`
          : t`Look where it would have gone, then say what you found, so that it is not done twice.`}
      </p>
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
