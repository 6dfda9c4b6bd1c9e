import { useLingui } from '@lingui/react/macro';
import type { TaskState } from '../../../agents/domain/task.ts';
import { useActions, useTask, useTeammate } from '../../store/use-app.ts';
import { TeammateAvatar } from '../../ui/avatar.tsx';
import { Icon } from '../../ui/icon.tsx';
import { opinionText } from '../record-team.ts';

/** The reviewer's word, by name, with each finding and the words it rests on. Nothing while nobody was asked. */
export function ReviewWord({ task, reviewer }: { task: TaskState; reviewer: string | null }) {
  const { t } = useLingui();
  const actions = useActions();
  const review = useTask(task.review?.taskId ?? null);
  const teammate = useTeammate(task.review?.teammateId ?? null);
  const opinion = task.opinion ?? review?.opinion ?? null;
  if (!task.review && !opinion) return null;
  const name = reviewer ?? t`The reviewer`;
  return (
    <section aria-label={t`The reviewer’s word`} className="flex flex-col gap-2 border-t border-hairline px-6 py-3">
      <h3 className="flex min-h-8 items-center gap-2 font-semibold">
        {teammate && <TeammateAvatar name={teammate.profile.name} colour={teammate.profile.colour} />}
        <span className="flex-1">
          {opinion ? t`${name}: ${opinionText(opinion.verdict)}` : t`${name} is looking at it`}
        </span>
        {review && (
          <button
            type="button"
            onClick={() => actions.openTask(review.id)}
            className="min-h-6 text-body font-normal text-accent hover:underline"
          >{t`Open the review`}</button>
        )}
      </h3>
      {task.review?.why && <p className="text-text-muted">{t`Asked because: ${task.review.why}`}</p>}
      {opinion?.findings.length === 0 && (
        <p className="text-text-muted">{t`Nothing was named, so this counts as not checked.`}</p>
      )}
      <ul className="flex flex-col gap-2">
        {opinion?.findings.map((finding, index) => (
          <li key={index} className="flex gap-2">
            <Icon
              name={finding.isGood ? 'done' : 'warning'}
              label={finding.isGood ? t`Good` : t`To change`}
              className={`mt-0.5 ${finding.isGood ? 'text-done' : 'text-failed'}`}
            />
            <span className="min-w-0 flex-1 wrap-anywhere">
              {finding.text}
              {finding.source && (
                <span className="block text-text-muted">
                  {finding.source.file}: “{finding.source.quote}”
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
