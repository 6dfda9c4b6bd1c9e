import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useMemo, useRef, useState } from 'react';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { TopBarSlot } from '../shell/top-bar-slot.tsx';
import { useActions, useApp } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { List } from '../ui/list.tsx';
import { useArrival } from '../ui/use-arrival.ts';
import { useKeys } from '../ui/use-keys.ts';
import { useWidth } from '../ui/use-width.ts';
import { NewTeammate } from './new-teammate.tsx';
import { Profile } from './profile.tsx';
import { TeammateRow } from './teammate-row.tsx';

/** Below this many rem the list stands above the profile. */
const besideFrom = 48;

/** The teammates with what they are at today, and one of them in full. */
export function TeamScreen() {
  const { t } = useLingui();
  const actions = useActions();
  const teammates = useApp((state) => state.teammates);
  const tasks = useApp((state) => state.tasks);
  const chosen = useApp((state) => state.place.teammateId);
  const screen = useRef<HTMLDivElement>(null);
  const width = useWidth(screen);
  const isNarrow = width !== null && width < besideFrom;
  const [made, setMade] = useState<{ copyOf: TeammateState | null } | null>(null);
  useArrival(screen);
  const all = useMemo(() => Object.values(tasks), [tasks]);
  const groups = useMemo(() => {
    const standing = (wanted: TeammateState['standing']) =>
      Object.values(teammates).filter((row) => row.standing === wanted);
    return [
      { label: t`Teammates`, rows: standing('active') },
      { label: t`Paused`, rows: standing('paused') },
      { label: t`Retired`, rows: standing('retired') },
    ].filter(({ rows }) => rows.length > 0);
  }, [teammates, t]);
  const rows = groups.flatMap((group) => group.rows);
  const atWork = rows.filter(({ standing }) => standing !== 'retired').length;
  const current = rows.find((row) => row.id === chosen) ?? rows[0] ?? null;
  const open = (row: TeammateState | undefined) => row && actions.go({ teammateId: row.id });
  const move = (step: 1 | -1) => open(rows[rows.findIndex((row) => row.id === current?.id) + step]);
  const add = () => setMade({ copyOf: null });
  useKeys(
    t`Team`,
    [
      { keys: 'n', label: t`New teammate`, run: add },
      { keys: 'j', label: t`Next teammate`, run: () => move(1) },
      { keys: 'k', label: t`Teammate before`, run: () => move(-1) },
    ],
    screen,
  );
  return (
    <>
      <TopBarSlot>
        <span className="text-text-muted">{plural(atWork, { one: '# teammate', other: '# teammates' })}</span>
        <span className="flex-1" />
        <Button kind="ghost" icon="plus" keys="n" onClick={add}>{t`New teammate`}</Button>
      </TopBarSlot>
      <div
        ref={screen}
        role="group"
        tabIndex={-1}
        aria-label={t`Team`}
        className={classNames('flex h-full min-h-0 outline-none', isNarrow && 'flex-col')}
      >
        <div
          className={classNames(
            'thin-scroll flex-none overflow-auto border-hairline p-3',
            isNarrow ? 'max-h-1/3 border-b' : 'w-76 border-e',
          )}
        >
          {rows.length === 0 ? (
            <EmptyState
              title={t`There are no teammates yet.`}
              hint={t`A teammate has a name, a kind of work and instructions you can read and change.`}
            >
              <Button kind="primary" icon="plus" onClick={add}>{t`New teammate`}</Button>
            </EmptyState>
          ) : (
            <>
              {groups.map(({ label, rows: members }) => (
                <section key={label} aria-label={label}>
                  {(groups.length > 1 || members[0]?.standing !== 'active') && (
                    <h2 className="px-3 pt-2 pb-1 text-meta text-text-muted">{label}</h2>
                  )}
                  <List
                    label={label}
                    rows={members}
                    rowKey={(row) => row.id}
                    current={current?.id ?? null}
                    onOpen={open}
                  >
                    {(row) => <TeammateRow teammate={row} tasks={all} />}
                  </List>
                </section>
              ))}
              <p className="p-3 text-meta text-text-muted">{t`Counts: results marked checked that you accepted`}</p>
            </>
          )}
        </div>
        {current ? (
          <Profile
            key={current.id}
            teammate={current}
            tasks={all}
            pane={screen}
            duplicate={() => setMade({ copyOf: current })}
          />
        ) : (
          <div className="flex-1 bg-surface" />
        )}
      </div>
      {made && <NewTeammate copyOf={made.copyOf} close={() => setMade(null)} />}
    </>
  );
}
