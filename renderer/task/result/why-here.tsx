import { useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import type { TaskState } from '../../../agents/domain/task.ts';
import { useTeammate } from '../../store/use-app.ts';

/** Why this result came to the person, or was done without them, with the counts behind it in words; never a score. */
export function WhyHere({ task, name, reviewer }: { task: TaskState; name: string; reviewer: string | null }) {
  const { t } = useLingui();
  const id = useId();
  const unsure = useTeammate(task.teammateId)?.unsure ?? 'always';
  const seen = (task.confidence?.parts ?? []).filter((part) => part.value !== null && part.evidence !== '');
  const asks = {
    always: t`You asked to see every result of ${name}.`,
    often: t`You asked to see results of ${name} often when they are unsure.`,
    sometimes: t`You asked to see results of ${name} sometimes when they are unsure.`,
    rarely: t`You asked to see results of ${name} rarely, and this one is among them.`,
  }[unsure];
  const why =
    task.acceptedBy === 'rule'
      ? t`Done by itself: nothing was left unchecked, and ${name} may finish such work.`
      : task.acceptedBy === 'person'
        ? t`You accepted it.`
        : task.status === 'review'
          ? asks
          : '';
  if (why === '' && seen.length === 0) return null;
  return (
    <section aria-labelledby={id} className="mx-6 mb-3 flex flex-col gap-1 rounded-card bg-sunken px-3 py-2">
      <h4 id={id} className="font-medium">
        {task.acceptedBy === 'rule' ? t`Why it finished by itself` : t`Why you see this`}
      </h4>
      {why && <p>{why}</p>}
      {seen.length > 0 && (
        <ul className="list-disc ps-4 text-text-muted">
          {seen.map((part) => (
            <li key={part.name} className="wrap-anywhere">
              {part.name === 'reviewer' && reviewer ? t`${reviewer}: ${part.evidence}` : part.evidence}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
