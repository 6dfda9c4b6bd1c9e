import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import type { Profile } from '../../agents/domain/teammate.ts';
import { Field, Select, TextArea } from '../ui/field.tsx';
import { roleText } from '../words/team-words.ts';
import { ColourChoice } from './colour-choice.tsx';
import { maxAboutChars, maxInstructionsChars, maxNameChars, roles } from './limits.ts';

/** A new teammate as it is typed. `start`: what it was begun with; '' = nothing was chosen yet. */
export type FormDraft = Readonly<
  Record<'start' | 'name' | 'role' | 'about' | 'colour' | 'tools' | 'model' | 'instructions', string>
>;

export const emptyForm: FormDraft = {
  start: '',
  name: '',
  role: '',
  about: '',
  colour: '0',
  tools: '',
  model: 'default',
  instructions: '',
};

export function draftOf({ colour, tools, ...texts }: Profile): Omit<FormDraft, 'start'> {
  return { ...texts, colour: String(colour), tools: tools.join('\n') };
}

export function profileOf({ name, role, about, colour, tools, model, instructions }: FormDraft): Profile {
  return {
    name: name.trim(),
    role: roles.find((known) => known === role) ?? 'executor',
    about: about.trim(),
    colour: Number(colour),
    tools: tools === '' ? [] : tools.split('\n'),
    model,
    instructions: instructions.trim(),
  };
}

/** Who the new teammate is and how it works; access is switched on its profile. */
export function TeammateForm({ draft, change }: { draft: FormDraft; change: (patch: Partial<FormDraft>) => void }) {
  const { t } = useLingui();
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => name.current?.focus(), []);
  return (
    <>
      <Field
        ref={name}
        label={t`Name`}
        value={draft.name}
        maxLength={maxNameChars}
        dir="auto"
        autoComplete="off"
        onChange={(event) => change({ name: event.target.value })}
      />
      <Select
        label={t`Role`}
        value={draft.role}
        options={roles.map((role) => ({ value: role, label: roleText(role) }))}
        onChange={(event) => change({ role: event.target.value })}
      />
      <Field
        label={t`Good for`}
        hint={t`One line for colleagues and for you.`}
        value={draft.about}
        maxLength={maxAboutChars}
        dir="auto"
        onChange={(event) => change({ about: event.target.value })}
      />
      <TextArea
        label={t`How it works`}
        hint={t`What to do first, what to look for, how the result should look. You can change it at any time.`}
        value={draft.instructions}
        maxLength={maxInstructionsChars}
        rows={6}
        dir="auto"
        onChange={(event) => change({ instructions: event.target.value })}
      />
      <ColourChoice
        name={draft.name}
        value={Number(draft.colour)}
        onChange={(colour) => change({ colour: String(colour) })}
      />
    </>
  );
}
