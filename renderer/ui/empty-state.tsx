import type { ReactNode } from 'react';

/** What an empty list says: one fact, one line on what will be here, and at most one act. */
export function EmptyState({ title, hint, children }: { title: string; hint?: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex max-w-64 flex-col items-start gap-3 py-4 text-text-muted">
      <div>
        <p>{title}</p>
        {hint && <p className="text-text-faint">{hint}</p>}
      </div>
      {children}
    </div>
  );
}
