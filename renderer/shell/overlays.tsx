import { TaskForm } from '../board/task-form.tsx';
import { OccasionForm } from '../occasion/occasion-form.tsx';
import { Palette } from '../palette/palette.tsx';
import { useActions, useApp } from '../store/use-app.ts';
import { KeyList } from './key-list.tsx';

/** The dialogs that open over any screen; loaded when the first one is. */
export function Overlays() {
  const actions = useActions();
  const overlay = useApp((state) => state.overlay);
  const close = () => actions.setOverlay(null);
  switch (overlay) {
    case 'new-task':
      return <TaskForm close={close} />;
    case 'occasion':
      return <OccasionForm close={close} />;
    case 'palette':
      return <Palette close={close} />;
    case 'keys':
      return <KeyList close={close} />;
    case null:
      return null;
  }
}
