import { useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { useActions, useApp } from '../store/use-app.ts';
import { TeammateAvatar } from '../ui/avatar.tsx';
import { Card } from '../ui/card.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { Money } from '../ui/money.tsx';
import { absoluteText, RelativeTime } from '../ui/relative-time.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { TaskStateLabel } from '../words/task-state-label.tsx';
import { roleText } from '../words/team-words.ts';
import { workOf } from './team-work.ts';
import { groupedTools, type ToolWords } from './tools.ts';

type Part = 'work' | 'about' | 'how' | 'access';

/** One teammate in full: its work, what colleagues should know, how it works, what it may do. */
export function Profile({ teammate, tasks }: { teammate: TeammateState; tasks: readonly TaskState[] }) {
  const { t } = useLingui();
  const [part, setPart] = useState<Part>('work');
  const { name, role, colour, about } = teammate.profile;
  const tabs = [
    { id: 'work', label: t`Work` },
    { id: 'about', label: t`About` },
    { id: 'how', label: t`How ${name} works` },
    { id: 'access', label: t`Access` },
  ] satisfies { id: Part; label: string }[];
  return (
    <section aria-label={name} className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <header className="flex flex-col gap-3 border-b border-hairline px-8 pt-6">
        <div className="flex items-center gap-4">
          <TeammateAvatar name={name} colour={colour} size={48} />
          <div className="min-w-0">
            <h2 className="truncate text-page font-semibold">
              {name} <span className="font-normal text-text-muted">{roleText(role)}</span>
            </h2>
            <p className="text-text-muted">{about}</p>
          </div>
        </div>
        <Tabs
          label={t`Parts of the profile`}
          panelId="profile-panel"
          value={part}
          onChange={(id) => {
            const next = tabs.find((tab) => tab.id === id);
            if (next) setPart(next.id);
          }}
          tabs={tabs}
        />
      </header>
      <div
        id="profile-panel"
        role="tabpanel"
        tabIndex={0}
        aria-label={tabs.find((tab) => tab.id === part)?.label}
        className="thin-scroll min-h-0 flex-1 overflow-auto px-8 py-6"
      >
        {part === 'work' && <Work teammate={teammate} tasks={tasks} />}
        {part === 'about' && <About teammate={teammate} />}
        {part === 'how' && <How teammate={teammate} />}
        {part === 'access' && <Access tools={teammate.profile.tools} name={name} />}
      </div>
    </section>
  );
}

function Work({ teammate, tasks }: { teammate: TeammateState; tasks: readonly TaskState[] }) {
  const { t } = useLingui();
  const actions = useActions();
  const work = workOf(tasks, teammate.id);
  const { name } = teammate.profile;
  const group = (title: string, rows: readonly TaskState[], limit = 50): ReactNode =>
    rows.length > 0 && (
      <section aria-label={title}>
        <h3 className="flex h-8 items-center gap-2 font-semibold">
          {title} <span className="font-normal text-text-faint tabular-nums">{rows.length}</span>
        </h3>
        <ul>
          {rows.slice(0, limit).map((task) => (
            <li key={task.id} className="border-t border-hairline">
              <button
                type="button"
                data-inset-focus
                onClick={() => actions.go({ screen: 'board', taskId: task.id, taskTab: 'work' })}
                className="flex h-10 w-full items-center gap-3 text-start hover:bg-sunken"
              >
                <span className="min-w-0 flex-1 truncate font-medium">{task.title}</span>
                <TaskStateLabel task={task} flat />
                <span className="w-16 flex-none text-end text-text-muted">
                  <Money usdMicros={task.costUsdMicros} partial={task.costIsPartial} />
                </span>
                <span className="w-16 flex-none text-end text-meta text-text-muted">
                  <RelativeTime atMs={task.changedAtMs} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    );
  const isIdle = work.now.length + work.next.length + work.open.length + work.done.length === 0;
  return (
    <div className="flex max-w-200 flex-col gap-4">
      {isIdle && (
        <p className="text-text-muted">{t`${name} has had no task yet. Drag a card onto ${name} on the board, or press A on the card.`}</p>
      )}
      {group(t`Now`, work.now)}
      {group(t`Next`, work.next)}
      {group(t`For you to look at`, work.open)}
      {group(t`Done`, work.done)}
    </div>
  );
}

function About({ teammate }: { teammate: TeammateState }) {
  const { t } = useLingui();
  const { name, role, about, model } = teammate.profile;
  const settings = useApp((state) => state.workspace.settings);
  const joined = teammate.versions[0]?.atMs;
  const rows: [string, string][] = [
    [t`Name`, name],
    [t`Role`, roleText(role)],
    [t`Good for`, about],
    [t`Model`, model === 'default' ? t`the one chosen in Settings (${settings.model})` : model],
    ...(joined === undefined ? [] : ([[t`On the team since`, absoluteText(joined)]] as [string, string][])),
  ];
  return (
    <dl className="flex max-w-200 flex-col gap-3">
      {rows.map(([term, text]) => (
        <div key={term} className="flex gap-4">
          <dt className="w-34 flex-none text-text-muted">{term}</dt>
          <dd className="min-w-0 wrap-anywhere">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function How({ teammate }: { teammate: TeammateState }) {
  const { t } = useLingui();
  const folder = useApp((state) => state.setup?.dataFolder ?? null);
  const { name, instructions } = teammate.profile;
  const newest = teammate.versions.at(-1);
  return (
    <div className="flex max-w-200 flex-col gap-6">
      <Card
        label={t`Instructions`}
        head={
          <>
            <h3 className="flex-1 font-semibold">{t`Instructions`}</h3>
            <span className="text-meta text-text-muted">{t`Version ${teammate.profileVersion}`}</span>
          </>
        }
      >
        <div className="p-4">
          <Markdown text={asWritten(instructions)} />
        </div>
      </Card>
      <section aria-label={t`Change how ${name} works`}>
        <h3 className="pb-1 font-semibold">{t`Change how ${name} works`}</h3>
        <p className="text-text-muted">
          {t`Edit this Markdown file and start Muster again: a changed file becomes the next version. Work that has begun keeps its version.`}
        </p>
        <p className="font-mono wrap-anywhere">
          {roleFile(folder, newest?.source ?? null) ?? t`The file is not known.`}
        </p>
      </section>
      <section aria-label={t`Versions`}>
        <h3 className="flex h-8 items-center font-semibold">{t`Versions`}</h3>
        <table className="w-full border-collapse text-start">
          <thead className="sr-only">
            <tr>
              <th scope="col">{t`Version`}</th>
              <th scope="col">{t`From`}</th>
              <th scope="col">{t`Since`}</th>
              <th scope="col">{t`Use`}</th>
            </tr>
          </thead>
          <tbody>
            {teammate.versions.toReversed().map((version) => (
              <tr key={version.profileVersion} className="border-t border-hairline">
                <th scope="row" className="h-10 w-8 text-start font-medium tabular-nums">
                  {version.profileVersion}
                </th>
                <td className="pe-3 wrap-anywhere">{version.source}</td>
                <td className="w-34 text-text-muted">{absoluteText(version.atMs)}</td>
                <td className="w-16 text-end text-text-muted">
                  {version.profileVersion === teammate.profileVersion ? t`In use` : ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** Instructions may show the form of a footnote: that is text here, not a footnote. */
function asWritten(markdown: string): string {
  return markdown.replaceAll(/^( {0,3})\[\^/gm, '$1\\[^');
}

/** Where the profile's file lies: sources are file names under the data folder's `team/`, or whole paths. */
function roleFile(dataFolder: string | null, source: string | null): string | null {
  if (source === null) return null;
  if (/^(?:\/|[A-Za-z]:\\)/.test(source) || dataFolder === null) return source;
  const mark = dataFolder.includes('\\') ? '\\' : '/';
  return [dataFolder, 'team', source].join(mark);
}

function Access({ tools, name }: { tools: readonly string[]; name: string }) {
  const { t } = useLingui();
  const titles: Record<ToolWords['group'], string> = {
    reads: t`Reading`,
    makes: t`Making`,
    asks: t`Asking you`,
    knows: t`What the team knows`,
  };
  return (
    <div className="flex max-w-200 flex-col gap-4">
      <p className="text-text-muted">{t`${name} can do this and nothing else. Programs, the web and other apps are out of reach.`}</p>
      {groupedTools(tools).map(({ group, rows }) => (
        <section key={group} aria-label={titles[group]}>
          <h3 className="flex h-8 items-center font-semibold">{titles[group]}</h3>
          <ul>
            {rows.map((row) => (
              <li key={row.what} className="flex min-h-10 flex-col justify-center border-t border-hairline py-2">
                <span className="font-medium">{row.what}</span>
                {row.bounds && <span className="text-text-muted">{row.bounds}</span>}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
