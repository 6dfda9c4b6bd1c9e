import { useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import { Field } from '../ui/field.tsx';

/**
 * A line of text that is kept when one leaves it or presses Enter; Escape brings the kept text back.
 * `read` gives the value or a sentence on what is wrong; nothing wrong is ever kept.
 */
export function KeptField<T>({
  label,
  hideLabel,
  hint,
  value,
  read,
  keep,
  numeric,
  placeholder,
}: {
  label: string;
  hideLabel?: boolean;
  hint?: ReactNode;
  /** The kept value, as text. */
  value: string;
  read: (text: string) => { value: T } | { error: string };
  keep: (value: T) => Promise<boolean>;
  numeric?: boolean;
  placeholder?: string;
}) {
  const { t } = useLingui();
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const leave = async () => {
    if (typed === null || typed === value) return setTyped(null);
    const result = read(typed);
    if ('error' in result) return setError(result.error);
    if (await keep(result.value)) setTyped(null);
    else setError(t`This was not kept. Try again.`);
  };
  return (
    <Field
      label={label}
      hideLabel={hideLabel}
      hint={hint}
      error={error}
      inputMode={numeric ? 'decimal' : undefined}
      placeholder={placeholder}
      value={typed ?? value}
      onChange={(event) => {
        setTyped(event.target.value);
        setError(null);
      }}
      onBlur={() => void leave()}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) void leave();
        if (event.key !== 'Escape' || typed === null) return;
        event.stopPropagation();
        setTyped(null);
        setError(null);
      }}
    />
  );
}
