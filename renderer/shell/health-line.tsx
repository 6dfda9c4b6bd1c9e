import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useApp } from '../store/use-app.ts';
import { Icon } from '../ui/icon.tsx';
import { untilText, useNow } from '../ui/relative-time.tsx';

/** One calm line under the top bar while something outside keeps the work waiting: the disk, or a model service that fails. */
export function HealthLine() {
  const { t } = useLingui();
  const nowMs = useNow();
  const health = useApp((state) => state.health);
  const [service, ...others] = health.resting.filter(({ lane }) => !lane.startsWith('tool:'));
  const lines: string[] = [];
  if (health.trouble)
    lines.push(
      health.trouble.code === 'disk.full'
        ? t`Muster cannot save just now: the disk is full. Work waits and goes on by itself.`
        : t`Muster cannot save just now. Work waits and goes on by itself.`,
    );
  if (service) {
    const more =
      others.length > 0 ? ` ${plural(others.length, { one: '# other rests too.', other: '# others rest too.' })}` : '';
    lines.push(t`${service.lane} does not answer; next try ${untilText(service.untilMs, nowMs)}.${more}`);
  }
  return (
    <div role="status" aria-label={t`What keeps work waiting`}>
      {lines.map((line) => (
        <p key={line} className="flex min-h-8 items-center gap-2 border-b border-hairline bg-sunken px-6 py-1">
          <Icon name="hourglass" className="text-quiet" />
          <span className="min-w-0 flex-1 wrap-anywhere">{line}</span>
        </p>
      ))}
    </div>
  );
}
