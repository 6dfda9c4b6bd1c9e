import { lazy, Suspense } from 'react';

const Body = lazy(async () => ({ default: (await import('./document-body.tsx')).DocumentBody }));

/** A deliverable in Markdown, set for reading, with its footnotes as “where it says so”. Loaded when first shown. */
export function Document({ text, lit }: { text: string; lit?: boolean }) {
  return (
    <Suspense fallback={<div className="text-read whitespace-pre-wrap">{text}</div>}>
      <Body text={text} lit={lit ?? false} />
    </Suspense>
  );
}
