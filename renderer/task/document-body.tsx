import { useLingui } from '@lingui/react/macro';
import { useId, useMemo, useState } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { PlainText } from '../inbox/plain-text.tsx';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { linkWheres } from './link-wheres.ts';
import { wheresIn, type Where } from './where.ts';

/** The heavy part of `Document`: import that one. `lit` = all lines of “where it says so” stand out. */
export function DocumentBody({ text, lit }: { text: string; lit: boolean }) {
  const base = useId();
  const [address, setAddress] = useState<string | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const wheres = useMemo(() => wheresIn(text), [text]);
  const plugins = useMemo(() => [remarkGfm, () => linkWheres(wheres)], [wheres]);
  const components = useMemo(() => {
    const show = (number: number) => {
      setChosen(number);
      document.getElementById(`${base}-${number}`)?.focus();
    };
    return parts(setAddress, show, wheres);
  }, [wheres, base]);
  return (
    <div className="flex flex-col gap-3 text-read wrap-anywhere">
      <ReactMarkdown remarkPlugins={plugins} skipHtml components={components}>
        {text}
      </ReactMarkdown>
      <WhereList wheres={wheres} base={base} chosen={chosen} lit={lit} />
      <AddressDialog address={address} close={() => setAddress(null)} />
    </div>
  );
}

function WhereList({
  wheres,
  base,
  chosen,
  lit,
}: {
  wheres: readonly Where[];
  base: string;
  chosen: number | null;
  lit: boolean;
}) {
  const { t } = useLingui();
  if (wheres.length === 0) return null;
  return (
    <section aria-label={t`Where it says so`} className="mt-3 border-t border-hairline pt-3 text-body">
      <h3 className="pb-1 font-semibold">{t`Where it says so`}</h3>
      <ol className="flex flex-col">
        {wheres.map((where) => (
          <li
            key={where.label}
            id={`${base}-${where.number}`}
            tabIndex={-1}
            data-inset-focus
            className={classNames(
              'flex gap-2 rounded-control px-2 py-1',
              (chosen === where.number || lit) && 'bg-selected',
            )}
          >
            <span className="w-6 flex-none text-text-faint tabular-nums">{where.number}</span>
            <span className="min-w-0 flex-1">
              <WhereText where={where} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A quote under the name of its file, or of what the team knows; a plain note as it is. */
function WhereText({ where }: { where: Where }) {
  const source = useSource(where);
  if (source === null) return <PlainText text={where.text} />;
  return (
    <>
      <span className="inline-flex items-center gap-1 font-medium">
        <Icon name={where.file === null ? 'book' : 'file'} small className="text-text-faint" />
        {/* A memory is opened from here, by `where.memoryId`, once there is a screen that shows it. */}
        <PlainText text={source} />
      </span>
      <q className="block text-text-muted">
        <PlainText text={where.quote} />
      </q>
    </>
  );
}

/** What a person reads as the source of a quote; null = it is a plain note. */
function useSource({ file, memoryId }: Where): string | null {
  const { t } = useLingui();
  return memoryId === null ? file : t`From what the team knows`;
}

function AddressDialog({ address, close }: { address: string | null; close: () => void }) {
  const { t } = useLingui();
  const open = () => {
    if (address) window.open(address, '_blank', 'noopener,noreferrer');
    close();
  };
  return (
    <Dialog
      open={address !== null}
      onClose={close}
      title={t`Open this address?`}
      foot={
        <>
          <Button onClick={close}>{t`Cancel`}</Button>
          <Button kind="primary" icon="external" onClick={open}>{t`Open`}</Button>
        </>
      }
    >
      <p className="font-mono wrap-anywhere">
        <PlainText text={address ?? ''} />
      </p>
    </Dialog>
  );
}

const cell = 'border-b border-hairline py-2 pe-3 text-start align-top';

/** Headings start one level below the task's title. */
function parts(open: (address: string) => void, show: (number: number) => void, wheres: readonly Where[]): Components {
  return {
    a: ({ href, children }) => {
      const number = Number(/^#where-(\d+)$/.exec(href ?? '')?.[1] ?? 0);
      const where = wheres.find((other) => other.number === number);
      if (where) return <WhereLink where={where} show={() => show(number)} />;
      if (!href || !/^https?:|^mailto:/i.test(href)) return <span>{children}</span>;
      return (
        <button
          type="button"
          title={href}
          onClick={() => open(href)}
          className="inline text-start text-accent underline underline-offset-2"
        >
          {children}
        </button>
      );
    },
    img: ({ alt, src }) => (
      <span className="rounded-control border border-hairline px-2 text-meta text-text-muted">
        {alt || String(src ?? '')}
      </span>
    ),
    h1: ({ children }) => <h2 className="text-page font-semibold">{children}</h2>,
    h2: ({ children }) => <h3 className="mt-2 text-section font-semibold">{children}</h3>,
    h3: ({ children }) => <h4 className="mt-1 font-semibold">{children}</h4>,
    h4: ({ children }) => <h5 className="font-semibold">{children}</h5>,
    h5: ({ children }) => <h6 className="font-medium">{children}</h6>,
    p: ({ children }) => <p className="max-w-prose">{children}</p>,
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
    th: ({ children }) => <th className={`${cell} text-meta font-normal text-text-faint`}>{children}</th>,
    td: ({ children }) => <td className={cell}>{children}</td>,
    hr: () => <hr className="border-hairline" />,
  };
}

function WhereLink({ where, show }: { where: Where; show: () => void }) {
  const { t } = useLingui();
  const source = useSource(where);
  const named = source === null ? where.text : `${source}: ${where.quote}`;
  return (
    <button
      type="button"
      title={named}
      aria-label={t`Where it says so, ${where.number}: ${named}`}
      onClick={show}
      className="-mx-0.5 -my-1 inline-grid h-6 place-items-center rounded-control px-1 align-middle text-meta text-accent tabular-nums hover:bg-sunken"
    >
      {where.number}
    </button>
  );
}
