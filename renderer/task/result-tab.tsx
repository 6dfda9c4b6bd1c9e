import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useMemo, useRef, useState, type RefObject } from 'react';
import { actsOn, progress } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { ReviewActions } from '../inbox/review-actions.tsx';
import { useTeammate } from '../store/use-app.ts';
import { classNames } from '../ui/class-names.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useWidth } from '../ui/use-width.ts';
import { RequirementList } from './requirement-list.tsx';
import { ClaimList } from './result/claim-list.tsx';
import { JudgeLine } from './result/judge-line.tsx';
import { ReviewWord } from './result/review-word.tsx';
import { WhyHere } from './result/why-here.tsx';
import { ResultFiles } from './result-files.tsx';
import { requirements } from './verdict.ts';

/** Below this many rem the requirements stand under the result. */
const besideFrom = 56;

/** The deliverable, and the brief line by line with its evidence; the decision stays at the bottom. */
export function ResultTab({ task, pane }: { task: TaskState; pane: RefObject<HTMLElement | null> }) {
  const { t } = useLingui();
  const root = useRef<HTMLDivElement>(null);
  const width = useWidth(root);
  const [current, setCurrent] = useState<string | null>(null);
  const teammate = useTeammate(task.teammateId);
  const name = teammate?.profile.name ?? t`the teammate`;
  const view = useMemo(() => requirements(task.results), [task.results]);
  const lines = [...view.byApp, ...view.byReviewer, ...view.byPerson, ...view.notChecked];
  const reviewedBy = useTeammate(task.review?.teammateId ?? null);
  const reviewer = reviewedBy?.profile.name ?? null;
  const canJudge = task.status === 'review' && !task.parent;
  const steps = progress(task);
  const move = (step: 1 | -1) => {
    const at = lines.findIndex((line) => line.checkId === current);
    const next = lines[Math.max(0, Math.min(lines.length - 1, at + step))];
    if (next) setCurrent(next.checkId);
  };
  useKeys(
    t`This result`,
    lines.length > 0
      ? [
          { keys: '[', label: t`Line before`, run: () => move(-1) },
          { keys: ']', label: t`Next line`, run: () => move(1) },
        ]
      : [],
    pane,
  );

  const hasResult = task.artifacts.length > 0 || task.summary !== '' || task.results.length > 0;
  if (!hasResult) {
    // The same element as below: its width is measured from the first drawing on.
    return (
      <div ref={root} className="min-h-0 flex-1 px-6">
        <EmptyState
          title={
            steps && task.run?.how === null
              ? t`Nothing yet: ${name} is at step ${Math.min(steps.done + 1, steps.total)} of ${steps.total}`
              : t`There is no result yet.`
          }
        />
      </div>
    );
  }
  // A task without a folder is not asked for quotes; those from memory are checked all the same, under a line of their own.
  const isQuotes =
    current === 'memory' || task.checks.some((check) => check.id === current && check.kind === 'citations');
  const beside = width === null || width >= besideFrom;
  const acts = actsOn(task);
  const decision = acts.includes('sendBack') && (
    <footer
      className={classNames(
        'flex flex-none flex-col gap-3 border-t border-hairline bg-surface px-6 py-4',
        !beside && 'sticky bottom-0',
      )}
    >
      <Verdict task={task} name={name} />
      <ReviewActions task={task} name={name} pane={pane} />
    </footer>
  );
  const list = (
    <>
      <header className="flex min-h-12 flex-none items-center gap-2 px-6">
        <h3 className="flex-1 font-semibold">{t`Brief, line by line`}</h3>
        {view.total > 0 && (
          <span className="text-meta text-text-muted">
            {t`${view.checked} of ${view.total} checked`}
            {view.notChecked.length > 0 &&
              `, ${plural(view.notChecked.length, { one: '# not checked', other: '# not checked' })}`}
          </span>
        )}
      </header>
      <WhyHere task={task} name={name} reviewer={reviewer} />
      <RequirementList
        results={task.results}
        current={current}
        onChoose={setCurrent}
        reviewer={reviewer}
        judge={
          canJudge ? (result) => <JudgeLine key={result.checkId} task={task} result={result} pane={pane} /> : undefined
        }
      />
      <ReviewWord task={task} reviewer={reviewer} />
      <ClaimList task={task} />
    </>
  );
  const paper = (
    <div className="flex min-w-0 flex-col gap-4 bg-canvas px-6 py-6">
      {task.summary && (
        <div className="mx-auto w-full max-w-174">
          <Markdown text={task.summary} />
        </div>
      )}
      {task.artifacts.length === 0 && (
        <p className="mx-auto w-full max-w-174 text-text-muted">{t`No file was made.`}</p>
      )}
      <ResultFiles task={task} lit={isQuotes} />
    </div>
  );
  return (
    <div ref={root} className="flex min-h-0 flex-1">
      {beside ? (
        <>
          <div
            tabIndex={0}
            role="group"
            aria-label={t`The result`}
            className="thin-scroll min-w-0 flex-1 overflow-auto bg-canvas"
          >
            {paper}
          </div>
          <div className="flex w-120 flex-none flex-col border-s border-hairline">
            <div
              tabIndex={0}
              role="group"
              aria-label={t`Brief, line by line`}
              data-inset-focus
              className="thin-scroll min-h-0 flex-1 overflow-auto"
            >
              {list}
            </div>
            {decision}
          </div>
        </>
      ) : (
        <div
          tabIndex={0}
          role="group"
          aria-label={t`The result`}
          className="thin-scroll flex min-w-0 flex-1 flex-col overflow-auto"
        >
          {paper}
          <div className="border-t border-hairline">{list}</div>
          <div className="flex-1" />
          {decision}
        </div>
      )}
    </div>
  );
}

/** What the result is, in one sentence above the buttons. */
function Verdict({ task, name }: { task: TaskState; name: string }) {
  const { t } = useLingui();
  switch (task.verdict) {
    case 'nothing':
      return (
        <p className="text-failed">{t`Finished, produced nothing. Send it back with a note on what is wanted.`}</p>
      );
    case 'failed':
      return (
        <p>{t`Finished, not checked: at least one line was not met. ${name} was told once and could not mend it.`}</p>
      );
    case 'not-checked':
      return <p>{t`Finished, not checked: the app could not check all of it.`}</p>;
    default:
      return (
        <p className="text-text-muted">{t`Every line the app can check was found true. What is not checked is yours to judge.`}</p>
      );
  }
}
