import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { FolderField } from '../board/folder-field.tsx';
import { TeammateSelect } from '../board/teammate-select.tsx';
import { useFolderCheck } from '../board/use-folder-check.ts';
import { useActions } from '../store/use-app.ts';
import { useDraft } from '../store/use-draft.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { ChoiceChip } from '../ui/chip.tsx';
import { Field, TextArea } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import {
  emptyOccasion,
  kindText,
  occasionCommand,
  occasionErrors,
  occasionKinds,
  ofKind,
  type OccasionDraft,
  type OccasionErrors,
} from './occasion-draft.ts';

/** Something that might have come in from outside, typed by hand: it makes the same task the real event would. */
export function OccasionForm({ close }: { close: () => void }) {
  const { t } = useLingui();
  const actions = useActions();
  const announce = useAnnounce();
  const [opened] = useState(() => ({ ...emptyOccasion, ...ofKind(emptyOccasion, emptyOccasion.kind) }));
  const { draft, change: keep, clear } = useDraft<OccasionDraft>('occasion', opened);
  const [errors, setErrors] = useState<OccasionErrors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const from = useRef<HTMLInputElement>(null);
  const folder = useFolderCheck(draft.folder);
  const change = (patch: Partial<OccasionDraft>) => {
    keep(patch);
    setErrors({});
    setFailure(null);
  };
  const submit = async () => {
    const found = occasionErrors(draft);
    setErrors(found);
    if (Object.keys(found).length > 0) return undefined;
    setIsBusy(true);
    const reply = await actions.dispatch(occasionCommand(draft, actions.makeId('t')), { quiet: true });
    setIsBusy(false);
    if (!reply.ok) return setFailure(reply.error.message);
    announce(t`A task was made of it`);
    clear();
    return close();
  };
  return (
    <FormDialog
      title={t`Pretend an event`}
      action={t`Let it happen`}
      failure={failure}
      isBusy={isBusy}
      initialFocus={from}
      submit={submit}
      close={close}
    >
      <p className="text-text-muted">
        {t`What came in is a stranger’s text: a teammate reads it as material, never as an order, and asks before anything beyond the task’s own folder.`}
      </p>
      <div role="group" aria-label={t`What happened`} className="flex flex-wrap gap-2">
        {occasionKinds.map((kind) => (
          <ChoiceChip key={kind} on={draft.kind === kind} onClick={() => change(ofKind(draft, kind))}>
            {kindText(kind)}
          </ChoiceChip>
        ))}
      </div>
      <Field
        ref={from}
        label={t`From`}
        value={draft.from}
        error={errors.from}
        autoComplete="off"
        onChange={(event) => change({ from: event.target.value })}
      />
      <TextArea
        label={t`What it says`}
        rows={4}
        value={draft.text}
        error={errors.text}
        onChange={(event) => change({ text: event.target.value })}
      />
      <TextArea
        label={t`What is to be done with it`}
        rows={3}
        value={draft.brief}
        error={errors.brief}
        onChange={(event) => change({ brief: event.target.value })}
      />
      <FolderField value={draft.folder} check={folder} onChange={(path) => change({ folder: path })} />
      <TeammateSelect value={draft.teammateId} onChange={(teammateId) => change({ teammateId })} />
    </FormDialog>
  );
}
