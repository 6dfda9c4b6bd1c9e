import { useLingui } from '@lingui/react/macro';
import { useActions, useApp } from '../store/use-app.ts';
import type { Screen } from '../store/view.ts';
import { useKeys } from '../ui/use-keys.ts';

/** The keys that work on every screen. */
export function useGlobalKeys(): void {
  const { t } = useLingui();
  const actions = useActions();
  const isPaused = useApp((state) => state.workspace.paused);
  const go = (screen: Screen) => () => actions.go({ screen, taskId: null });
  useKeys(t`Everywhere`, [
    { keys: 'mod+k', label: t`Find anything`, run: () => actions.setOverlay('palette'), whileTyping: true },
    { keys: '/', label: t`Search`, run: () => actions.setOverlay('palette') },
    { keys: 'c', label: t`New task`, run: () => actions.setOverlay('new-task') },
    { keys: '?', label: t`Keys of this screen`, run: () => actions.setOverlay('keys') },
    { keys: 'g b', label: t`Go to Board`, run: go('board') },
    { keys: 'g i', label: t`Go to Inbox`, run: go('inbox') },
    { keys: 'g t', label: t`Go to Team`, run: go('team') },
    { keys: 'g k', label: t`Go to Knowledge`, run: go('knowledge') },
    { keys: 'g s', label: t`Go to Settings`, run: go('settings') },
    {
      keys: 'mod+.',
      label: isPaused ? t`Resume all` : t`Pause all`,
      run: () => void actions.dispatch({ type: isPaused ? 'workspace.resume' : 'workspace.pause' }),
      whileTyping: true,
    },
    { keys: 'Escape', label: t`Back`, run: () => actions.closeTask() },
  ]);
}
