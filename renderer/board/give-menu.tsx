import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import type { Ranked } from '../../agents/domain/team-views.ts';
import { useApp, useAppContext } from '../store/use-app.ts';
import { TeammateAvatar } from '../ui/avatar.tsx';
import { ChooseMenu, type Choice } from '../ui/choose-menu.tsx';
import { wouldHappen } from '../words/task-words.ts';
import { roleText, takers } from '../words/team-words.ts';
import { canGive } from './acts.ts';
import { shownTasks } from './groups.ts';
import { useRanking } from './use-ranking.ts';
import type { Give } from './use-board-acts.tsx';

/** Who gets the task: the one the team would choose first, each with the reason. In the team's order until that is known. */
export function GiveMenu({
  task,
  anchor,
  give,
  close,
}: {
  task: TaskState;
  anchor: Element | null;
  give: Give;
  close: () => void;
}) {
  const { t } = useLingui();
  const { store } = useAppContext();
  const teammates = useApp((state) => state.teammates);
  const ranking = useRanking(task.id);
  const choices = useMemo(() => {
    const tasks = shownTasks(store.getState());
    const able = takers(teammates).filter((teammate) => canGive(task, teammate.id));
    return ranked(able, ranking).map((row) => choiceOf(row, tasks));
  }, [store, teammates, task, ranking]);
  return (
    <ChooseMenu
      label={t`Give to…`}
      choices={choices}
      keys="a"
      verb={t`give`}
      anchor={anchor}
      open
      onClose={close}
      onChoose={(teammateId) => {
        close();
        give(task, teammateId);
      }}
    />
  );
}

interface Row {
  teammate: TeammateState;
  place: Ranked | undefined;
}

/** Teammates in the order of the ranking; those it does not name keep their order behind. */
export function ranked(teammates: readonly TeammateState[], ranking: readonly Ranked[]): Row[] {
  const places = new Map(ranking.map((place, at) => [place.teammateId, { place, at }]));
  return teammates
    .map((teammate) => ({ teammate, found: places.get(teammate.id) }))
    .toSorted((a, b) => (a.found?.at ?? ranking.length) - (b.found?.at ?? ranking.length))
    .map(({ teammate, found }) => ({ teammate, place: found?.place }));
}

/** Who is paused may still be given work for later; every other reason against somebody holds. */
function choiceOf({ teammate: { id, profile, standing }, place }: Row, tasks: readonly TaskState[]): Choice {
  const isAway = place !== undefined && place.away !== null && standing === 'active';
  return {
    id,
    label: profile.name,
    before: <TeammateAvatar name={profile.name} colour={profile.colour} label={roleText(profile.role)} />,
    after: isAway ? undefined : wouldHappen(tasks, { id, standing }),
    note: place?.away ?? place?.why,
    disabled: isAway,
  };
}
