import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import { useApp } from '../store/use-app.ts';
import { Icon } from '../ui/icon.tsx';
import { Deliverable } from './deliverable.tsx';
import { fileText } from '../words/file-words.ts';
import { sizeText } from './size-text.ts';

/** The files of a result: the first stands open, the others open on demand. */
export function ResultFiles({ task, lit }: { task: TaskState; lit?: boolean }) {
  const { t } = useLingui();
  const [opened, setOpened] = useState<readonly string[]>([]);
  const tasks = useApp((state) => state.tasks);
  const [first, ...rest] = task.artifacts;
  if (!first) return null;
  return (
    <div className="flex flex-col gap-2">
      <Deliverable taskId={task.id} artifact={first} lit={lit} />
      {rest.map((artifact) =>
        opened.includes(artifact.path) ? (
          <Deliverable key={artifact.path} taskId={task.id} artifact={artifact} lit={lit} />
        ) : (
          <button
            key={artifact.path}
            type="button"
            aria-expanded={false}
            onClick={() => setOpened([...opened, artifact.path])}
            className="mx-auto flex h-10 w-full max-w-174 items-center gap-2 rounded-card border border-hairline bg-surface px-8 text-start hover:border-control-border"
          >
            <Icon name="file" className="text-text-faint" />
            <span className="min-w-0 truncate font-medium">{fileText(artifact.path, tasks)}</span>
            <span className="flex-1 text-meta text-text-muted">{sizeText(artifact.bytes)}</span>
            <span className="text-accent">{t`Open`}</span>
          </button>
        ),
      )}
    </div>
  );
}
