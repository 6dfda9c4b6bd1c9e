import { useId, type ReactNode } from 'react';

/** One part of Settings under its heading. */
export function Section({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <div
      role="group"
      aria-labelledby={id}
      className="flex flex-col gap-4 border-b border-hairline py-6 last:border-b-0"
    >
      <div>
        <h2 id={id} className="text-section font-semibold">
          {title}
        </h2>
        {hint && <p className="max-w-prose text-text-muted">{hint}</p>}
      </div>
      {children}
    </div>
  );
}
