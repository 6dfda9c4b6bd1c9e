import type { CSSProperties } from 'react';

/** Steps done of steps in all, as a bar. The words stand in the state beside it, so readers skip the bar. */
export function StepBar({
  done,
  total,
  quiet,
  wide,
}: {
  done: number;
  total: number;
  quiet?: boolean;
  wide?: boolean;
}) {
  const flat = total > 10;
  return (
    <span
      aria-hidden
      className="step-bar"
      data-flat={flat || undefined}
      data-quiet={quiet || undefined}
      data-wide={wide || undefined}
      style={{ '--k': done, '--n': Math.max(1, total) } as CSSProperties}
    />
  );
}
