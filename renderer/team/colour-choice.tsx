import { useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { TeammateAvatar } from '../ui/avatar.tsx';
import { classNames } from '../ui/class-names.ts';

const colours = [0, 1, 2, 3, 4, 5] as const;

/** Which of the identity colours a teammate wears, shown as its own avatar. */
export function ColourChoice({
  name,
  value,
  onChange,
}: {
  name: string;
  value: number;
  onChange: (colour: number) => void;
}) {
  const { t } = useLingui();
  const group = useId();
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="pb-1 font-medium">{t`Colour`}</legend>
      <div className="flex gap-2">
        {colours.map((colour) => (
          <label
            key={colour}
            className={classNames(
              'grid size-10 cursor-pointer place-items-center rounded-control border-2 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
              value === colour ? 'border-accent' : 'border-transparent hover:bg-sunken',
            )}
          >
            <input
              type="radio"
              name={group}
              className="sr-only"
              aria-label={t`Colour ${colour + 1}`}
              checked={value === colour}
              onChange={() => onChange(colour)}
            />
            <TeammateAvatar name={name === '' ? '?' : name} colour={colour} size={32} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
