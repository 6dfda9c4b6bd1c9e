import { useLingui } from '@lingui/react/macro';
import { plural, t } from '@lingui/core/macro';
import type { Calibration, Competence } from '../../agents/domain/team-views.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { Button } from '../ui/button.tsx';
import { useReply } from '../task/use-reply.ts';
import { CalibrationChart } from './calibration-chart.tsx';
import { reliability } from './calibration.ts';
import { acceptedOfChecked } from './team-work.ts';

/** How the results of a teammate fared: counts, and whether it was right when the app was sure. */
export function RecordPart({ teammate, tasks }: { teammate: TeammateState; tasks: readonly TaskState[] }) {
  const { t } = useLingui();
  const { name } = teammate.profile;
  const counts = acceptedOfChecked(tasks, teammate.id);
  const judged = tasks.filter((task) => task.teammateId === teammate.id && task.acceptedBy !== null).length;
  const loaded = useReply(`${teammate.id}/${judged}`, (engine) => engine.query.teammate({ teammateId: teammate.id }));
  if (loaded.state === 'loading') return <p className="text-text-muted">{t`Reading…`}</p>;
  if (loaded.state === 'failed')
    return (
      <p className="flex flex-wrap items-center gap-2 text-failed">
        {loaded.message} <Button small onClick={loaded.again}>{t`Try again`}</Button>
      </p>
    );
  const { byKind, calibration, reviews } = loaded.value.competence;
  const { given, agreed } = reviews;
  if (byKind.length === 0 && calibration.judged === 0 && given === 0 && counts.checked === 0)
    return (
      <p className="max-w-160 text-text-muted">
        {t`No results yet. Once you accept what ${name} hands in or send it back, the counts stand here.`}
      </p>
    );
  return (
    <div className="flex max-w-240 flex-wrap gap-8">
      <div className="flex max-w-120 min-w-80 flex-1 flex-col gap-8">
        <section aria-label={t`Results`} className="flex flex-col gap-2">
          <h3 className="text-section font-semibold">{t`Results`}</h3>
          <dl className="flex flex-col">
            <Count term={t`Marked checked, you accepted`} text={t`${counts.accepted} of ${counts.checked}`} />
            {given > 0 && <Count term={t`Reviews by ${name} you agreed with`} text={t`${agreed} of ${given}`} />}
          </dl>
        </section>
        {byKind.length > 0 && <Kinds byKind={byKind} />}
      </div>
      <section
        aria-label={t`When the app is sure, is ${name} right?`}
        className="flex max-w-120 min-w-80 flex-1 flex-col gap-3"
      >
        <h3 className="text-section font-semibold">{t`When the app is sure, is ${name} right?`}</h3>
        <p className="text-text-muted">{t`Results you judged, by how sure the app was before you looked.`}</p>
        {calibration.judged > 0 && <CalibrationChart calibration={calibration} />}
        <p>{verdictText(calibration, name)}</p>
        {calibration.brier !== null && <p className="text-text-muted">{brierText(calibration.brier)}</p>}
      </section>
    </div>
  );
}

function Count({ term, text }: { term: string; text: string }) {
  return (
    <div className="flex min-h-10 items-center gap-4 border-t border-hairline">
      <dt className="flex-1 text-text-muted">{term}</dt>
      <dd className="font-medium tabular-nums">{text}</dd>
    </div>
  );
}

function Kinds({ byKind }: Pick<Competence, 'byKind'>) {
  const { t } = useLingui();
  return (
    <section aria-label={t`By kind of task`} className="flex flex-col gap-1">
      <h3 className="text-section font-semibold">{t`By kind of task`}</h3>
      <table className="w-full border-collapse">
        <thead className="text-meta text-text-muted">
          <tr>
            <th scope="col" className="h-8 text-start font-normal">{t`Kind`}</th>
            <th scope="col" className="h-8 text-end font-normal">{t`Accepted`}</th>
            <th scope="col" className="h-8 text-end font-normal">{t`Sent back`}</th>
            <th scope="col" className="h-8 text-end font-normal">{t`Failed`}</th>
          </tr>
        </thead>
        <tbody>
          {byKind.map(({ kind, fared }) => (
            <tr key={kind} className="border-t border-hairline tabular-nums">
              <th scope="row" className="h-10 text-start font-medium">
                {kindText(kind)}
              </th>
              <td className="text-end">{fared.accepted}</td>
              <td className="text-end">{fared.sentBack}</td>
              <td className="text-end">{fared.failed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function kindText(kind: Competence['byKind'][number]['kind']): string {
  switch (kind) {
    case 'research':
      return t`Research`;
    case 'compare':
      return t`Comparing`;
    case 'list':
      return t`Lists and tables`;
    case 'write':
      return t`Writing`;
    case 'plan':
      return t`Planning`;
    case 'review':
      return t`Reviewing`;
    case 'remember':
      return t`Remembering`;
    case 'other':
      return t`Other work`;
  }
}

function verdictText(calibration: Calibration, name: string): string {
  const { judged } = calibration;
  switch (reliability(calibration)) {
    case 'too-few':
      return plural(judged, {
        0: 'You have judged no result yet: there is nothing to go by.',
        one: 'You have judged # result: too few to say.',
        other: 'You have judged # results: too few to say.',
      });
    case 'close':
      return t`The lines lie close: when the app is sure of ${name}, you mostly agree.`;
    case 'too-sure':
      return t`You accepted fewer than expected: let ${name} ask you more often.`;
    case 'too-careful':
      return t`You accepted more than expected: ${name} could ask you less often.`;
  }
}

/** The one number, for those who want it, in one plain sentence. */
function brierText(brier: number): string {
  const score = brier.toFixed(2);
  return t`Brier score ${score}: how far the sureness lay from your verdicts, where 0 is never wrong and 0.25 is what guessing “half sure” each time would give.`;
}
