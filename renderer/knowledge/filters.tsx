import { useLingui } from '@lingui/react/macro';
import type { Ref } from 'react';
import type { KnowledgePage, KnowledgeQuery } from '../../agents/domain/memory-views.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { Menu } from '../ui/menu.tsx';
import { Tabs } from '../ui/tabs.tsx';

export type From = KnowledgeQuery['from'];
export type Standing = KnowledgeQuery['standing'];

const froms: readonly From[] = ['all', 'you', 'read', 'guessed'];

/** The search field, who it is from with counts, and, quietly, what is not in use. */
export function Filters({
  typed,
  onType,
  onLeave,
  field,
  from,
  onFrom,
  standing,
  onStanding,
  counts,
}: {
  typed: string;
  onType: (typed: string) => void;
  /** Enter or arrow down in the field: to the first sentence. */
  onLeave: () => void;
  field: Ref<HTMLInputElement>;
  from: From;
  onFrom: (from: From) => void;
  standing: Standing;
  onStanding: (standing: Standing) => void;
  counts: KnowledgePage['counts'] | null;
}) {
  const { t } = useLingui();
  const labels: Record<From, string> = { all: t`All`, you: t`Said by you`, read: t`Read`, guessed: t`Guessed` };
  const waiting = counts?.waiting ?? 0;
  const forgotten = counts?.forgotten ?? 0;
  const others: Record<Standing, string> = {
    'in-use': t`In use`,
    waiting: t`Waiting for you ${waiting}`,
    faded: t`Faded`,
    forgotten: t`Forgotten ${forgotten}`,
  };
  const shown: Standing[] = ['in-use', 'waiting', 'faded', 'forgotten'];
  return (
    <div role="search" aria-label={t`What the team knows`} className="flex flex-none flex-wrap items-center gap-2">
      <label className="flex h-8 w-70 items-center gap-2 rounded-control border border-control-border bg-surface px-2 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent">
        <Icon name="search" className="text-text-muted" />
        <span className="sr-only">{t`Find a sentence`}</span>
        <input
          ref={field}
          type="search"
          maxLength={300}
          placeholder={t`Find a sentence`}
          value={typed}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && typed !== '') {
              event.preventDefault();
              onType('');
            } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
              event.preventDefault();
              onLeave();
            }
          }}
          className="min-w-0 flex-1 bg-transparent outline-none"
        />
        <Kbd keys="/" />
      </label>
      <Tabs
        pills
        label={t`Where it is from`}
        panelId="knowledge-panel"
        value={from}
        onChange={(id) => {
          const next = froms.find((other) => other === id);
          if (next) onFrom(next);
        }}
        tabs={froms.map((id) => ({ id, label: labels[id], count: standing === 'in-use' ? counts?.[id] : undefined }))}
      />
      <span className="ms-auto">
        <Menu
          label={t`How it stands`}
          groups={[
            shown.map((id) => ({
              id,
              label: others[id],
              icon: id === standing ? ('check' as const) : undefined,
              run: () => onStanding(id),
            })),
          ]}
        >
          <Button kind="ghost" icon="down">
            {standing === 'in-use' && waiting > 0 ? others.waiting : others[standing]}
          </Button>
        </Menu>
      </span>
    </div>
  );
}
