import { useId, type Ref, type TextareaHTMLAttributes } from 'react';

type NoteFieldProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className' | 'style'> & {
  /** Read out; also shown above the field while `showLabel`. */
  label: string;
  showLabel?: boolean;
  hint?: string;
  ref?: Ref<HTMLTextAreaElement>;
};

/** A line to write in that grows with what is typed, up to eight lines. */
export function NoteField({ label, showLabel, hint, ...rest }: NoteFieldProps) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1">
      <label htmlFor={id} className={showLabel ? 'font-medium' : 'sr-only'}>
        {label}
      </label>
      <textarea
        rows={1}
        {...rest}
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="thin-scroll field-sizing-content max-h-44 min-h-8 w-full resize-none rounded-control border border-control-border bg-surface px-2 py-1.5 leading-4.5 text-text"
      />
      {hint && (
        <p id={`${id}-hint`} className="text-meta text-text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
