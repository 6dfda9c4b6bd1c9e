import { classNames } from './class-names.ts';

export type AvatarSize = 20 | 24 | 32 | 48;

const sizes: Record<AvatarSize, string> = {
  20: 'size-5 text-meta',
  24: 'size-6 text-meta',
  32: 'size-8 text-body',
  48: 'size-12 text-section',
};
const grounds = ['bg-identity-0', 'bg-identity-1', 'bg-identity-2', 'bg-identity-3', 'bg-identity-4', 'bg-identity-5'];

/** A teammate: a rounded square with one initial. `label` = name and role; leave it out where the name stands beside. */
export function TeammateAvatar({
  name,
  colour,
  size = 20,
  label,
}: {
  name: string;
  colour: number;
  size?: AvatarSize;
  label?: string;
}) {
  return (
    <span
      data-avatar
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      title={label}
      className={classNames(
        'inline-grid flex-none place-items-center leading-none font-semibold text-on-identity',
        size === 48 ? 'rounded-card' : 'rounded-control',
        sizes[size],
        grounds[colour % grounds.length],
      )}
    >
      {[...name][0]?.toLocaleUpperCase() ?? ''}
    </span>
  );
}

/** A person: a circle with two initials. */
export function PersonAvatar({ name, size = 24, label }: { name: string; size?: AvatarSize; label?: string }) {
  const words = name.trim().split(/\s+/);
  const initials = [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => (word ? [...word][0] : ''))
    .join('');
  return (
    <span
      data-avatar
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      title={label}
      className={classNames(
        'inline-grid flex-none place-items-center rounded-full border border-hairline bg-sunken leading-none font-medium text-text',
        sizes[size],
      )}
    >
      {initials.toLocaleUpperCase()}
    </span>
  );
}
