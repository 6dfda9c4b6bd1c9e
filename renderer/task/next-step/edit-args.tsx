import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { argFields, argsOf, objectFrom, type ArgField, type PlainArg } from './next-call.ts';

/** A step's arguments to change: fields where each has one, else the JSON as it is. What was typed stays until it is saved or left. */
export function EditArgs({
  args,
  busy,
  onSave,
  onLeave,
}: {
  args: unknown;
  busy: boolean;
  onSave: (args: Record<string, unknown>) => void;
  onLeave: () => void;
}) {
  const { t } = useLingui();
  const [fields, setFields] = useState(() => argFields(args));
  const [json, setJson] = useState(() => JSON.stringify(args, null, 2) ?? '');
  const value = fields ? argsOf(fields) : objectFrom(json);
  const change = (name: PlainArg, text: string) =>
    setFields((held) => held && held.map((field) => (field.name === name ? { ...field, value: text } : field)));
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (value) onSave(value);
      }}
    >
      {fields ? (
        fields.map((field) => <ArgInput key={field.name} field={field} onChange={change} />)
      ) : (
        <TextArea
          label={t`What the step is given, as JSON`}
          rows={8}
          value={json}
          spellCheck={false}
          error={value ? null : t`This is not a JSON object. Compare brackets, commas and quotation marks.`}
          onChange={(event) => setJson(event.target.value)}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" type="submit" disabled={busy || value === null}>{t`Save the step`}</Button>
        <Button kind="ghost" onClick={onLeave}>{t`Back`}</Button>
      </div>
    </form>
  );
}

function ArgInput({ field, onChange }: { field: ArgField; onChange: (name: PlainArg, text: string) => void }) {
  const { t } = useLingui();
  const label = {
    path: t`File`,
    text: t`Text`,
    content: t`Content`,
    question: t`Question`,
    query: t`Look for`,
    title: t`Title`,
    brief: t`Brief`,
    teammate: t`Teammate`,
    to: t`To whom`,
    why: t`Why`,
    done: t`What is done`,
    left: t`What is left`,
    summary: t`Summary`,
    message: t`Message`,
    minutes: t`Minutes`,
  }[field.name];
  const wrong = field.isNumber && argsOf([field]) === null ? t`Write a number.` : null;
  const shared = { label, value: field.value, error: wrong };
  const isLong = field.value.length > 60 || ['text', 'content', 'brief', 'summary'].includes(field.name);
  return isLong ? (
    <TextArea {...shared} rows={4} onChange={(event) => onChange(field.name, event.target.value)} />
  ) : (
    <Field {...shared} onChange={(event) => onChange(field.name, event.target.value)} />
  );
}
