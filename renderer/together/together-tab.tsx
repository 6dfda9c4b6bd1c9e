import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useMemo, useRef, useState, type RefObject } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import { useActions, useApp } from '../store/use-app.ts';
import { oneLine } from '../task/one-line.ts';
import { useRecords } from '../task/use-records.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { clockText } from '../ui/relative-time.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useWidth } from '../ui/use-width.ts';
import { partsOf } from '../words/parts.ts';
import { useNameOf } from '../words/use-task-words.ts';
import { CycleCard } from './cycle-card.tsx';
import { SwimLanes } from './swim-lanes.tsx';
import { together } from './together.ts';

/** Below this many rem the list stands under the lanes. */
const besideFrom = 56;

/** Who worked when and for whom: drawn, and the same as a list. ← and → walk through it, Enter opens what is chosen. */
export function TogetherTab({ task, pane }: { task: TaskState; pane: RefObject<HTMLElement | null> }) {
  const { t } = useLingui();
  const actions = useActions();
  const nameOf = useNameOf();
  const root = useRef<HTMLDivElement>(null);
  const ground = useRef<HTMLDivElement>(null);
  const width = useWidth(root);
  const drawn = useWidth(ground);
  const parts = useApp((state) => partsOf(state.tasks, task.parent?.rootId ?? task.id));
  const tasks = useMemo(() => [task, ...parts.filter(({ id }) => id !== task.id)], [task, parts]);
  const { events, failed, again } = useRecords(tasks);
  const [chosen, setChosen] = useState<string | null>(null);
  const whole = useMemo(() => together(events), [events]);
  const at = whole.handoffs.findIndex(({ key }) => key === chosen);
  const current = whole.handoffs[at] ?? null;
  const nowMs = current?.atMs ?? whole.toMs;
  const view = useMemo(() => (current ? together(events, current.atMs) : whole), [events, current, whole]);
  const step = (by: 1 | -1) => {
    const next = at === -1 ? (by === -1 ? whole.handoffs.length - 1 : -1) : at + by;
    setChosen(whole.handoffs[next]?.key ?? null);
  };
  useKeys(
    t`Together`,
    [
      { keys: 'ArrowLeft', label: t`One step back`, run: () => step(-1) },
      { keys: 'ArrowRight', label: t`One step on`, run: () => step(1) },
      ...(current ? [{ keys: 'Enter', label: t`Open`, run: () => actions.openTask(current.taskId) }] : []),
    ],
    pane,
  );
  const beside = width === null || width >= besideFrom;
  const cycles = tasks.filter(({ cycle }) => cycle !== null);
  const row = (key: string, atMs: number, from: string, to: string, text: string, run: () => void) => (
    <li key={key}>
      <button
        type="button"
        data-inset-focus
        aria-pressed={key === chosen}
        onClick={run}
        className={classNames(
          'flex min-h-8 w-full gap-2 rounded-control px-2 py-1 text-start',
          key === chosen ? 'bg-selected' : 'hover:bg-sunken',
        )}
      >
        <span className="w-9 flex-none text-meta leading-5 text-text-faint tabular-nums">{clockText(atMs)}</span>
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{t`${nameOf(from)} to ${nameOf(to)}`}</span>
          <span className="block wrap-anywhere text-text-muted">{oneLine(text, 200)}</span>
        </span>
      </button>
    </li>
  );
  return (
    <div ref={root} className={classNames('flex min-h-0 flex-1', beside ? '' : 'flex-col overflow-auto')}>
      <div
        tabIndex={0}
        role="group"
        aria-label={t`Lanes over time`}
        data-inset-focus
        className={classNames(
          'thin-scroll flex min-w-0 flex-col gap-3 bg-canvas px-6 py-4',
          beside ? 'flex-1 overflow-auto' : 'flex-none',
        )}
      >
        {cycles.map((one) => (
          <CycleCard key={one.id} task={one} pane={pane} />
        ))}
        {failed && (
          <p className="flex items-center gap-2 text-failed">
            {failed} <Button small onClick={again}>{t`Try again`}</Button>
          </p>
        )}
        <div ref={ground} className="w-full flex-none">
          <SwimLanes
            view={{ ...view, fromMs: whole.fromMs, toMs: whole.toMs }}
            nowMs={nowMs}
            width={(drawn ?? 44) * 16}
            chosen={chosen}
            onChoose={({ key }) => setChosen(key)}
          />
        </div>
        <div className="flex items-center gap-2">
          <IconButton bordered icon="left" label={t`One step back`} keys="ArrowLeft" onClick={() => step(-1)} />
          <IconButton bordered icon="right" label={t`One step on`} keys="ArrowRight" onClick={() => step(1)} />
          <input
            type="range"
            aria-label={t`Moment`}
            aria-valuetext={current ? t`${clockText(current.atMs)}: ${oneLine(current.text)}` : t`Now`}
            min={0}
            max={whole.handoffs.length}
            value={at === -1 ? whole.handoffs.length : at}
            onChange={(event) => setChosen(whole.handoffs[Number(event.target.value)]?.key ?? null)}
            className="min-w-0 flex-1 accent-accent"
          />
          <span className="w-10 flex-none text-end text-text-muted tabular-nums">
            {current ? clockText(current.atMs) : t`Now`}
          </span>
        </div>
      </div>
      <div
        tabIndex={0}
        role="group"
        aria-label={t`The same as a list`}
        data-inset-focus
        className={classNames(
          'thin-scroll flex flex-col gap-3 px-4 py-3',
          beside ? 'w-90 flex-none overflow-auto border-s border-hairline' : 'flex-none border-t border-hairline',
        )}
      >
        <header className="flex h-8 items-center gap-2 px-2">
          <h3 className="flex-1 font-semibold">{t`The same as a list`}</h3>
          <span className="text-meta text-text-muted">
            {plural(whole.handoffs.length, { one: '# entry', other: '# entries' })}
          </span>
        </header>
        {view.waits.length > 0 && (
          <section aria-label={t`Waiting`}>
            <h4 className="px-2 text-meta text-text-faint">{current ? t`Waiting then` : t`Waiting now`}</h4>
            <ul>
              {view.waits.map((one) =>
                row(one.key, one.sinceMs, one.from, one.to, one.text, () => actions.openTask(one.taskId)),
              )}
            </ul>
          </section>
        )}
        <section aria-label={t`Handed over`}>
          <h4 className="px-2 text-meta text-text-faint">{t`Handed over`}</h4>
          <ul>
            {whole.handoffs
              .toReversed()
              .map((one) => row(one.key, one.atMs, one.from, one.to, one.text, () => setChosen(one.key)))}
          </ul>
          {whole.handoffs.length === 0 && (
            <p className="px-2 py-1 text-text-muted">{t`Nothing was handed over yet.`}</p>
          )}
        </section>
        {current && (
          <div className="border-t border-hairline px-2 pt-3">
            <Button keys="Enter" onClick={() => actions.openTask(current.taskId)}>{t`Open`}</Button>
          </div>
        )}
      </div>
    </div>
  );
}
