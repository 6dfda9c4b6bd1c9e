import { useLingui } from '@lingui/react/macro';
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { askedOf } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { useActions, useLiveText, useTeammate } from '../store/use-app.ts';
import { Checkbox } from '../ui/field.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useWidth } from '../ui/use-width.ts';
import { AskCard } from './ask-card.tsx';
import { planItem } from './breakdown/plan-item.ts';
import { PlanEditor } from './breakdown/plan-editor.tsx';
import { StartedPlan } from './breakdown/started-plan.tsx';
import { Composer } from './composer.tsx';
import { EarlierAttempts } from './earlier-attempts.tsx';
import { LiveStep } from './live-step.tsx';
import { DoneByYou } from './next-step/done-by-you.tsx';
import { nextCall } from './next-step/next-call.ts';
import { NextStepCard } from './next-step/next-step-card.tsx';
import { PartsList } from './parts-list.tsx';
import { PlanGroup } from './plan-group.tsx';
import { workView } from './steps.ts';
import { TalkList } from './talk/talk-list.tsx';
import { TaskRail } from './task-rail.tsx';
import { VerdictLine } from './verdict-line.tsx';

/** Below this many rem the rail stands under the work instead of beside it. */
const railFrom = 40;

/** The plan with its steps, the text being written, what is asked, and the line to the teammate. */
export function WorkTab({
  task,
  pane,
  remember,
}: {
  task: TaskState;
  pane: RefObject<HTMLElement | null>;
  /** Opens the line that teaches a sentence. */
  remember: (sentence: string) => void;
}) {
  const { t } = useLingui();
  const root = useRef<HTMLDivElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const width = useWidth(root);
  const [follow, setFollow] = useState(true);
  const actions = useActions();
  const teammate = useTeammate(task.teammateId);
  const name = teammate?.profile.name ?? t`the teammate`;
  const live = useLiveText(task.id);
  const view = useMemo(() => workView(task), [task]);
  const isBusy = task.status === 'working' || task.status === 'stopping';
  const isWriting = isBusy && task.turns?.at(-1)?.state === 'begun';
  const text = isWriting && live?.runId === task.run?.runId ? (live?.text ?? '') : '';
  const { breakdown } = task;
  const plan = planItem(task);
  const isAsked = plan !== null;
  const asks = askedOf(task).filter((item) => item.kind !== 'review' && item.id !== plan?.id);

  useKeys(t`Task`, [{ keys: 'l', label: t`Follow live`, run: () => setFollow(!follow) }], pane);
  useEffect(() => {
    const node = scroll.current;
    // A plan that asks is read from its beginning.
    if (follow && isBusy && node && !isAsked) node.scrollTop = node.scrollHeight;
  }, [follow, isBusy, isAsked, task.version, text, asks.length]);
  const wasBusy = useRef(isBusy);
  useEffect(() => {
    // Whoever follows the work is led to what came of it, unless in the middle of a sentence.
    const isTyping = document.activeElement instanceof HTMLTextAreaElement;
    if (wasBusy.current && follow && task.status === 'review' && !isTyping) actions.go({ taskTab: 'result' });
    wasBusy.current = isBusy;
  }, [actions, follow, isBusy, task.status]);
  const onWheel = () => {
    const node = scroll.current;
    if (follow && node && node.scrollHeight - node.scrollTop - node.clientHeight > 80) setFollow(false);
  };

  const next = nextCall(task);
  const isNarrow = width !== null && width < railFrom;
  return (
    <div ref={root} className="flex min-h-0 flex-1">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <div
          ref={scroll}
          onWheel={onWheel}
          tabIndex={0}
          role="group"
          aria-label={t`Plan and steps`}
          className="thin-scroll min-h-0 flex-1 overflow-auto px-6 pt-3 pb-2"
        >
          <VerdictLine task={task} name={name} />
          {breakdown && plan && (
            <PlanEditor key={breakdown.callId} task={task} breakdown={breakdown} item={plan} name={name} pane={pane} />
          )}
          {breakdown && !plan ? <StartedPlan task={task} breakdown={breakdown} /> : <PartsList task={task} />}
          <div className="flex h-8 items-center gap-2">
            <h3 className="flex-1 font-semibold">{t`Plan`}</h3>
            {isBusy && <Checkbox small label={t`Follow live`} checked={follow} onChange={setFollow} />}
          </div>
          <EarlierAttempts task={task} attempts={view.earlier} />
          {task.turns === null && <p className="py-2 text-text-muted">{t`Opening the steps…`}</p>}
          {view.groups.length === 0 && task.turns !== null && text === '' && !isAsked && (
            <p className="py-2 text-text-muted">
              {isBusy ? t`${name} is reading the brief.` : t`There are no steps yet.`}
            </p>
          )}
          {view.groups.length === 0 && text !== '' && <LiveStep text={text} />}
          <ol className="flex flex-col">
            {view.groups.map((group) => (
              <PlanGroup
                key={group.key}
                taskId={task.id}
                group={group}
                isCurrent={group.key === view.openKey}
                writing={group.key === view.openKey && isWriting ? text : null}
              />
            ))}
          </ol>
          <TalkList task={task} />
          {next && <NextStepCard key={next.callId} task={task} call={next} name={name} pane={pane} />}
          {task.status === 'paused' && task.turns !== null && <DoneByYou task={task} name={name} />}
          {isNarrow && (
            <div className="mt-4 border-t border-hairline">
              <TaskRail task={task} name={name} />
            </div>
          )}
        </div>
        {asks.map((item) => (
          <AskCard key={item.id} task={task} item={item} name={name} pane={pane} />
        ))}
        {/* Held work has its own line to the teammate, beside what lets it go on. */}
        {task.hold?.why !== 'loop' && task.hold?.why !== 'plan' && (
          <Composer task={task} name={name} pane={pane} remember={remember} />
        )}
      </div>
      {!isNarrow && (
        <div
          tabIndex={0}
          role="group"
          aria-label={t`About this task`}
          data-inset-focus
          className="thin-scroll w-54 flex-none overflow-auto border-s border-hairline"
        >
          <TaskRail task={task} name={name} />
        </div>
      )}
    </div>
  );
}
