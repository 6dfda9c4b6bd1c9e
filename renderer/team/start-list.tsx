import { useLingui } from '@lingui/react/macro';
import type { Role, TeammateState } from '../../agents/domain/teammate.ts';
import { TeammateAvatar } from '../ui/avatar.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { List } from '../ui/list.tsx';
import { roleText } from '../words/team-words.ts';
import { blank, templates } from './templates.ts';

interface Start {
  id: string;
  title: string;
  what: string;
  icon: IconName;
  other: TeammateState | null;
  run: () => void;
}

/** What a new teammate can be begun with. */
export function StartList({
  others,
  onTemplate,
  onBlank,
  onCopy,
  onFile,
}: {
  others: readonly TeammateState[];
  onTemplate: (role: Role, text: string) => void;
  onBlank: (text: string) => void;
  onCopy: (other: TeammateState) => void;
  onFile: () => void;
}) {
  const { t } = useLingui();
  const whats: Record<Role, string> = {
    researcher: t`Finds, reads and compares, with sources`,
    executor: t`Does the steps and asks before anything leaves`,
    reviewer: t`Checks the work of others before you see it`,
    planner: t`Cuts big work into parts and hands them on`,
    'memory manager': t`Keeps what the team knows in order`,
  };
  const icons: Record<Role, IconName> = {
    researcher: 'search',
    executor: 'play',
    reviewer: 'check',
    planner: 'planning',
    'memory manager': 'book',
  };
  const roleStarts = templates.map(({ role, text }): Start => ({
    id: role,
    title: capital(roleText(role)),
    what: whats[role],
    icon: icons[role],
    other: null,
    run: () => onTemplate(role, text),
  }));
  const ownStarts: Start[] = [
    {
      id: 'blank',
      title: t`Blank`,
      what: t`You write everything yourself`,
      icon: 'plus',
      other: null,
      run: () => onBlank(blank),
    },
    {
      id: 'file',
      title: t`From a file…`,
      what: t`A role file of Muster, or a sub-agent file of another program (Markdown)`,
      icon: 'file',
      other: null,
      run: onFile,
    },
  ];
  const copies = others.map((other): Start => ({
    id: other.id,
    title: t`Like ${other.profile.name}`,
    what: other.profile.about,
    icon: 'copy',
    other,
    run: () => onCopy(other),
  }));
  return (
    <div className="-mx-3 flex flex-col gap-2">
      <Starts label={t`Templates`} starts={roleStarts} />
      <Starts label={t`Your own`} starts={ownStarts} />
      {copies.length > 0 && <Starts label={t`A copy of a teammate`} starts={copies} />}
    </div>
  );
}

function Starts({ label, starts }: { label: string; starts: readonly Start[] }) {
  return (
    <section aria-label={label}>
      <h3 className="px-3 text-meta text-text-muted">{label}</h3>
      <List label={label} rows={starts} rowKey={({ id }) => id} onOpen={(start) => start.run()}>
        {({ title, what, icon, other }) => (
          <span className="flex items-center gap-3">
            {other ? (
              <TeammateAvatar name={other.profile.name} colour={other.profile.colour} size={24} />
            ) : (
              <span className="grid size-6 flex-none place-items-center">
                <Icon name={icon} className="text-text-muted" />
              </span>
            )}
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{title}</span>
              <span className="block truncate text-text-muted">{what}</span>
            </span>
          </span>
        )}
      </List>
    </section>
  );
}

function capital(word: string): string {
  return word.charAt(0).toLocaleUpperCase() + word.slice(1);
}
