import { useLingui } from '@lingui/react/macro';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { dayText } from '../knowledge/memory-words.ts';
import { Field, Select } from '../ui/field.tsx';
import { roleText } from '../words/team-words.ts';
import { ColourChoice } from './colour-choice.tsx';
import { maxAboutChars, maxNameChars, roles } from './limits.ts';
import { SaveLine } from './save-line.tsx';
import { useProfileEdit } from './use-profile-edit.ts';

/** What colleagues read of a teammate, the planner before all: who it is and what it is good for. */
export function AboutPart({ teammate }: { teammate: TeammateState }) {
  const { t } = useLingui();
  const { name, role, about, colour } = teammate.profile;
  const edit = useProfileEdit(teammate, 'about', { name, role, about, colour: String(colour) });
  const { values } = edit;
  const joined = teammate.versions[0]?.atMs;
  const newRole = roles.find((known) => known === values.role) ?? role;
  const isEmpty = values.name.trim() === '' || values.about.trim() === '';
  const save = () =>
    void edit.save(
      { name: values.name.trim(), role: newRole, about: values.about.trim(), colour: Number(values.colour) },
      t`About`,
    );
  return (
    <div className="flex max-w-140 flex-col gap-4">
      <p className="text-text-muted">
        {t`This is what teammates read of ${name} when they choose who gets a part of their work.`}
      </p>
      <Field
        label={t`Name`}
        value={values.name}
        maxLength={maxNameChars}
        dir="auto"
        error={values.name.trim() === '' ? t`A teammate needs a name.` : null}
        onChange={(event) => edit.change({ name: event.target.value })}
      />
      <Select
        label={t`Role`}
        value={values.role}
        options={roles.map((known) => ({ value: known, label: roleText(known) }))}
        onChange={(event) => edit.change({ role: roles.find((known) => known === event.target.value) ?? role })}
      />
      <Field
        label={t`Good for`}
        hint={t`One line: what to come to ${name} with.`}
        value={values.about}
        maxLength={maxAboutChars}
        dir="auto"
        error={values.about.trim() === '' ? t`Colleagues need one line to go by.` : null}
        onChange={(event) => edit.change({ about: event.target.value })}
      />
      <ColourChoice
        name={values.name}
        value={Number(values.colour)}
        onChange={(chosen) => edit.change({ colour: String(chosen) })}
      />
      {joined !== undefined && <p className="text-text-muted">{t`On the team since ${dayText(joined)}`}</p>}
      <SaveLine teammate={teammate} edit={edit} disabled={isEmpty} onSave={save} />
    </div>
  );
}
