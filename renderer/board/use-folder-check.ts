import { useEffect, useState } from 'react';
import type { FolderReport } from '../../agents/contract.ts';
import { useActions } from '../store/use-app.ts';

export type FolderCheck =
  | { state: 'none' }
  | { state: 'checking' }
  | { state: 'good'; report: FolderReport }
  | { state: 'bad'; message: string };

const pauseMs = 400;

/** Looks at a folder as its path is typed: after a short pause, and only the newest answer counts. */
export function useFolderCheck(path: string): FolderCheck {
  const { ask } = useActions();
  const [check, setCheck] = useState<FolderCheck>({ state: 'none' });
  const wanted = path.trim();
  useEffect(() => {
    if (!wanted) {
      setCheck({ state: 'none' });
      return undefined;
    }
    let isOver = false;
    setCheck({ state: 'checking' });
    const timer = setTimeout(async () => {
      const asked = await ask((engine) => engine.query.folder({ path: wanted }));
      if (isOver) return;
      const answer = asked.ok ? asked.value : asked;
      setCheck(answer.ok ? { state: 'good', report: answer.value } : { state: 'bad', message: answer.error.message });
    }, pauseMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [wanted, ask]);
  return check;
}
