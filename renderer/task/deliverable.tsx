import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { ArtifactView } from '../../agents/contract.ts';
import type { Artifact } from '../../agents/domain/schema.ts';
import { PlainText } from '../inbox/plain-text.tsx';
import { useActions, useApp } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useToasts } from '../ui/toast.tsx';
import { fileText } from '../words/file-words.ts';
import { Document } from './document.tsx';
import { sizeText } from './size-text.ts';
import { TableText } from './table-view.tsx';
import { useReply } from './use-reply.ts';
import { downloadText } from '../ui/download-text.ts';

/** One deliverable file on paper: its head with size and acts, and what it holds when that can be shown. */
export function Deliverable({ taskId, artifact, lit }: { taskId: string; artifact: Artifact; lit?: boolean }) {
  const { t } = useLingui();
  const loaded = useReply(`${taskId}/${artifact.path}/${artifact.sha256}`, (engine) =>
    engine.query.artifact({ taskId, path: artifact.path }),
  );
  const name = useApp((state) => fileText(artifact.path, state.tasks));
  return (
    <article
      aria-label={name}
      className="mx-auto flex w-full max-w-174 flex-col gap-3 rounded-card border border-hairline bg-surface px-8 pt-4 pb-8"
    >
      <FileHead
        taskId={taskId}
        artifact={artifact}
        name={name}
        view={loaded.state === 'loaded' ? loaded.value : null}
      />
      {loaded.state === 'loading' && <p className="text-text-muted">{t`Opening ${name}…`}</p>}
      {loaded.state === 'failed' && (
        <div className="flex flex-wrap items-center gap-2 text-failed">
          <span>{loaded.message}</span>
          <Button small onClick={loaded.again}>{t`Try again`}</Button>
        </div>
      )}
      {loaded.state === 'loaded' && <Content view={loaded.value} lit={lit ?? false} />}
    </article>
  );
}

/** Name, size and what can be done with the file. `view: null` = not loaded yet. */
function FileHead({
  taskId,
  artifact,
  name,
  view,
}: {
  taskId: string;
  artifact: Artifact;
  name: string;
  view: ArtifactView | null;
}) {
  const { t } = useLingui();
  const actions = useActions();
  const { show } = useToasts();
  const host = useApp((state) => state.setup?.host ?? 'web');
  const reveal = async () => {
    const reply = await actions.ask((engine) => engine.host.reveal({ taskId, path: artifact.path }));
    if (!reply.ok) show(reply.error.message, { failed: true });
    else if (!reply.value.shown)
      show(t`The folder could not be opened. The file lies at ${view?.absolutePath ?? artifact.path}.`, {
        failed: true,
      });
  };
  return (
    <header className="flex flex-wrap items-center gap-2">
      <Icon name="file" className="text-text-faint" />
      <h3 className="min-w-0 truncate font-medium" title={view?.absolutePath}>
        {name}
      </h3>
      <span className="flex-1 text-meta text-text-muted">{sizeText(artifact.bytes)}</span>
      {host === 'desktop' && (
        <Button small kind="ghost" icon="folder-open" onClick={() => void reveal()}>{t`Show in folder`}</Button>
      )}
      {view?.text != null && (
        <Button
          small
          kind="ghost"
          icon="file"
          onClick={() =>
            downloadText({ name: artifact.path.split('/').at(-1) ?? artifact.path, text: view.text ?? '' })
          }
        >{t`Save a copy`}</Button>
      )}
    </header>
  );
}

function Content({ view, lit }: { view: ArtifactView; lit: boolean }) {
  const { t } = useLingui();
  const kind = useMemo(() => kindOf(view.path), [view.path]);
  if (view.text === null) {
    return (
      <p className="text-text-muted">
        {t`This file cannot be shown here. It lies at`}{' '}
        <span className="font-mono wrap-anywhere">{view.absolutePath}</span>
      </p>
    );
  }
  if (view.text.trim() === '') return <p className="text-text-muted">{t`The file is empty.`}</p>;
  if (kind === 'markdown') return <Document text={view.text} lit={lit} />;
  if (kind === 'table') return <TableText text={view.text} />;
  return (
    <pre
      tabIndex={0}
      className="thin-scroll max-h-180 overflow-auto font-mono text-body whitespace-pre-wrap wrap-anywhere"
    >
      <PlainText text={view.text} />
    </pre>
  );
}

function kindOf(path: string): 'markdown' | 'table' | 'text' {
  if (/\.(?:md|markdown)$/i.test(path)) return 'markdown';
  return /\.(?:csv|tsv)$/i.test(path) ? 'table' : 'text';
}
