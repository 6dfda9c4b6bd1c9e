import { useLingui } from '@lingui/react/macro';
import { useApp } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Mark } from './mark.tsx';

/** One line under the top bar while the link is down; the work on screen keeps its place. */
export function OfflineLine({ retry }: { retry: () => void }) {
  const { t } = useLingui();
  const link = useApp((state) => state.link);
  const hasBoard = useApp((state) => state.seq !== null);
  const isShown = link === 'offline' || (link === 'connecting' && hasBoard);
  return (
    <div role="status">
      {isShown && (
        <div className="flex min-h-8 flex-none items-center gap-2 border-b border-hairline bg-sunken px-6 py-1">
          <Icon name="unplug" />
          <span className="flex-1">
            {hasBoard
              ? t`Not connected. This is the last that was known; work goes on in the background.`
              : t`Not connected. Muster is tried again.`}
          </span>
          <Button small onClick={retry}>
            {t`Try now`}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The whole window when the link is refused for good. */
export function LinkMessage({ link }: { link: 'outdated' | 'refused' }) {
  const { t } = useLingui();
  const isOutdated = link === 'outdated';
  return (
    <main className="grid h-full place-items-center p-6">
      <div role="alert" className="flex max-w-140 flex-col items-start gap-4">
        <Mark />
        <h1 className="text-page font-semibold">
          {isOutdated ? t`Muster was updated. Reload this page.` : t`This page may not open the board.`}
        </h1>
        <p className="text-read text-text-muted">
          {isOutdated
            ? t`The page and the app behind it are of different versions. Nothing was lost.`
            : t`Its address was used before or has expired. Nothing was changed. Start Muster again, or run it once more in the terminal, and open the address it prints.`}
        </p>
        <Button kind="primary" onClick={() => location.reload()}>
          {t`Reload`}
        </Button>
      </div>
    </main>
  );
}
