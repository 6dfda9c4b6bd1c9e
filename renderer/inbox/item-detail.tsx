import { useLingui } from '@lingui/react/macro';
import type { RefObject } from 'react';
import type { InboxItem } from '../../agents/domain/schema.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { useActions, useTask, useTeammate } from '../store/use-app.ts';
import { PlanEditor } from '../task/breakdown/plan-editor.tsx';
import { planItem } from '../task/breakdown/plan-item.ts';
import { RequirementList } from '../task/requirement-list.tsx';
import { ResultFiles } from '../task/result-files.tsx';
import { TeammateAvatar } from '../ui/avatar.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { agoText, useNow } from '../ui/relative-time.tsx';
import { StateLabel } from '../ui/state-label.tsx';
import { askText, problemKind } from '../words/item-words.ts';
import { TaskStateLabel } from '../words/task-state-label.tsx';
import { roleText } from '../words/team-words.ts';
import { EffectView } from './effect-view.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { ItemActions } from './item-actions.tsx';
import { ItemFacts } from './item-facts.tsx';
import { blockedBy, type TaskRow } from './items.ts';
import { problemText, waitsText } from './problem-text.ts';
import { ItemHead } from './item-head.tsx';

/** One item in full: the ask, who and where, the exact effect, why it is asked, and the buttons at the bottom. */
export function ItemDetail({
  row: { task, item },
  pane,
  heading,
  onMove,
  onDecided,
}: {
  row: TaskRow;
  pane: RefObject<HTMLElement | null>;
  heading: RefObject<HTMLHeadingElement | null>;
  /** null = there is no other item. */
  onMove: ((step: 1 | -1) => void) | null;
  onDecided: () => void;
}) {
  const { t } = useLingui();
  const actions = useActions();
  const teammate = useTeammate(task.teammateId);
  const name = teammate?.profile.name ?? t`the teammate`;
  const ask = askText(task, item);
  const plan = planItem(task)?.id === item.id;
  const root = useTask(task.parent?.rootId ?? null);
  const openTask = () =>
    actions.go({ screen: 'board', taskId: task.id, taskTab: item.kind === 'review' ? 'result' : 'work' });
  return (
    <article aria-label={ask} className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <div
        tabIndex={0}
        role="group"
        aria-label={t`What is asked`}
        data-inset-focus
        className="thin-scroll min-h-0 flex-1 overflow-auto"
      >
        <header className="flex flex-col gap-1 px-8 py-4">
          <ItemHead ask={ask} heading={heading} onMove={onMove} waiting={<Waiting task={task} item={item} />} />
          <p className="flex min-w-0 items-center gap-2">
            {teammate && (
              <>
                <TeammateAvatar name={name} colour={teammate.profile.colour} />
                <span className="flex-none whitespace-nowrap">
                  {name} <span className="text-text-muted">{roleText(teammate.profile.role)}</span>
                </span>
                <span className="flex-none text-text-muted">{t`in`}</span>
              </>
            )}
            <button type="button" onClick={openTask} className="min-h-6 min-w-0 truncate text-accent hover:underline">
              {task.title}
            </button>
            {root && (
              <span dir="auto" className="min-w-0 truncate text-text-muted">
                {t`part of ${root.title}`}
              </span>
            )}
          </p>
        </header>
        <div className="flex flex-wrap items-start gap-6 px-8 pb-6">
          <div className="flex min-w-64 flex-1 flex-col gap-4">
            {plan && task.breakdown ? (
              <PlanEditor
                key={item.id}
                task={task}
                breakdown={task.breakdown}
                item={item}
                name={name}
                pane={pane}
                onDecided={onDecided}
              />
            ) : (
              <Body task={task} item={item} name={name} />
            )}
          </div>
          <ItemFacts task={task} item={item} name={name} />
        </div>
      </div>
      {!plan && (
        <footer className="thin-scroll flex max-h-1/2 flex-none flex-col gap-3 overflow-auto border-t border-hairline px-8 py-4">
          <ItemActions task={task} item={item} name={name} pane={pane} onDecided={onDecided} />
        </footer>
      )}
    </article>
  );
}

function Waiting({ task, item }: { task: TaskState; item: InboxItem }) {
  const { t } = useLingui();
  const nowMs = useNow();
  const blocked = blockedBy(task, item);
  const isEnded = item.kind === 'problem' && problemKind(task, item) === 'ended';
  if (item.kind === 'review' || isEnded) return <TaskStateLabel task={task} />;
  return (
    <>
      <StateLabel icon="hand" tone="needs" text={t`Needs you · ${agoText(item.sinceMs, nowMs)}`} />
      {blocked && (
        <span className="text-meta text-text-muted">{t`Blocks step ${blocked.step} of ${blocked.total}`}</span>
      )}
    </>
  );
}

/** What is asked about, whole. Also shown in the task itself. */
export function Body({ task, item, name }: { task: TaskState; item: InboxItem; name: string }) {
  const { t } = useLingui();
  if (item.kind === 'approve') {
    return item.effect ? (
      <EffectView effect={item.effect} />
    ) : (
      <p className="text-text-muted">{t`There is no preview of this step.`}</p>
    );
  }
  if (item.kind === 'review') {
    return (
      <>
        {task.summary && <Markdown text={task.summary} />}
        <RequirementList results={task.results} current={null} onChoose={() => undefined} />
        <ResultFiles task={task} />
      </>
    );
  }
  const text = item.kind === 'problem' ? problemText(task, item, name) : item.detail || waitsText(task, name);
  const isLoop = item.kind === 'problem' && problemKind(task, item) === 'loop';
  return (
    <>
      {text && <p className="max-w-prose text-read whitespace-pre-wrap wrap-anywhere">{text}</p>}
      {isLoop && <EvidenceList detail={item.detail} />}
    </>
  );
}
