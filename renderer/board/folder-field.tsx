import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import { useActions, useApp } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import type { FolderCheck } from './use-folder-check.ts';

/** The folder a task works on, looked at as it is typed. */
export function FolderField({
  value,
  check,
  onChange,
}: {
  value: string;
  check: FolderCheck;
  onChange: (path: string) => void;
}) {
  const { t } = useLingui();
  const { ask } = useActions();
  const setup = useApp((state) => state.setup);
  const [canPick, setCanPick] = useState(true);
  const pick = async () => {
    const answer = await ask((engine) => engine.host.pickFolder());
    if (!answer.ok || !answer.value.available) return setCanPick(false);
    return answer.value.path === null ? undefined : onChange(answer.value.path);
  };
  return (
    <div className="flex flex-col gap-2">
      <Field
        label={t`Folder to work on (optional)`}
        value={value}
        placeholder={setup?.platform === 'win32' ? 'C:\\Users\\…' : '/home/…'}
        spellCheck={false}
        autoComplete="off"
        hint={<FolderHint check={check} />}
        error={check.state === 'bad' ? check.message : null}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        {canPick && setup?.host === 'desktop' && (
          <Button small icon="folder-open" onClick={() => void pick()}>
            {t`Choose a folder`}
          </Button>
        )}
        {setup && value !== setup.exampleFolder && (
          <Button small kind="ghost" icon="folder" onClick={() => onChange(setup.exampleFolder)}>
            {t`Use the sample office`}
          </Button>
        )}
      </div>
    </div>
  );
}

function FolderHint({ check }: { check: FolderCheck }): ReactNode {
  const { t } = useLingui();
  switch (check.state) {
    case 'none':
      return t`The teammate reads this folder and nothing else on this computer.`;
    case 'checking':
      return t`Looking…`;
    case 'bad':
      return null;
    case 'good': {
      const { files, unreadable } = check.report;
      const found = plural(files, { one: '# file', other: '# files' });
      if (unreadable.length === 0) return t`Found ${found}.`;
      const names = unreadable
        .slice(0, 3)
        .map((file) => file.path)
        .join(', ');
      return t`Found ${found}. ${unreadable.length} cannot be read: ${names}.`;
    }
  }
}
