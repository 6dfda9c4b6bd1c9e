import { useLingui } from '@lingui/react/macro';
import { useSettings } from '../store/use-app.ts';
import { useChange } from '../settings/use-change.ts';
import { Checkbox } from '../ui/field.tsx';

/** Whether the team takes what nobody has. It stands where such tasks lie, and in Settings. */
export function UnassignedSwitch() {
  const { t } = useLingui();
  const { takesUnassigned } = useSettings();
  const change = useChange();
  return (
    <Checkbox
      small
      label={<span className="text-text">{t`Let the team take unassigned work`}</span>}
      hint={
        takesUnassigned
          ? t`Each task goes to whoever fits best, and says why.`
          : t`Off: a task stays here until you give it to somebody.`
      }
      checked={takesUnassigned}
      onChange={(next) => void change({ takesUnassigned: next })}
    />
  );
}
