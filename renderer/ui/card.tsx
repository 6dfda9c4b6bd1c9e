import type { ReactNode } from 'react';

/** A bordered surface with optional head and foot lines, parted by hairlines. */
export function Card({
  head,
  foot,
  children,
  label,
}: {
  head?: ReactNode;
  foot?: ReactNode;
  children: ReactNode;
  label?: string;
}) {
  return (
    <section aria-label={label} className="rounded-card border border-hairline bg-surface">
      {head && <header className="flex min-h-10 items-center gap-2 border-b border-hairline px-4 py-2">{head}</header>}
      {children}
      {foot && <footer className="flex min-h-10 items-center gap-2 border-t border-hairline px-4 py-2">{foot}</footer>}
    </section>
  );
}
