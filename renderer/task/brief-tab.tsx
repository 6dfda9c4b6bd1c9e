import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { actsOn } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { useActions, useApp } from '../store/use-app.ts';
import { OccasionQuote } from '../occasion/occasion-quote.tsx';
import { TeammateAvatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { ChooseMenu } from '../ui/choose-menu.tsx';
import { Icon } from '../ui/icon.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { moneyText } from '../ui/money.tsx';
import { wouldHappen } from '../words/task-words.ts';
import { roleText, takers } from '../words/team-words.ts';
import { BriefForm } from './brief-form.tsx';

/** A task before its first attempt: what is wanted, where, what done means, and whom to give it to. */
export function BriefTab({ task }: { task: TaskState }) {
  const { t } = useLingui();
  const [editing, setEditing] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const acts = actsOn(task);
  if (editing) {
    const leave = () => {
      setEditing(false);
      requestAnimationFrame(() => edit.current?.focus());
    };
    return <BriefForm task={task} onDone={leave} />;
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div
        tabIndex={0}
        role="group"
        aria-label={t`Brief`}
        className="thin-scroll flex min-h-0 flex-1 flex-col gap-4 overflow-auto px-6 py-4"
      >
        <section aria-label={t`Brief`}>
          <h3 className="pb-1 font-semibold">{t`Brief`}</h3>
          <Markdown text={task.brief} />
        </section>
        {task.occasion && <OccasionQuote occasion={task.occasion} />}
        <section aria-label={t`Folder`}>
          <h3 className="pb-1 font-semibold">{t`Folder`}</h3>
          <p className="flex items-start gap-2 wrap-anywhere">
            <Icon name="folder" className="mt-0.5 text-text-faint" />
            {task.folder ?? t`No folder: the teammate works from the brief alone.`}
          </p>
        </section>
        {task.checks.length > 0 && (
          <section aria-label={t`Done means`}>
            <h3 className="pb-1 font-semibold">{t`Done means`}</h3>
            <ul className="list-disc ps-6">
              {task.checks.map((check) => (
                <li key={check.id}>{check.label}</li>
              ))}
            </ul>
          </section>
        )}
        <section aria-label={t`Spending cap`}>
          <h3 className="pb-1 font-semibold">{t`Spending cap`}</h3>
          <p>
            {task.caps.usdMicros === null ? t`No cap in money` : t`${moneyText(task.caps.usdMicros)} for one attempt`}
          </p>
        </section>
      </div>
      <footer className="flex flex-none flex-wrap gap-2 border-t border-hairline px-6 py-4">
        {acts.includes('assign') && <GiveButton task={task} />}
        {acts.includes('edit') && <Button ref={edit} icon="edit" onClick={() => setEditing(true)}>{t`Edit`}</Button>}
      </footer>
    </div>
  );
}

function GiveButton({ task }: { task: TaskState }) {
  const { t } = useLingui();
  const actions = useActions();
  const teammates = useApp((state) => state.teammates);
  const tasks = useApp((state) => state.tasks);
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const choices = takers(teammates)
    .filter((teammate) => teammate.id !== task.teammateId)
    .map(({ id, profile, standing }) => ({
      id,
      label: `${profile.name} ${roleText(profile.role)}`,
      before: <TeammateAvatar name={profile.name} colour={profile.colour} />,
      after: wouldHappen(Object.values(tasks), { id, standing }),
    }));
  return (
    <>
      <Button ref={anchor} kind="primary" aria-haspopup="listbox" aria-expanded={open} onClick={() => setOpen(true)}>
        {task.teammateId === null ? t`Give to…` : t`Give to another…`}
      </Button>
      <ChooseMenu
        label={t`Give to`}
        verb={t`give`}
        choices={choices}
        anchor={anchor.current}
        open={open}
        onClose={() => setOpen(false)}
        onChoose={(id) => {
          setOpen(false);
          void actions.give(task.id, id, task.teammateId);
        }}
      />
    </>
  );
}
