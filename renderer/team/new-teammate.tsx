import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Profile, TeammateState } from '../../agents/domain/teammate.ts';
import { RefusalLine } from '../inbox/refusal-line.tsx';
import { chooseText } from '../knowledge/exchange.ts';
import { useActions, useApp } from '../store/use-app.ts';
import { useDraft } from '../store/use-draft.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useToasts } from '../ui/toast.tsx';
import { draftOf, emptyForm, profileOf, TeammateForm, type FormDraft } from './teammate-form.tsx';
import { StartList } from './start-list.tsx';
import { teammateId } from './teammate-id.ts';

/** Longer files are refused before they are sent: the engine reads no more. */
const maxFileChars = 100_000;

/** Makes a teammate: from a template, from nothing, from another teammate or from a Markdown file. What was typed stays when it is closed. */
export function NewTeammate({ copyOf, close }: { copyOf: TeammateState | null; close: () => void }) {
  const { t } = useLingui();
  const actions = useActions();
  const toasts = useToasts();
  const teammates = useApp((state) => state.teammates);
  const { draft, change, clear } = useDraft<FormDraft>(
    copyOf === null ? 'new-teammate' : `new-teammate/${copyOf.id}`,
    copyOf === null ? emptyForm : { ...draftOf({ ...copyOf.profile, name: '' }), start: 'copy' },
  );
  const [refusal, setRefusal] = useState<string | null>(null);
  const all = Object.values(teammates);
  const freeColour = all.filter(({ standing }) => standing !== 'retired').length % 6;

  const begin = (start: string, profile: Profile) => {
    setRefusal(null);
    change({ ...draftOf(profile), start });
  };
  /** Reads a text as a role file; what is wrong with it is said in words. */
  const read = async (start: string, file: { name: string; text: string }, over: Partial<Profile>) => {
    setRefusal(null);
    if (file.text.length > maxFileChars) {
      setRefusal(t`${file.name} is longer than a role file can be. Nothing was read.`);
      return;
    }
    const sent = await actions.ask((engine) => engine.query.parseRole(file));
    const reply = sent.ok ? sent.value : sent;
    if (reply.ok) begin(start, { ...reply.value.profile, ...over });
    else setRefusal(reply.error.message);
  };
  const bringIn = async () => {
    const file = await chooseText('.md,.markdown');
    if (file === null) return;
    if ('text' in file) await read('file', file, {});
    else setRefusal(t`This file cannot be read. Nothing was changed.`);
  };
  const add = async () => {
    const profile = profileOf(draft);
    const id = teammateId(profile.name, Object.keys(teammates), actions.makeId('tm'));
    const reply = await actions.dispatch({ type: 'teammate.create', teammateId: id, profile }, { quiet: true });
    if (!reply.ok) {
      setRefusal(reply.error.message);
      return;
    }
    clear();
    actions.go({ screen: 'team', teammateId: id });
    toasts.show(t`${profile.name} is on the team.`);
    close();
  };
  const back = () => {
    setRefusal(null);
    change(emptyForm);
  };
  if (draft.start === '')
    return (
      <Dialog open onClose={close} title={t`New teammate`} foot={<Button onClick={close}>{t`Cancel`}</Button>}>
        <StartList
          onTemplate={(role, text) => void read(role, { name: `${role}.md`, text }, { name: '', colour: freeColour })}
          onBlank={(text) =>
            void read('blank', { name: 'new.md', text }, { name: '', about: '', instructions: '', colour: freeColour })
          }
          others={all}
          onCopy={(other) => begin('copy', { ...other.profile, name: '', colour: freeColour })}
          onFile={() => void bringIn()}
        />
        <RefusalLine text={refusal} />
      </Dialog>
    );
  const isWhole = [draft.name, draft.about, draft.instructions].every((text) => text.trim() !== '');
  return (
    <Dialog
      open
      onClose={close}
      title={copyOf === null ? t`New teammate` : t`Copy of ${copyOf.profile.name}`}
      foot={
        <>
          {copyOf === null && <Button kind="ghost" icon="left" onClick={back}>{t`Begin with something else`}</Button>}
          <span className="flex-1" />
          <Button onClick={close}>{t`Cancel`}</Button>
          <Button kind="primary" disabled={!isWhole} onClick={() => void add()}>{t`Add to the team`}</Button>
        </>
      }
    >
      <TeammateForm draft={draft} change={change} />
      <RefusalLine text={refusal} />
    </Dialog>
  );
}
