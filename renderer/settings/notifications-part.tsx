import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { canNotify } from '../shell/notify.ts';
import { useApp, useSettings } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Switch } from '../ui/field.tsx';
import { Section } from './section.tsx';
import { useChange } from './use-change.ts';

/** Notifications on or off, and what the browser says to them. */
export function NotificationsPart() {
  const { t } = useLingui();
  const settings = useSettings();
  const change = useChange();
  const host = useApp((state) => state.setup?.host ?? 'web');
  const possible = host === 'desktop' || canNotify();
  const [permission, setPermission] = useState<NotificationPermission>(() =>
    canNotify() ? Notification.permission : 'denied',
  );
  const ask = async () => setPermission(await Notification.requestPermission());
  return (
    <Section title={t`Notifications`}>
      <div className="flex max-w-120 flex-col gap-2">
        <Switch
          label={t`Tell me when a task needs me`}
          hint={t`One per task, withdrawn when it is handled. Progress is never notified.`}
          checked={settings.notifications}
          onChange={(notifications) => void change({ notifications })}
        />
        {!possible && (
          <p className="text-text-muted">{t`This browser cannot show notifications here. The Inbox and the board show what needs you.`}</p>
        )}
        {possible && host !== 'desktop' && settings.notifications && (
          <>
            {permission === 'granted' && <p className="text-text-muted">{t`The browser allows them.`}</p>}
            {permission === 'default' && (
              <div className="flex flex-wrap items-center gap-2">
                <p className="text-text-muted">{t`The browser has not been asked yet.`}</p>
                <Button small onClick={() => void ask()}>{t`Ask the browser`}</Button>
              </div>
            )}
            {permission === 'denied' && (
              <p className="text-text-muted">{t`The browser blocks them. Allow notifications for this page in the browser’s site settings, then reload.`}</p>
            )}
          </>
        )}
      </div>
    </Section>
  );
}
