import { useLingui } from '@lingui/react/macro';
import type { RefObject } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import { useUndo } from '../shell/use-undo.ts';
import { Button } from '../ui/button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { RememberLine } from './remember-line.tsx';
import { subjectFrom } from './remember-words.ts';
import { useSelectedText } from './use-selected-text.ts';

/** Teaching from a task: a button at what is selected in it, and the line that saves the sentence. */
export function Remember({
  task,
  panel,
  pane,
  said,
  say,
}: {
  task: TaskState;
  /** What a selection counts in. */
  panel: RefObject<HTMLElement | null>;
  pane: RefObject<HTMLElement | null>;
  /** The sentence the line begins with; null = the line is closed. */
  said: string | null;
  say: (sentence: string | null) => void;
}) {
  const { t } = useLingui();
  const done = useUndo(pane);
  const selected = useSelectedText(panel);
  const take = () => {
    if (!selected) return;
    say(selected.sentence);
    getSelection()?.removeAllRanges();
  };
  useKeys(t`Task`, selected ? [{ keys: 'm', label: t`Remember what is selected`, run: take }] : [], pane);
  return (
    <>
      {selected && said === null && (
        <div className="fixed z-30 rounded-control shadow-float" style={{ left: selected.left, top: selected.top }}>
          {/* The selection must outlive the press. */}
          <Button small icon="book" keys="m" onMouseDown={(event) => event.preventDefault()} onClick={take}>
            {t`Remember`}
          </Button>
        </div>
      )}
      {said !== null && (
        <RememberLine
          key={said}
          taskId={task.id}
          sentence={said}
          subject={subjectFrom(task.title)}
          close={() => say(null)}
          done={done}
        />
      )}
    </>
  );
}
