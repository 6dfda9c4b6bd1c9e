import { useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import type { TaskState } from '../../../agents/domain/task.ts';
import { Icon } from '../../ui/icon.tsx';
import { callLine } from '../call-words.ts';

/** What the result says was done, each beside the step on record that did it, or the plain word that none did. */
export function ClaimList({ task }: { task: TaskState }) {
  const { t } = useLingui();
  const id = useId();
  if (task.claims.length === 0) return null;
  const calls = new Map(task.turns?.flatMap(({ calls: own }) => own).map((call) => [call.callId, call]));
  const claims = task.claims.toSorted((a, b) => Number(a.callId !== null) - Number(b.callId !== null));
  const unproven = claims.filter(({ callId }) => callId === null).length;
  return (
    <section aria-labelledby={id} className="border-t border-hairline px-6 py-3">
      <h3 id={id} className="flex h-8 items-center gap-2 font-semibold">
        <span className="flex-1">{t`What it says was done`}</span>
        {unproven > 0 && <span className="text-meta font-normal text-failed">{t`${unproven} without a step`}</span>}
      </h3>
      <ul className="flex flex-col gap-2">
        {claims.map(({ text, callId }, index) => {
          const call = callId === null ? undefined : calls.get(callId);
          return (
            <li key={index} className="flex gap-2">
              <Icon
                name={callId === null ? 'failed' : 'done'}
                className={`mt-0.5 ${callId === null ? 'text-failed' : 'text-done'}`}
              />
              <span className="min-w-0 flex-1">
                <span className="block wrap-anywhere">“{text}”</span>
                <span className={`block wrap-anywhere ${callId === null ? 'text-failed' : 'text-text-muted'}`}>
                  {callId === null ? t`No step did this.` : call ? callLine(call).title : t`A step on record did this.`}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
