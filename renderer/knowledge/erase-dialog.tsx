import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { ErasurePreview, MemoryView } from '../../agents/domain/memory-views.ts';
import { RefusalLine } from '../inbox/refusal-line.tsx';
import { useActions, useApp } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Checkbox, Select } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { eraseChoices, isClean, receiptLines } from './erase-words.ts';
import { useFresh } from './use-fresh.ts';

/** Erases for good: names all that goes, asks once more, and says afterwards what a search of every file has found. */
export function EraseDialog({ memories, close }: { memories: readonly MemoryView[]; close: () => void }) {
  const { t } = useLingui();
  const actions = useActions();
  const teammates = useApp((state) => state.teammates);
  const [choices] = useState(() => eraseChoices(memories, (id) => teammates[id]?.profile.name ?? null));
  const [chosen, setChosen] = useState(choices[0]?.id ?? 'all');
  const [withTasks, setWithTasks] = useState(false);
  const [sure, setSure] = useState(false);
  const [erasureId, setErasureId] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const what = choices.find(({ id }) => id === chosen)?.what ?? { kind: 'all' };
  // Once it has begun there is nothing to look at any more.
  const preview = useFresh(erasureId === null ? JSON.stringify(what) : null, (engine) =>
    engine.query.erasure({ what }),
  );
  const shown = preview.value;
  const erase = async () => {
    if (busy || !sure) return;
    setBusy(true);
    setRefusal(null);
    const id = actions.makeId('er');
    const command = {
      type: 'memory.erase',
      erasureId: id,
      what,
      withTasks: withTasks && shown?.tasks.length !== 0,
    } as const;
    const reply = await actions.dispatch(command, { quiet: true });
    setBusy(false);
    if (reply.ok) setErasureId(id);
    else setRefusal(reply.error.message);
  };
  if (erasureId !== null) return <Receipt erasureId={erasureId} close={close} />;
  return (
    <Dialog
      open
      onClose={close}
      title={t`Erase for good?`}
      foot={
        <>
          <Button onClick={close}>{t`Cancel`}</Button>
          <Button
            kind="danger-filled"
            disabled={!sure || busy || shown === null || shown.total === 0}
            onClick={() => void erase()}
          >
            {t`Erase for good`}
          </Button>
        </>
      }
    >
      {choices.length > 1 && (
        <Select
          label={t`What goes`}
          value={chosen}
          onChange={(event) => {
            setChosen(event.target.value);
            setSure(false);
          }}
          options={choices.map(({ id, label }) => ({ value: id, label }))}
        />
      )}
      {shown === null ? (
        preview.trouble === null ? (
          <p className="text-text-muted">{t`Looking for all that tells of it…`}</p>
        ) : (
          <div className="flex flex-wrap items-center gap-2 text-failed">
            <span>{preview.trouble}</span>
            <Button small onClick={preview.again}>{t`Try again`}</Button>
          </div>
        )
      ) : (
        <>
          <Preview preview={shown} />
          {shown.tasks.length > 0 && (
            <Checkbox
              label={plural(shown.tasks.length, {
                one: 'Also the texts and files of this task',
                other: 'Also the texts and files of these # tasks',
              })}
              hint={t`Without this, their texts still tell of it.`}
              checked={withTasks}
              onChange={setWithTasks}
            />
          )}
          <Checkbox label={t`I know that nothing brings it back`} checked={sure} onChange={setSure} />
        </>
      )}
      <RefusalLine text={refusal} />
    </Dialog>
  );
}

function Preview({ preview: { memories, total, derivedTotal, tasks } }: { preview: ErasurePreview }) {
  const { t } = useLingui();
  const more = total - memories.length;
  return (
    <>
      <section className="flex flex-col gap-1">
        <h3 className="font-medium">
          {plural(total, { 0: 'Nothing is left to erase', one: '# sentence goes', other: '# sentences go' })}
          {derivedTotal > 0 &&
            `, ${plural(derivedTotal, { one: '# of them made from the others', other: '# of them made from the others' })}`}
        </h3>
        <ul
          tabIndex={0}
          aria-label={t`Sentences that go`}
          className="thin-scroll max-h-44 overflow-auto rounded-control bg-sunken px-3 py-2"
        >
          {memories.map((memory) => (
            <li key={memory.id} dir="auto" className="py-1 wrap-anywhere">
              {memory.text}
            </li>
          ))}
          {more > 0 && (
            <li className="py-1 text-text-muted">{plural(more, { one: 'and # more', other: 'and # more' })}</li>
          )}
        </ul>
      </section>
      {tasks.length > 0 && (
        <section className="flex flex-col gap-1">
          <h3 className="font-medium">
            {plural(tasks.length, { one: '# task tells of it', other: '# tasks tell of it' })}
          </h3>
          <ul
            tabIndex={0}
            aria-label={t`Tasks that tell of it`}
            className="thin-scroll max-h-24 overflow-auto text-text-muted"
          >
            {tasks.map(({ taskId, title }) => (
              <li key={taskId} dir="auto" className="truncate">
                {title}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Waits for the end of the erasing, then says what was found. It goes on whether or not somebody looks. */
function Receipt({ erasureId, close }: { erasureId: string; close: () => void }) {
  const { t } = useLingui();
  const receipt = useApp((state) => state.receipts[erasureId]);
  const tasks = useApp((state) => state.tasks);
  const told = receipt?.taskIds.map((id) => tasks[id]?.title ?? id) ?? [];
  return (
    <Dialog
      open
      onClose={close}
      title={receipt ? t`Erased` : t`Erasing…`}
      foot={<Button onClick={close}>{receipt ? t`Close` : t`Close; it goes on`}</Button>}
    >
      <div role="status" className="flex flex-col gap-2">
        {receipt ? (
          receiptLines(receipt).map((line, index) => (
            <p key={line} className="flex items-start gap-2 wrap-anywhere">
              {index === 0 && <Icon name={isClean(receipt) ? 'done' : 'warning'} className="mt-0.5 text-text-muted" />}
              <span className={index === 0 ? 'font-medium' : 'ps-6 text-text-muted'}>{line}</span>
            </p>
          ))
        ) : (
          <p className="text-text-muted">{t`The keys are destroyed, the search index is cleaned, and every file is searched for what is left.`}</p>
        )}
      </div>
      {told.length > 0 && (
        <section className="flex flex-col gap-1">
          <h3 className="font-medium">{t`Texts of these tasks still tell of it`}</h3>
          <ul className="flex list-disc flex-col gap-1 ps-6 text-text-muted">
            {told.map((title) => (
              <li key={title} dir="auto" className="wrap-anywhere">
                {title}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  );
}
