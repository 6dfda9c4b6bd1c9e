import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { createCommand, emptyDraft } from '../board/task-draft.ts';
import { useActions, useApp } from '../store/use-app.ts';
import { IconButton } from '../ui/button.tsx';
import { downloadText } from '../ui/download-text.ts';
import { Menu } from '../ui/menu.tsx';
import { useToasts } from '../ui/toast.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { chooseText, type ReadFile } from './exchange.ts';
import { ImportDialog } from './import-dialog.tsx';

/** What concerns all the team knows at once: tidying up, moving it, erasing it. */
export function KnowledgeMenu() {
  const { t } = useLingui();
  const actions = useActions();
  const toasts = useToasts();
  const keeper = useApp((state) =>
    Object.values(state.teammates).find(({ profile }) => profile.role === 'memory manager'),
  );
  const [opened, setOpened] = useState<{ file: ReadFile } | 'erase' | null>(null);
  const close = () => setOpened(null);

  const save = async (format: 'markdown' | 'json') => {
    const sent = await actions.ask((engine) => engine.query.exportMemory({ format }));
    const reply = sent.ok ? sent.value : sent;
    if (reply.ok) downloadText(reply.value);
    else toasts.show(reply.error.message, { failed: true });
  };
  const bringIn = async () => {
    const file = await chooseText();
    if (file) setOpened({ file });
  };
  const tidy = async (teammateId: string) => {
    const taskId = actions.makeId('t');
    const brief = t`Tidy up what the team knows: look at what disagrees and propose how it ends, make one sentence of what was said again and again, and report what is new, what has changed and what nobody knows.`;
    const reply = await actions.dispatch(createCommand({ ...emptyDraft, brief, teammateId }, taskId));
    if (!reply.ok) return;
    actions.go({ screen: 'board' });
    actions.openTask(taskId);
  };
  const name = keeper?.profile.name ?? '';
  return (
    <>
      <Menu
        label={t`All the team knows`}
        groups={[
          keeper
            ? [{ id: 'tidy', label: t`Ask ${name} to tidy up`, icon: 'team', run: () => void tidy(keeper.id) }]
            : [],
          [
            {
              id: 'markdown',
              label: t`Export as a document (Markdown)`,
              icon: 'file',
              run: () => void save('markdown'),
            },
            { id: 'json', label: t`Export with all details (JSON)`, icon: 'file', run: () => void save('json') },
            { id: 'import', label: t`Import from a file…`, icon: 'plus', run: () => void bringIn() },
          ],
          [{ id: 'erase', label: t`Erase everything…`, danger: true, run: () => setOpened('erase') }],
        ]}
      >
        <IconButton icon="more" label={t`More about all the team knows`} />
      </Menu>
      {opened === 'erase' && <EraseDialog memories={[]} close={close} />}
      {opened !== null && opened !== 'erase' && <ImportDialog file={opened.file} close={close} />}
    </>
  );
}
