import { useLingui } from '@lingui/react/macro';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Remember } from '../remember/remember.tsx';
import { selectedIn } from '../remember/use-selected-text.ts';
import { useActions, useApp, useTask } from '../store/use-app.ts';
import type { TaskTab } from '../store/view.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { TogetherTab } from '../together/together-tab.tsx';
import { hasTeam, partsOf } from '../words/parts.ts';
import { BriefTab } from './brief-tab.tsx';
import { ChangesTab } from './changes-tab.tsx';
import { RecordTab } from './record-tab.tsx';
import { ResultTab } from './result-tab.tsx';
import { TaskHeader } from './task-header.tsx';
import { WorkTab } from './work-tab.tsx';

/** One task in full: beside the board, or over the whole screen. It loads the transcript and drops it again when it closes. */
export function TaskPane({ taskId }: { taskId: string }) {
  const { t } = useLingui();
  const actions = useActions();
  const task = useTask(taskId);
  const tab = useApp((state) => state.place.taskTab);
  const isOpen = useApp((state) => state.link === 'open');
  // The frame around counts as the pane: the shell puts the focus there when a task is opened.
  const pane = useRef<HTMLElement>(null);
  const frame = useCallback((node: HTMLElement | null) => {
    pane.current = node?.parentElement ?? node;
  }, []);
  const panel = useRef<HTMLDivElement>(null);
  const [said, say] = useState<string | null>(null);
  const isTeam = useApp(
    (state) => task !== null && hasTeam(task, partsOf(state.tasks, task.parent?.rootId ?? task.id)),
  );
  const isCard = task !== null && task.turns === null;

  useEffect(() => {
    // A new snapshot after a cut brings cards: the open task is then loaded anew.
    if (isCard && isOpen) void actions.loadTask(taskId);
  }, [actions, taskId, isCard, isOpen]);
  useEffect(() => () => actions.dropTask(taskId), [actions, taskId]);

  const show = (taskTab: TaskTab) => actions.go({ taskTab });
  useKeys(
    t`Task`,
    [
      { keys: 'w', label: t`Work`, run: () => show('work') },
      { keys: 'r', label: t`Result`, run: () => show('result') },
      { keys: 'h', label: t`Changes`, run: () => show('changes') },
      ...(isTeam ? [{ keys: 'o', label: t`Together`, run: () => show('together') }] : []),
      { keys: 'f', label: t`Full record`, run: () => show('record') },
    ],
    pane,
  );

  if (!task) {
    return (
      <section ref={frame} aria-label={t`Task`} className="flex h-full flex-col bg-surface px-6">
        <EmptyState title={t`This task is not on this board.`} hint={t`It may have been archived.`} />
      </section>
    );
  }
  const isNew = task.run === null && tab === 'work';
  return (
    <section ref={frame} aria-label={task.title} className="flex h-full min-h-0 min-w-0 flex-col bg-surface">
      <TaskHeader
        task={task}
        tab={tab}
        onTab={show}
        pane={pane}
        remember={() => say(selectedIn(panel.current)?.sentence ?? '')}
      />
      <div
        ref={panel}
        id="task-panel"
        role="tabpanel"
        aria-label={
          { work: t`Work`, result: t`Result`, changes: t`Changes`, together: t`Together`, record: t`Full record` }[tab]
        }
        className="flex min-h-0 flex-1 flex-col"
      >
        {isNew && <BriefTab key={taskId} task={task} />}
        {!isNew && tab === 'work' && <WorkTab key={taskId} task={task} pane={pane} remember={say} />}
        {tab === 'result' && <ResultTab key={taskId} task={task} pane={pane} />}
        {tab === 'changes' && <ChangesTab key={taskId} task={task} pane={pane} />}
        {tab === 'together' && <TogetherTab key={taskId} task={task} pane={pane} />}
        {tab === 'record' && <RecordTab key={taskId} task={task} />}
      </div>
      <Remember task={task} panel={panel} pane={pane} said={said} say={say} />
    </section>
  );
}
