import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'quiet' | 'working' | 'needs' | 'failed' | 'done';

const tones: Record<Tone, string> = {
  quiet: 'text-quiet',
  working: 'text-working',
  needs: 'rounded-full bg-needs-bg pr-2 pl-1 text-needs',
  failed: 'rounded-full bg-failed-bg pr-2 pl-1 text-failed',
  done: 'text-done',
};

/** A state: icon, word and colour together. `needs` and `failed` are pills; `flat` takes the ground from `failed`. */
export function StateLabel({ icon, tone, text, flat }: { icon: IconName; tone: Tone; text: string; flat?: boolean }) {
  const look = flat && tone === 'failed' ? 'text-failed' : tones[tone];
  return (
    <span
      className={classNames('inline-flex h-5 min-w-0 items-center gap-1 text-meta font-medium whitespace-nowrap', look)}
    >
      <Icon name={icon} />
      <span className="truncate">{text}</span>
    </span>
  );
}
