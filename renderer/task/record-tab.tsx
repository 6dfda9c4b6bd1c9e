import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import type { EventRecord } from '../../agents/domain/events.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { PlainText } from '../inbox/plain-text.tsx';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Field } from '../ui/field.tsx';
import { absoluteText, clockText } from '../ui/relative-time.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';
import { useNameOf } from '../words/use-task-words.ts';
import { recordDetail, recordLine, recordMatches, type NameOf } from './record-line.ts';
import { useRecords } from './use-records.ts';

/** The whole history of one task, every event in order; what each carries opens below it. Loaded while it is open. */
export function RecordTab({ task }: { task: TaskState }) {
  const { t } = useLingui();
  const alone = useMemo(() => [task], [task]);
  const { events, failed, again } = useRecords(alone);
  const nameOf = useNameOf();
  const [query, setQuery] = useState('');
  const [opened, setOpened] = useState<number | null>(null);
  const shown = useMemo(() => events.filter((event) => recordMatches(event, query, nameOf)), [events, query, nameOf]);
  const byKey = useMemo(() => new Map(shown.map((event) => [String(event.seq), event])), [shown]);
  const openedAt = shown.findIndex((event) => event.seq === opened);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-none items-end gap-3 px-6 py-3">
        <div className="w-70">
          <Field
            label={t`Find in the record`}
            hideLabel
            placeholder={t`Find in the record`}
            type="search"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        </div>
        <span role="status" className="text-meta leading-8 text-text-muted">
          {query
            ? t`${shown.length} of ${events.length}`
            : plural(events.length, { one: '# entry', other: '# entries' })}
        </span>
      </div>
      {failed && (
        <p className="flex items-center gap-2 px-6 pb-3 text-failed">
          {failed} <Button small onClick={again}>{t`Try again`}</Button>
        </p>
      )}
      <div role="list" aria-label={t`Full record`} className="flex min-h-0 flex-1 flex-col">
        <VirtualList rows={[...byKey.keys()]} keep={openedAt === -1 ? undefined : [openedAt]}>
          {(key, index) => {
            const event = byKey.get(key);
            return event ? (
              <Entry
                event={event}
                nameOf={nameOf}
                index={index}
                total={shown.length}
                open={event.seq === opened}
                onToggle={() => setOpened(event.seq === opened ? null : event.seq)}
              />
            ) : null;
          }}
        </VirtualList>
      </div>
    </div>
  );
}

function Entry({
  event,
  nameOf,
  index,
  total,
  open,
  onToggle,
}: {
  event: EventRecord;
  nameOf: NameOf;
  index: number;
  total: number;
  open: boolean;
  onToggle: () => void;
}) {
  const { t } = useLingui();
  const line = recordLine(event, nameOf);
  return (
    <div
      role="listitem"
      aria-posinset={index + 1}
      aria-setsize={total}
      className={classNames('border-t border-hairline', open && 'bg-selected')}
    >
      <button
        type="button"
        data-inset-focus
        aria-expanded={open}
        onClick={onToggle}
        className="flex min-h-8 w-full items-center gap-3 px-6 text-start hover:bg-sunken"
      >
        <time
          dateTime={new Date(event.atMs).toISOString()}
          title={absoluteText(event.atMs)}
          className="w-10 flex-none text-text-faint tabular-nums"
        >
          {clockText(event.atMs)}
        </time>
        <span className="w-34 flex-none truncate font-mono text-meta text-text-muted">{line.type}</span>
        <span className={classNames('min-w-0 flex-1 truncate', line.tone === 'failed' && 'text-failed')}>
          <PlainText text={line.summary} />
        </span>
        <span className="w-16 flex-none truncate text-end text-meta text-text-muted">
          {line.tone === 'person' ? t`you` : actorText(event.actor)}
        </span>
      </button>
      {open && (
        <div className="flex flex-col gap-1 px-6 pb-3">
          <p className="text-meta text-text-muted">{t`Entry ${event.seq}, version ${event.version}, ${absoluteText(event.atMs)}`}</p>
          <pre
            tabIndex={0}
            className="thin-scroll max-h-80 overflow-auto rounded-control border border-hairline bg-surface px-3 py-2 font-mono text-body whitespace-pre-wrap wrap-anywhere"
          >
            <PlainText text={recordDetail(event)} />
          </pre>
        </div>
      )}
    </div>
  );
}

function actorText(actor: string): string {
  return actor.replace(/^teammate\//, '');
}
