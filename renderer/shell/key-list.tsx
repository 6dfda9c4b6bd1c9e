import { useLingui } from '@lingui/react/macro';
import { useSettings } from '../store/use-app.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { shownKeys } from '../ui/keys.ts';
import { useKeyScopes } from '../ui/use-keys.ts';

/** The keys of the screen on show, by part. */
export function KeyList({ close }: { close: () => void }) {
  const { t } = useLingui();
  const { letterKeys } = useSettings();
  const scopes = useKeyScopes().toReversed();
  return (
    <Dialog open onClose={close} title={t`Keys of this screen`}>
      {!letterKeys && <p className="text-text-muted">{t`Single letters are switched off in Settings.`}</p>}
      <div className="flex flex-col gap-4 pb-4">
        {scopes.map((scope) => (
          <section key={scope.name} aria-label={scope.name} className="flex flex-col gap-1">
            <h3 className="font-semibold">{scope.name}</h3>
            <dl className="flex flex-col">
              {scope.shortcuts.map((shortcut) => (
                <div key={shortcut.keys} className="flex min-h-6 items-center justify-between gap-3">
                  <dt>{shortcut.label}</dt>
                  <dd>
                    <Kbd keys={shortcut.keys} />
                    <span className="sr-only">{shownKeys(shortcut.keys)}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
