import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { InboxItem } from '../../agents/domain/schema.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { useApp } from '../store/use-app.ts';
import { Chip } from '../ui/chip.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { moneyText } from '../ui/money.tsx';
import { absoluteText } from '../ui/relative-time.tsx';
import { costWith, partsOf } from '../words/parts.ts';
import { PlainText } from './plain-text.tsx';

/** The side column: why the person is asked, whether it can be undone, what it costs, what it rests on. */
export function ItemFacts({ task, item, name }: { task: TaskState; item: InboxItem; name: string }) {
  const { t } = useLingui();
  const parts = useApp((state) => partsOf(state.tasks, task.id));
  const cost = costWith(task, parts);
  const spent = moneyText(cost.usdMicros);
  const cap = task.caps.usdMicros;
  const isCall = item.kind === 'approve';
  return (
    <aside aria-label={t`About this item`} className="flex w-60 flex-none flex-col gap-4">
      {isCall && (
        <Fact icon="shield" title={t`Why you are asked`}>
          <p>{item.why ? t`Rule: ${item.why}` : t`No rule allows this without you.`}</p>
          {task.labels.tainted && (
            <div className="mt-1 flex flex-col items-start gap-1 rounded-control bg-sunken px-3 py-2 text-text">
              <Chip strong icon="outside">{t`From outside`}</Chip>
              <p>{t`${name} has read text that others wrote:`}</p>
              <ul>
                {task.labels.from.slice(0, 5).map((source) => (
                  <li key={source} className="wrap-anywhere">
                    <PlainText text={source} />
                  </li>
                ))}
              </ul>
            </div>
          )}
        </Fact>
      )}
      {isCall && (
        <Fact icon="undo" title={t`Can it be undone?`}>
          <p>{item.undoable ? t`Yes, under Changes in the task.` : t`No. Once done it stays done.`}</p>
        </Fact>
      )}
      <Fact icon="coins" title={t`Cost`}>
        <p>
          {task.run?.practice
            ? t`Practice is free.`
            : cap === null
              ? t`Task so far ${spent}, no cap.`
              : t`Task so far ${spent} of ${moneyText(cap)}.`}
          {cost.partial && ` ${t`Part of it has no known price.`}`}
        </p>
      </Fact>
      <Fact icon="clock" title={t`Waiting since`}>
        <p>{absoluteText(item.sinceMs)}</p>
      </Fact>
    </aside>
  );
}

function Fact({ icon, title, children }: { icon: IconName; title: string; children: ReactNode }) {
  return (
    <section className="flex gap-2">
      <Icon name={icon} className="mt-0.5 text-text-faint" />
      <div className="min-w-0 flex-1 text-text-muted">
        <h3 className="font-semibold text-text">{title}</h3>
        {children}
      </div>
    </section>
  );
}
