import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useActions, useApp, useSettings } from '../store/use-app.ts';
import type { Screen } from '../store/view.ts';
import { PersonAvatar } from '../ui/avatar.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { Mark } from './mark.tsx';
import { useOpenCount } from './use-open-count.ts';

/** The left rail: 216 px, icons only below 1,100. */
export function Rail() {
  const { t } = useLingui();
  const actions = useActions();
  const entries: { screen: Screen; icon: IconName; label: string; keys: string }[] = [
    { screen: 'board', icon: 'board', label: t`Board`, keys: 'g b' },
    { screen: 'inbox', icon: 'inbox', label: t`Inbox`, keys: 'g i' },
    { screen: 'team', icon: 'team', label: t`Team`, keys: 'g t' },
    { screen: 'knowledge', icon: 'book', label: t`Knowledge`, keys: 'g k' },
    { screen: 'settings', icon: 'settings', label: t`Settings`, keys: 'g s' },
  ];
  return (
    <nav aria-label={t`Main`} className="flex w-54 flex-none flex-col border-e border-hairline px-2 pb-2 max-wide:w-14">
      <div className="flex h-12 flex-none items-center gap-2 px-2 font-semibold">
        <Mark />
        <span className="max-wide:sr-only">Muster</span>
      </div>
      <div className="flex gap-2 pt-2 pb-3 max-wide:hidden">
        <div className="min-w-0 flex-1">
          <Button wide icon="plus" keys="c" onClick={() => actions.setOverlay('new-task')}>
            {t`New task`}
          </Button>
        </div>
        <IconButton icon="search" bordered keys="/" label={t`Search`} onClick={() => actions.setOverlay('palette')} />
      </div>
      <div className="hidden flex-col items-center gap-2 pt-2 pb-3 max-wide:flex">
        <IconButton icon="plus" bordered keys="c" label={t`New task`} onClick={() => actions.setOverlay('new-task')} />
        <IconButton icon="search" bordered keys="/" label={t`Search`} onClick={() => actions.setOverlay('palette')} />
      </div>
      <ul className="flex flex-col">
        {entries.map((entry) => (
          <li key={entry.screen}>
            <Entry {...entry} />
          </li>
        ))}
      </ul>
      <Foot />
    </nav>
  );
}

function Entry({ screen, icon, label, keys }: { screen: Screen; icon: IconName; label: string; keys: string }) {
  const actions = useActions();
  const isCurrent = useApp((state) => state.place.screen === screen);
  return (
    <button
      type="button"
      aria-current={isCurrent ? 'page' : undefined}
      title={label}
      onClick={() => actions.go({ screen, taskId: null })}
      className={classNames(
        'group relative flex h-8 w-full items-center gap-2 rounded-control px-2 transition-colors max-wide:justify-center',
        isCurrent ? 'bg-sunken font-medium text-text' : 'text-text-muted hover:bg-sunken hover:text-text',
      )}
    >
      <Icon name={icon} />
      <span className="max-wide:sr-only">{label}</span>
      <span className="ms-auto max-wide:absolute max-wide:end-1 max-wide:top-1 max-wide:flex">
        {screen === 'inbox' ? <InboxCount /> : <KeyHint keys={keys} />}
      </span>
    </button>
  );
}

function KeyHint({ keys }: { keys: string }) {
  return (
    <span className="opacity-0 group-hover:opacity-100 max-wide:hidden">
      <Kbd keys={keys} />
    </span>
  );
}

/** How many items wait; a number, amber because each needs the person. */
function InboxCount() {
  const count = useOpenCount();
  if (count === 0) return null;
  return (
    <span className="inline-grid h-5 min-w-5 place-items-center rounded-full bg-needs-bg px-1 text-meta font-medium text-needs tabular-nums max-wide:size-2 max-wide:min-w-2 max-wide:bg-needs max-wide:p-0">
      <span aria-hidden className="max-wide:hidden">
        {count}
      </span>
      <span className="sr-only">{plural(count, { one: '# needs you', other: '# need you' })}</span>
    </span>
  );
}

function Foot() {
  const { t } = useLingui();
  const actions = useActions();
  const { ownerName } = useSettings();
  return (
    <div className="mt-auto flex items-center gap-2 p-2">
      {ownerName ? (
        <span className="flex min-w-0 items-center gap-2 max-wide:hidden">
          <PersonAvatar name={ownerName} />
          <span className="truncate">{ownerName}</span>
        </span>
      ) : (
        <span className="truncate text-meta text-text-faint max-wide:hidden">{t`Kept on this computer`}</span>
      )}
      <span className="ms-auto">
        <IconButton
          icon="question"
          small
          keys="?"
          label={t`Keys of this screen`}
          onClick={() => actions.setOverlay('keys')}
        />
      </span>
    </div>
  );
}
