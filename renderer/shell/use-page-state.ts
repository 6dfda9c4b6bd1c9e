import { useEffect } from 'react';
import { useActions, useApp } from '../store/use-app.ts';
import { useOpenCount } from './use-open-count.ts';

/** Keeps the page around the app true: theme, density, title with the count, and what the desktop host asks to be opened. */
export function usePageState(): void {
  const actions = useActions();
  const appearance = useApp((state) => state.workspace.settings.appearance);
  const count = useOpenCount();
  useEffect(() => {
    if (appearance === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = appearance;
  }, [appearance]);
  useEffect(() => {
    document.title = count > 0 ? `(${count}) Muster` : 'Muster';
  }, [count]);
  useEffect(() => {
    const onMessage = ({ source, data }: MessageEvent<unknown>) => {
      if (source !== window || !isOpenMessage(data)) return;
      actions.go({ screen: 'inbox', itemId: data.itemId, taskId: data.taskId });
    };
    window.addEventListener('message', onMessage);
    return () => window.removeEventListener('message', onMessage);
  }, [actions]);
}

/** Said by the preload when a notification of the desktop host was clicked. */
function isOpenMessage(data: unknown): data is { type: 'muster:open'; taskId: string; itemId: string } {
  if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'muster:open') return false;
  return 'taskId' in data && typeof data.taskId === 'string' && 'itemId' in data && typeof data.itemId === 'string';
}
