import { useLingui } from '@lingui/react/macro';
import { useApp, useSettings } from '../store/use-app.ts';
import { Select } from '../ui/field.tsx';
import { roleText, takers } from '../words/team-words.ts';

/** Who gets a new task; nobody is a choice, and says what happens then. */
export function TeammateSelect({ value, onChange }: { value: string; onChange: (teammateId: string) => void }) {
  const { t } = useLingui();
  const teammates = useApp((state) => state.teammates);
  const { takesUnassigned } = useSettings();
  const options = takers(teammates).map(({ id, profile, standing }) => {
    const name = `${profile.name}, ${roleText(profile.role)}`;
    return { value: id, label: standing === 'paused' ? t`${name} (paused)` : name };
  });
  const nobody = takesUnassigned
    ? t`The team takes it: whoever fits best gets it and says why.`
    : t`It stays on the board until you give it to somebody.`;
  return (
    <Select
      label={t`Give to`}
      value={value}
      hint={value === '' ? nobody : undefined}
      options={[{ value: '', label: takesUnassigned ? t`Let the team choose` : t`Nobody yet` }, ...options]}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
