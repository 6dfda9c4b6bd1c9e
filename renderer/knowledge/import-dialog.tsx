import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import type { ParsedMemory } from '../../agents/domain/memory-views.ts';
import { RefusalLine } from '../inbox/refusal-line.tsx';
import { useActions } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useToasts } from '../ui/toast.tsx';
import type { ReadFile } from './exchange.ts';

/** So many one command brings (domain/memory-commands.ts). */
const perCommand = 500;
const shownProblems = 20;

/** Shows what a chosen file would bring before anything is kept, and what of it is left out. */
export function ImportDialog({ file, close }: { file: ReadFile; close: () => void }) {
  const { t } = useLingui();
  const actions = useActions();
  const toasts = useToasts();
  const [parsed, setParsed] = useState<ParsedMemory | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [saved, setSaved] = useState<number | null>(null);
  const { name } = file;
  useEffect(() => {
    if ('why' in file) {
      setRefusal(
        file.why === 'large'
          ? t`This file is larger than 5 MB. Split it; nothing was read.`
          : t`This file cannot be read. Nothing was changed.`,
      );
      return;
    }
    void actions
      .ask((engine) => engine.query.parseMemory(file))
      .then((sent) => {
        const reply = sent.ok ? sent.value : sent;
        if (reply.ok) setParsed(reply.value);
        else setRefusal(reply.error.message);
      });
  }, [actions, file, t]);

  const items = parsed?.items ?? [];
  const problems = parsed?.problems ?? [];
  const bring = async () => {
    setRefusal(null);
    for (let from = saved ?? 0; from < items.length; from += perCommand) {
      setSaved(from);
      const part = items.slice(from, from + perCommand);
      const reply = await actions.dispatch({ type: 'memory.import', source: name, items: part }, { quiet: true });
      if (!reply.ok) {
        setRefusal(reply.error.message);
        return;
      }
    }
    toasts.show(plural(items.length, { one: '# sentence was brought in.', other: '# sentences were brought in.' }));
    close();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={t`Import from ${name}`}
      foot={
        <>
          <Button onClick={close}>{t`Cancel`}</Button>
          <Button kind="primary" disabled={items.length === 0} onClick={() => void bring()}>
            {plural(items.length, { one: 'Bring in # sentence', other: 'Bring in # sentences' })}
          </Button>
        </>
      }
    >
      {parsed === null && refusal === null && <p className="text-text-muted">{t`Reading…`}</p>}
      {parsed && items.length === 0 && <p>{t`No sentence of this file can be brought in.`}</p>}
      {items.length > 0 && (
        <ul aria-label={t`Sentences that come`} className="thin-scroll max-h-60 divide-y divide-hairline overflow-auto">
          {items.slice(0, perCommand).map((item) => (
            <li key={item.memoryId} dir="auto" className="py-1 wrap-anywhere">
              {item.subject}: {item.text}
            </li>
          ))}
        </ul>
      )}
      {problems.length > 0 && (
        <section aria-label={t`Left out`} className="flex flex-col gap-1">
          <h3 className="font-semibold">
            {plural(problems.length, { one: '# line is left out', other: '# lines are left out' })}
          </h3>
          <ul className="thin-scroll max-h-40 overflow-auto text-text-muted">
            {problems.slice(0, shownProblems).map(({ line, problem }) => (
              <li key={`${line} ${problem}`}>{t`Line ${line}: ${problem}`}</li>
            ))}
          </ul>
        </section>
      )}
      <RefusalLine text={refusal} />
    </Dialog>
  );
}
