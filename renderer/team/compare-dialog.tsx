import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { DiffView } from '../inbox/diff-view.tsx';
import { RefusalLine } from '../inbox/refusal-line.tsx';
import { useActions } from '../store/use-app.ts';
import { useReply } from '../task/use-reply.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Select } from '../ui/field.tsx';
import { useToasts } from '../ui/toast.tsx';
import { profileText } from './profile-text.ts';

/** Any two versions of a teammate line by line; the first can be taken into use again, as a version of its own. */
export function CompareDialog({
  teammate,
  first,
  close,
}: {
  teammate: TeammateState;
  /** The version to begin with, beside the one in use. */
  first: number;
  close: () => void;
}) {
  const { t } = useLingui();
  const actions = useActions();
  const toasts = useToasts();
  const [from, setFrom] = useState(first);
  const [to, setTo] = useState(teammate.profileVersion);
  const [refusal, setRefusal] = useState<string | null>(null);
  const loaded = useReply(`${teammate.id}/${teammate.profileVersion}`, (engine) =>
    engine.query.teammate({ teammateId: teammate.id }),
  );
  const versions = loaded.state === 'loaded' ? loaded.value.versions : [];
  const profileOf = (wanted: number) => versions.find(({ profileVersion }) => profileVersion === wanted)?.profile;
  const before = profileOf(from);
  const after = profileOf(to);
  const options = teammate.versions.toReversed().map(({ profileVersion, note }) => ({
    value: String(profileVersion),
    label: note === '' ? t`Version ${profileVersion}` : t`Version ${profileVersion}: ${note.slice(0, 60)}`,
  }));
  const useAgain = async () => {
    if (!before) return;
    const reply = await actions.dispatch(
      {
        type: 'teammate.revise',
        teammateId: teammate.id,
        fromVersion: teammate.profileVersion,
        profile: before,
        note: t`Version ${from} again`,
      },
      { quiet: true },
    );
    if (!reply.ok) {
      setRefusal(reply.error.message);
      return;
    }
    toasts.show(t`Version ${from} is in use again, as version ${teammate.profileVersion + 1}.`);
    close();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={t`Compare versions of ${teammate.profile.name}`}
      foot={
        <>
          <Button onClick={close}>{t`Close`}</Button>
          <Button
            kind="primary"
            disabled={!before || from === teammate.profileVersion}
            onClick={() => void useAgain()}
          >{t`Use version ${from} again`}</Button>
        </>
      }
    >
      <div className="grid grid-cols-2 gap-3">
        <Select
          label={t`From`}
          options={options}
          value={String(from)}
          onChange={(event) => setFrom(Number(event.target.value))}
        />
        <Select
          label={t`To`}
          options={options}
          value={String(to)}
          onChange={(event) => setTo(Number(event.target.value))}
        />
      </div>
      {loaded.state === 'loading' && <p className="text-text-muted">{t`Reading…`}</p>}
      {loaded.state === 'failed' && (
        <p className="flex flex-wrap items-center gap-2 text-failed">
          {loaded.message} <Button small onClick={loaded.again}>{t`Try again`}</Button>
        </p>
      )}
      {before && after && (
        <div className="rounded-card border border-hairline">
          <DiffView before={profileText(before)} after={profileText(after)} />
        </div>
      )}
      <RefusalLine text={refusal} />
    </Dialog>
  );
}
