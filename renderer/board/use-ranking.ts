import { useEffect, useState } from 'react';
import type { Ranked } from '../../agents/domain/team-views.ts';
import { useActions } from '../store/use-app.ts';

const none: readonly Ranked[] = [];

/** Who would take a task, best first, as the team sees it; empty while it is not known. */
export function useRanking(taskId: string | null): readonly Ranked[] {
  const { ask } = useActions();
  const [found, setFound] = useState<{ taskId: string; ranking: readonly Ranked[] } | null>(null);
  useEffect(() => {
    if (taskId === null) return undefined;
    let isOver = false;
    void ask((engine) => engine.query.routing({ taskId })).then((reply) => {
      if (!isOver && reply.ok && reply.value.ok) setFound({ taskId, ranking: reply.value.value.ranking });
    });
    return () => {
      isOver = true;
    };
  }, [ask, taskId]);
  return found?.taskId === taskId ? found.ranking : none;
}
