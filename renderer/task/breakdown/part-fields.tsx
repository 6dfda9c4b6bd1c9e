import { useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import type { PlannedPart } from '../../../agents/domain/breakdown.ts';
import { useApp } from '../../store/use-app.ts';
import { IconButton } from '../../ui/button.tsx';
import { ChoiceChip } from '../../ui/chip.tsx';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { roleText } from '../../words/team-words.ts';
import { withNeed } from './draft-parts.ts';

/** One part of a plan to change: what, how exactly, who, and what it waits for. */
export function PartFields({
  part,
  number,
  count,
  others,
  onChange,
  onMove,
  onRemove,
}: {
  part: PlannedPart;
  number: number;
  count: number;
  others: readonly PlannedPart[];
  onChange: (patch: Partial<PlannedPart>) => void;
  onMove: (step: 1 | -1) => void;
  onRemove: () => void;
}) {
  const { t } = useLingui();
  const id = useId();
  const teammates = useApp((state) => state.teammates);
  const team = Object.values(teammates).filter(({ standing }) => standing === 'active');
  const name = part.title || t`Part ${number}`;
  const choose = (value: string) => {
    const teammate = teammates[value];
    onChange(teammate ? { teammateId: value, role: teammate.profile.role } : { teammateId: null });
  };
  return (
    <li
      aria-label={t`Part ${number}: ${part.title}`}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        event.stopPropagation();
        onMove(event.key === 'ArrowUp' ? -1 : 1);
      }}
      className="flex flex-col gap-3 border-t border-hairline py-3 first:border-t-0"
    >
      <div className="flex items-end gap-2">
        <span aria-hidden className="w-5 flex-none text-text-faint leading-8 tabular-nums">{`${number}.`}</span>
        <div className="min-w-0 flex-1">
          <Field
            label={t`Part ${number}`}
            hideLabel
            placeholder={t`What is to be done, in a few words`}
            maxLength={120}
            value={part.title}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        </div>
        <IconButton
          icon="before"
          label={t`Move “${name}” up`}
          keys="alt+ArrowUp"
          disabled={number === 1}
          onClick={() => onMove(-1)}
        />
        <IconButton
          icon="after"
          label={t`Move “${name}” down`}
          keys="alt+ArrowDown"
          disabled={number === count}
          onClick={() => onMove(1)}
        />
        <IconButton icon="trash" label={t`Take out “${name}”`} onClick={onRemove} />
      </div>
      <div className="flex flex-col gap-3 ps-7">
        <TextArea
          label={t`Brief of part ${number}`}
          hideLabel
          placeholder={t`The brief: what exactly, from what, in which form`}
          rows={2}
          value={part.brief}
          onChange={(event) => onChange({ brief: event.target.value })}
        />
        <div className="max-w-70">
          <Select
            label={t`Who does part ${number}`}
            hideLabel
            value={part.teammateId ?? ''}
            options={[
              { value: '', label: t`Whoever fits (${roleText(part.role)})` },
              ...team.map(({ id: value, profile }) => ({ value, label: `${profile.name}, ${roleText(profile.role)}` })),
            ]}
            onChange={(event) => choose(event.target.value)}
          />
        </div>
        {others.length > 0 && (
          <div role="group" aria-labelledby={id} className="flex flex-wrap items-center gap-2">
            <span id={id} className="text-meta text-text-muted">{t`Waits for`}</span>
            {others.map((other) => (
              <ChoiceChip
                key={other.key}
                on={part.needs.includes(other.key)}
                onClick={() => onChange({ needs: withNeed(part, other.key) })}
              >
                <span className="max-w-40 truncate">{other.title || other.key}</span>
              </ChoiceChip>
            ))}
          </div>
        )}
        {(part.inputs.length > 0 || part.checks.length > 0) && (
          <ul className="flex flex-col text-meta text-text-muted">
            {part.inputs.map((file) => (
              <li key={file} className="wrap-anywhere">{t`Draws on ${file}`}</li>
            ))}
            {part.checks.map((check) => (
              <li key={check.id} className="wrap-anywhere">{t`Done means: ${check.label}`}</li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}
