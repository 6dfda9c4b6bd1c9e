import { useLingui } from '@lingui/react/macro';
import { lexer } from 'marked';
import { memo, useMemo, useState } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import remend from 'remend';
import { Button } from './button.tsx';
import { Chip } from './chip.tsx';
import { Dialog } from './dialog.tsx';

/** Cuts Markdown into its blocks, whose texts together are the whole. */
export function blocksOf(text: string): string[] {
  return lexer(text).map((token) => token.raw);
}

/** The heavy part of `Markdown`: import that one. */
export function MarkdownBody({ text, streaming }: { text: string; streaming?: boolean }) {
  const [address, setAddress] = useState<string | null>(null);
  const components = useMemo(() => parts(setAddress), []);
  const blocks = useMemo(() => blocksOf(text), [text]);
  return (
    <div className="flex flex-col gap-3 text-read wrap-anywhere">
      {blocks.map((block, index) => (
        <Block
          key={index}
          text={streaming && index === blocks.length - 1 ? remend(block) : block}
          components={components}
        />
      ))}
      {address !== null && <LinkDialog address={address} close={() => setAddress(null)} />}
    </div>
  );
}

const Block = memo(function Block({ text, components }: { text: string; components: Components }) {
  return (
    <ReactMarkdown remarkPlugins={[remarkGfm]} skipHtml components={components}>
      {text}
    </ReactMarkdown>
  );
});

function LinkDialog({ address, close }: { address: string; close: () => void }) {
  const { t } = useLingui();
  const open = () => {
    window.open(address, '_blank', 'noopener,noreferrer');
    close();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={t`Open this address?`}
      foot={
        <>
          <Button onClick={close}>{t`Cancel`}</Button>
          <Button kind="primary" icon="external" onClick={open}>
            {t`Open`}
          </Button>
        </>
      }
    >
      <p className="font-mono wrap-anywhere">{address}</p>
    </Dialog>
  );
}

function parts(open: (address: string) => void): Components {
  return {
    a: ({ href, children }) =>
      href && /^https?:|^mailto:/i.test(href) ? (
        <button
          type="button"
          title={href}
          onClick={() => open(href)}
          className="inline text-start text-accent underline underline-offset-2"
        >
          {children}
        </button>
      ) : (
        <span>{children}</span>
      ),
    img: ({ alt, src }) => <Chip icon="file">{alt || String(src ?? '')}</Chip>,
    p: ({ children }) => <p className="max-w-prose">{children}</p>,
    h1: ({ children }) => <h3 className="text-section font-semibold">{children}</h3>,
    h2: ({ children }) => <h4 className="text-read font-semibold">{children}</h4>,
    h3: ({ children }) => <h5 className="text-read font-semibold">{children}</h5>,
    h4: ({ children }) => <h6 className="text-read font-medium">{children}</h6>,
    ul: ({ children }) => <ul className="flex max-w-prose list-disc flex-col gap-1 ps-6">{children}</ul>,
    ol: ({ children, start }) => (
      <ol start={start} className="flex max-w-prose list-decimal flex-col gap-1 ps-6">
        {children}
      </ol>
    ),
    blockquote: ({ children }) => <blockquote className="rounded-control bg-sunken px-3 py-2">{children}</blockquote>,
    code: ({ children }) => <code className="rounded-control bg-sunken px-1 font-mono text-body">{children}</code>,
    pre: ({ children }) => (
      <pre
        tabIndex={0}
        className="thin-scroll overflow-auto rounded-control border border-hairline bg-sunken p-3 font-mono text-body"
      >
        {children}
      </pre>
    ),
    table: ({ children }) => (
      <div tabIndex={0} className="thin-scroll overflow-auto">
        <table className="w-full border-collapse text-body">{children}</table>
      </div>
    ),
    th: ({ children }) => (
      <th className="border-b border-hairline py-2 pe-3 text-start align-top text-meta font-normal text-text-faint">
        {children}
      </th>
    ),
    td: ({ children }) => <td className="border-b border-hairline py-2 pe-3 text-start align-top">{children}</td>,
    hr: () => <hr className="border-hairline" />,
  };
}
