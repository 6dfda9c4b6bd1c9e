import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { RefusalLine } from '../inbox/refusal-line.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

/** Says that another version came while the person was writing, and lets them go on from it: nothing typed is lost. */
export function NewerLine({
  name,
  newer,
  compare,
  adopt,
}: {
  name: string;
  newer: number;
  /** Shows the two side by side; left out = there is nothing longer than a line to compare. */
  compare?: () => void;
  adopt: () => void;
}) {
  const { t } = useLingui();
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 rounded-control bg-sunken px-3 py-2">
      <Icon name="info" className="text-text-muted" />
      <p className="min-w-60 flex-1">
        {t`${name} was changed while you were writing: version ${newer} is in use now. What you typed is still here.`}
      </p>
      <span className="flex flex-wrap gap-2">
        {compare && <Button small onClick={compare}>{t`Compare with version ${newer}`}</Button>}
        <Button small onClick={adopt}>{t`Go on from version ${newer}`}</Button>
      </span>
    </div>
  );
}

/** The buttons of a small form over a profile; nothing while nothing was changed. */
export function SaveLine({
  teammate,
  edit,
  disabled,
  onSave,
  children,
}: {
  teammate: TeammateState;
  edit: { isChanged: boolean; newer: number | null; refusal: string | null; adopt: () => void; discard: () => void };
  disabled?: boolean;
  onSave: () => void;
  /** Stands between the two buttons and the one that gives up. */
  children?: ReactNode;
}) {
  const { t } = useLingui();
  if (!edit.isChanged) return null;
  return (
    <div className="flex flex-col gap-3 border-t border-hairline pt-4">
      {edit.newer !== null && <NewerLine name={teammate.profile.name} newer={edit.newer} adopt={edit.adopt} />}
      <RefusalLine text={edit.refusal} />
      <div className="flex flex-wrap items-center gap-2">
        <Button kind="primary" disabled={disabled} onClick={onSave}>
          {t`Save as version ${teammate.profileVersion + 1}`}
        </Button>
        {children}
        <span className="flex-1" />
        <Button kind="ghost" onClick={edit.discard}>{t`Discard`}</Button>
      </div>
    </div>
  );
}
