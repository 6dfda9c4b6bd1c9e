import { lazy, Suspense } from 'react';

const Body = lazy(async () => ({ default: (await import('./markdown-body.tsx')).MarkdownBody }));

/**
 * Text in Markdown: tables and lists, no raw HTML, no remote images, links ask before they open. Loaded when first shown.
 * `streaming`: the text still grows; only its last block is parsed anew and half-open marks are closed.
 */
export function Markdown({ text, streaming }: { text: string; streaming?: boolean }) {
  return (
    <Suspense fallback={<div className="text-read whitespace-pre-wrap">{text}</div>}>
      <Body text={text} streaming={streaming} />
    </Suspense>
  );
}
