import {
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react';
import { classNames } from './class-names.ts';

interface Around {
  label: string;
  /** Keeps the label for readers only. */
  hideLabel?: boolean;
  hint?: ReactNode;
  /** What is wrong and what to do; marks the control invalid. Null or empty = nothing. */
  error?: string | null;
}

const box =
  'w-full rounded-control border border-control-border bg-surface px-2 text-text aria-invalid:border-failed disabled:text-text-faint';

function Labelled({ id, label, hideLabel, hint, error, children }: Around & { id: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'font-medium'}>
        {label}
      </label>
      {children}
      {hint && (
        <div id={`${id}-hint`} className="text-meta text-text-muted">
          {hint}
        </div>
      )}
      <div id={`${id}-error`} role="alert" className={error ? 'text-meta text-failed' : 'sr-only'}>
        {error ?? ''}
      </div>
    </div>
  );
}

function described(id: string, { hint, error }: Around) {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return { 'aria-invalid': error ? true : undefined, 'aria-describedby': ids || undefined };
}

type FieldProps = Around &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'style'> & { ref?: Ref<HTMLInputElement> };

/** One line of text with its label, hint and error. */
export function Field({ label, hideLabel, hint, error, ...rest }: FieldProps) {
  const made = useId();
  const id = rest.id ?? made;
  const around = { label, hideLabel, hint, error };
  return (
    <Labelled id={id} {...around}>
      <input {...rest} {...described(id, around)} id={id} className={classNames(box, 'h-8')} />
    </Labelled>
  );
}

type TextAreaProps = Around &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className' | 'style'> & { ref?: Ref<HTMLTextAreaElement> };

/** Several lines of text. It grows with what is typed up to its `rows` × 3. */
export function TextArea({ label, hideLabel, hint, error, ...rest }: TextAreaProps) {
  const made = useId();
  const id = rest.id ?? made;
  const around = { label, hideLabel, hint, error };
  return (
    <Labelled id={id} {...around}>
      <textarea
        {...rest}
        {...described(id, around)}
        id={id}
        className={classNames(box, 'thin-scroll field-sizing-content max-h-80 min-h-16 py-1')}
      />
    </Labelled>
  );
}

type SelectProps = Around &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'className' | 'style' | 'children'> & {
    options: { value: string; label: string }[];
  };

/** One of several, in the platform's own list. */
export function Select({ label, hideLabel, hint, error, options, ...rest }: SelectProps) {
  const made = useId();
  const id = rest.id ?? made;
  const around = { label, hideLabel, hint, error };
  return (
    <Labelled id={id} {...around}>
      <select {...rest} {...described(id, around)} id={id} className={classNames(box, 'h-8')}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

interface TickProps {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  small?: boolean;
}

/** A tick with its label to the right. */
export function Checkbox({ label, hint, checked, onChange, disabled, small }: TickProps) {
  const id = useId();
  return (
    <div className={classNames('flex items-start gap-2', small ? 'text-meta text-text-muted' : undefined)}>
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.checked)}
        className={classNames('m-0.5 flex-none accent-accent', small ? 'size-3.5' : 'size-4')}
      />
      <div className="flex min-w-0 flex-col">
        <label htmlFor={id}>{label}</label>
        {hint && (
          <span id={`${id}-hint`} className="text-meta text-text-muted">
            {hint}
          </span>
        )}
      </div>
    </div>
  );
}

/** A setting that is on or off at once. */
export function Switch({ label, hint, checked, onChange, disabled }: TickProps) {
  const id = useId();
  return (
    <div className="flex items-center gap-3">
      <div className="flex min-w-0 flex-1 flex-col">
        <span id={id}>{label}</span>
        {hint && (
          <span id={`${id}-hint`} className="text-meta text-text-muted">
            {hint}
          </span>
        )}
      </div>
      <button
        type="button"
        role="switch"
        aria-checked={checked}
        aria-labelledby={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        disabled={disabled}
        onClick={() => onChange(!checked)}
        className={classNames(
          'flex h-6 w-10 flex-none items-center rounded-full border px-1 transition-colors',
          checked ? 'justify-end border-accent bg-accent' : 'justify-start border-control-border bg-surface',
        )}
      >
        <span className={classNames('size-3.5 rounded-full', checked ? 'bg-on-accent' : 'bg-control-border')} />
      </button>
    </div>
  );
}
