import { useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import { Markdown } from '../ui/markdown.tsx';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/icon.tsx';
import { absoluteText, clockText } from '../ui/relative-time.tsx';
import { useNameOf } from '../words/use-task-words.ts';
import { CallDetails } from './call-details.tsx';
import { callLine } from './call-words.ts';
import { causeText } from './cause-text.ts';
import { oneLine } from './one-line.ts';
import type { Step } from './steps.ts';

/** One step as one line; what it said or found opens below it. The newest text stands open. */
export function StepRow({ taskId, step, isNewest }: { taskId: string; step: Step; isNewest: boolean }) {
  const { t } = useLingui();
  const nameOf = useNameOf();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = chosen ?? isNewest;
  const toggle = () => setChosen(!open);
  switch (step.kind) {
    case 'said':
      return (
        <Row atMs={step.atMs} title={open ? t`Said` : oneLine(step.text)} open={open} onToggle={toggle}>
          <Markdown text={step.text} />
        </Row>
      );
    case 'call': {
      const line = callLine(step.call);
      return (
        <Row
          atMs={step.atMs}
          title={line.title}
          note={line.note}
          failed={line.tone === 'failed'}
          open={open}
          onToggle={toggle}
        >
          <CallDetails taskId={taskId} call={step.call} />
        </Row>
      );
    }
    case 'message':
      return (
        <Row
          atMs={step.atMs}
          title={
            step.message.from === 'person'
              ? t`You: ${oneLine(step.message.text)}`
              : step.message.sender
                ? t`${nameOf(step.message.sender.teammateId)}: ${oneLine(step.message.text)}`
                : step.message.about === 'loop' || step.message.about === 'hand-back'
                  ? t`The app: ${oneLine(step.message.text)}`
                  : t`The app’s checks: ${oneLine(step.message.text)}`
          }
          open={open}
          onToggle={toggle}
        >
          <p className="whitespace-pre-wrap wrap-anywhere">{step.message.text}</p>
        </Row>
      );
    case 'trouble':
      return (
        <Row
          atMs={step.atMs}
          title={oneLine(step.failure.message)}
          note={step.retryAtMs === null ? t`Gave up` : t`Tries again`}
          failed={step.retryAtMs === null}
          open={open}
          onToggle={toggle}
        >
          <p className="wrap-anywhere text-text-muted">{causeText(step.failure.code)}</p>
        </Row>
      );
  }
}

function Row({
  atMs,
  title,
  note,
  failed,
  open,
  onToggle,
  children,
}: {
  atMs: number;
  title: string;
  note?: string;
  failed?: boolean;
  open: boolean;
  onToggle: () => void;
  children: ReactNode;
}) {
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        data-inset-focus
        onClick={onToggle}
        className="flex min-h-8 w-full items-center gap-2 rounded-control text-start hover:bg-sunken"
      >
        <time
          dateTime={new Date(atMs).toISOString()}
          title={absoluteText(atMs)}
          className="w-9 flex-none text-meta text-text-faint tabular-nums"
        >
          {clockText(atMs)}
        </time>
        <span className={classNames('min-w-0 flex-1 truncate', failed && 'text-failed')}>{title}</span>
        {note && (
          <span className={classNames('flex-none text-meta', failed ? 'text-failed' : 'text-text-muted')}>{note}</span>
        )}
        <Icon name={open ? 'down' : 'right'} small className="text-text-faint" />
      </button>
      {open && <div className="ps-11 pe-2 pb-2">{children}</div>}
    </li>
  );
}
