import { useLingui } from '@lingui/react/macro';
import { actsOn, shownState } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { useActions } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { causeClass, causeText } from './cause-text.ts';
import { notHappened, stepReached } from './verdict.ts';

/** What became of the work, first thing on the page: failed, stopped, ready. Nothing while it goes on. */
export function VerdictLine({ task, name }: { task: TaskState; name: string }) {
  switch (shownState(task)) {
    case 'failed':
      return <Failed task={task} />;
    case 'stopped':
      return <Stopped task={task} />;
    case 'review':
    case 'not-checked':
    case 'nothing':
      return <Finished task={task} name={name} />;
    default:
      return null;
  }
}

function Failed({ task }: { task: TaskState }) {
  const { t } = useLingui();
  const actions = useActions();
  const failure = task.run?.failure;
  const step = stepReached(task);
  const left = notHappened(task);
  const what = failure?.message || task.items[0]?.ask || t`the cause was not recorded`;
  return (
    <section aria-label={t`What happened`} className="mb-3 flex flex-col gap-3 rounded-card border border-hairline p-4">
      <h3 className="flex items-start gap-2 text-section font-semibold">
        <Icon name="failed" className="mt-1 text-failed" />
        <span className="min-w-0 wrap-anywhere">{step ? t`Failed at step ${step}: ${what}` : t`Failed: ${what}`}</span>
      </h3>
      <dl className="flex flex-col gap-2">
        {failure && (
          <div>
            <dt className="font-medium">{t`Cause: ${causeClass(failure.code)}`}</dt>
            <dd className="text-text-muted">{causeText(failure.code)}</dd>
          </div>
        )}
        <div>
          <dt className="font-medium">{t`What did not happen`}</dt>
          <dd className="text-text-muted">
            {left.length > 0 ? (
              <ul className="list-disc ps-4">
                {left.map((text, index) => (
                  <li key={index}>{text}</li>
                ))}
              </ul>
            ) : (
              t`No result was handed in.`
            )}
          </dd>
        </div>
      </dl>
      {actsOn(task).includes('retry') && task.items.length === 0 && (
        <div>
          <Button
            kind="primary"
            icon="retry"
            onClick={() => void actions.dispatch({ type: 'task.retry', taskId: task.id })}
          >{t`Try again`}</Button>
        </div>
      )}
    </section>
  );
}

function Stopped({ task }: { task: TaskState }) {
  const { t } = useLingui();
  const actions = useActions();
  const done = task.stopped?.done ?? [];
  const notDone = task.stopped?.notDone ?? [];
  const uncertain = task.stopped?.uncertain ?? [];
  return (
    <section aria-label={t`What happened`} className="mb-3 flex flex-col gap-2 rounded-card border border-hairline p-4">
      <h3 className="flex items-start gap-2 font-semibold">
        <Icon name="stopped" className="mt-0.5 text-quiet" />
        {t`Stopped`}
      </h3>
      <p>{done.length > 0 ? t`Done: ${done.join('; ')}.` : t`Nothing was done yet.`}</p>
      {notDone.length > 0 && <p className="text-text-muted">{t`Not done: ${notDone.join('; ')}.`}</p>}
      {uncertain.length > 0 && (
        <div>
          <p className="font-medium">{t`May have happened:`}</p>
          <ul className="list-disc ps-4 wrap-anywhere">
            {uncertain.map((text, index) => (
              <li key={index}>{text}</li>
            ))}
          </ul>
        </div>
      )}
      {actsOn(task).includes('retry') && (
        <div>
          <Button
            icon="retry"
            onClick={() => void actions.dispatch({ type: 'task.retry', taskId: task.id })}
          >{t`Go on`}</Button>
        </div>
      )}
    </section>
  );
}

function Finished({ task, name }: { task: TaskState; name: string }) {
  const { t } = useLingui();
  const actions = useActions();
  const isNothing = task.verdict === 'nothing';
  return (
    <section
      aria-label={t`What happened`}
      className="mb-3 flex items-center gap-3 rounded-card border border-hairline p-4"
    >
      <Icon name={isNothing ? 'nothing' : 'check'} className={isNothing ? 'text-failed' : 'text-quiet'} />
      <p className="min-w-0 flex-1 wrap-anywhere">
        {isNothing
          ? t`${name} finished and produced nothing. Send it back with a note, or look at the steps.`
          : t`${name} has finished. Look at the result and decide.`}
      </p>
      <Button
        kind={isNothing ? 'plain' : 'primary'}
        keys="r"
        onClick={() => actions.go({ taskTab: 'result' })}
      >{t`Look at the result`}</Button>
    </section>
  );
}
