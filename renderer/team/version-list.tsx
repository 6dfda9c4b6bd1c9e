import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { Button } from '../ui/button.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { acceptedByVersion } from './team-work.ts';

/** So many versions are drawn before the person asks for the rest. */
const shownRows = 10;

/** Every version of a teammate, the newest first: who wrote it, when, what about, and how its results fared. */
export function VersionList({
  teammate,
  tasks,
  compare,
}: {
  teammate: TeammateState;
  tasks: readonly TaskState[];
  /** Shows a version beside the one in use. */
  compare: (profileVersion: number) => void;
}) {
  const { t } = useLingui();
  const [isWhole, setIsWhole] = useState(false);
  const newestFirst = teammate.versions.toReversed();
  const counts = acceptedByVersion(tasks, teammate.id);
  const rest = newestFirst.length - shownRows;
  return (
    <section aria-label={t`Versions`}>
      <header className="flex min-h-8 flex-wrap items-center gap-x-3">
        <h3 className="font-semibold">{t`Versions`}</h3>
        <span className="flex-1 text-meta text-text-muted">{t`Compare two, and use an old one again. Work that has begun keeps its version.`}</span>
        <span className="text-meta text-text-muted">{t`accepted of checked, while in use`}</span>
      </header>
      <table className="w-full table-fixed border-collapse text-start">
        <colgroup>
          <col className="w-10" />
          <col />
          <col className="w-20" />
          <col className="w-20" />
          <col className="w-24" />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t`Version`}</th>
            <th scope="col">{t`What changed, and who changed it`}</th>
            <th scope="col">{t`When`}</th>
            <th scope="col">{t`Accepted of checked`}</th>
            <th scope="col">{t`Use`}</th>
          </tr>
        </thead>
        <tbody>
          {(isWhole ? newestFirst : newestFirst.slice(0, shownRows)).map(({ profileVersion, note, source, atMs }) => {
            const count = counts.get(profileVersion);
            return (
              <tr key={profileVersion} className="border-t border-hairline">
                <th scope="row" className="h-12 text-start font-medium tabular-nums">
                  {profileVersion}
                </th>
                <td className="pe-3">
                  <span className="block truncate" title={note}>
                    <bdi>{note === '' ? (profileVersion === 1 ? t`As it joined` : t`Without a note`) : note}</bdi>
                  </span>
                  <span className="block truncate text-meta text-text-muted">
                    {source === '' ? t`You, in the app` : t`From the file ${source}`}
                  </span>
                </td>
                <td className="text-meta text-text-muted">
                  <RelativeTime atMs={atMs} />
                </td>
                <td className="text-end text-text-muted tabular-nums">
                  {count ? t`${count.accepted} of ${count.checked}` : ''}
                </td>
                <td className="ps-2 text-end">
                  {profileVersion === teammate.profileVersion ? (
                    <span className="px-2 text-text-muted">{t`In use`}</span>
                  ) : (
                    <Button
                      small
                      aria-label={t`Compare version ${profileVersion}`}
                      onClick={() => compare(profileVersion)}
                    >{t`Compare`}</Button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {rest > 0 && !isWhole && (
        <Button kind="ghost" icon="down" onClick={() => setIsWhole(true)}>{t`Show ${rest} more`}</Button>
      )}
    </section>
  );
}
