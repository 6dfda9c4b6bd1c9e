import { useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import type { MemoryDetail as Detail, MemoryView } from '../../agents/domain/memory-views.ts';
import { PlainText } from '../inbox/plain-text.tsx';
import { useActions, useApp } from '../store/use-app.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { useNameOf } from '../words/use-task-words.ts';
import { EditMemory } from './edit-memory.tsx';
import {
  isInUse,
  kindText,
  originIcons,
  originOf,
  standingText,
  sureText,
  timeLines,
  usedText,
} from './memory-words.ts';
import type { MemoryActs } from './use-memory-acts.ts';
import { useFresh } from './use-fresh.ts';

/** One sentence with its source, its two histories, what it was made from, and where it was used. */
export function MemoryDetail({
  memoryId,
  acts,
  menuOf,
  close,
}: {
  memoryId: string;
  acts: MemoryActs;
  menuOf: (memory: MemoryView) => MenuItem[][];
  close: () => void;
}) {
  const { t } = useLingui();
  const read = useFresh(memoryId, (engine) => engine.query.memory({ memoryId }));
  return (
    <div className="flex h-full min-h-0 flex-col">
      {read.value ? (
        <Whole key={memoryId} detail={read.value} acts={acts} menuOf={menuOf} close={close} />
      ) : (
        <>
          <header className="flex justify-end px-3 py-2">
            <IconButton icon="close" label={t`Close`} onClick={close} />
          </header>
          <div className="px-6">
            {read.trouble === null ? (
              <p className="text-text-muted">{t`Reading…`}</p>
            ) : (
              <EmptyState title={read.trouble}>
                <Button small onClick={read.again}>{t`Try again`}</Button>
              </EmptyState>
            )}
          </div>
        </>
      )}
    </div>
  );
}

function Whole({
  detail: { memory, history, basis, derived, usedIn },
  acts,
  menuOf,
  close,
}: {
  detail: Detail;
  acts: MemoryActs;
  menuOf: (memory: MemoryView) => MenuItem[][];
  close: () => void;
}) {
  const { t } = useLingui();
  const actions = useActions();
  const nameOf = useNameOf();
  const tasks = useApp((state) => state.tasks);
  const [isEdited, setEdited] = useState(false);
  const standing = standingText(memory);
  const canEdit = isInUse(memory) || memory.status === 'quarantined' || memory.status === 'faded';
  const taskTitle = memory.taskId === null ? null : (tasks[memory.taskId]?.title ?? null);
  return (
    <>
      <header className="flex flex-none items-center gap-2 py-2 ps-6 pe-3">
        <span className="min-w-0 flex-1 truncate text-meta text-text-muted">
          {memory.subject} · {kindText(memory.kind)}
        </span>
        {memory.status === 'retracted' || memory.status === 'faded' ? (
          <Button small icon="undo" onClick={() => void acts.restore(memory)}>{t`Restore`}</Button>
        ) : (
          canEdit && <Button small onClick={() => void acts.forget([memory])}>{t`Forget`}</Button>
        )}
        {canEdit && <Button small onClick={() => setEdited(true)}>{t`Edit`}</Button>}
        <Menu label={t`More acts on this sentence`} groups={menuOf(memory)}>
          <IconButton small bordered icon="more" label={t`More acts on this sentence`} />
        </Menu>
        <IconButton icon="close" label={t`Close`} keys="Escape" onClick={close} />
      </header>
      <div
        tabIndex={0}
        role="group"
        aria-label={t`All about this sentence`}
        data-inset-focus
        className="thin-scroll flex min-h-0 flex-1 flex-col gap-6 overflow-auto px-6 pb-6"
      >
        {isEdited ? (
          <EditMemory
            memory={memory}
            acts={acts}
            close={(saved) => {
              setEdited(false);
              if (saved) close();
            }}
          />
        ) : (
          <h2 dir="auto" className="text-section font-semibold wrap-anywhere">
            <PlainText text={memory.text} />
          </h2>
        )}
        <section aria-label={t`Where it is from`} className="flex flex-col gap-2">
          {standing !== null && (
            <p className="flex items-center gap-2">
              <Icon name="info" className="text-text-muted" />
              {standing}
            </p>
          )}
          <p className="flex flex-wrap items-center gap-2">
            <Icon name={originIcons[originOf(memory)]} className="text-text-muted" />
            <span className="wrap-anywhere" title={memory.sourceUri ?? undefined}>
              {sureText(memory, nameOf(memory.author))}
            </span>
            {memory.tainted && <Chip strong icon="outside">{t`From outside`}</Chip>}
            {memory.private && <Chip strong>{t`Private`}</Chip>}
          </p>
          {memory.quote !== null && (
            <blockquote className="rounded-control bg-sunken px-3 py-2 wrap-anywhere">
              “<PlainText text={memory.quote} />”
            </blockquote>
          )}
          {memory.question !== null && (
            <p className="text-text-muted wrap-anywhere">
              {memory.value === null
                ? t`Answers “${memory.question}”`
                : t`Answers “${memory.question}”: ${memory.value}`}
            </p>
          )}
          <ul className="text-text-muted">
            {timeLines(memory).map((line) => (
              <li key={line}>{line}</li>
            ))}
            {memory.scope === 'agent' && <li>{t`Only ${nameOf(memory.scopeId)} is told of it`}</li>}
          </ul>
          {memory.taskId !== null && taskTitle !== null && (
            <TaskLink
              title={taskTitle}
              verb={t`Learned in`}
              open={() => actions.go({ screen: 'board', taskId: memory.taskId })}
            />
          )}
        </section>
        <Others title={t`Other answers to this question`} memories={history} withTimes />
        <Others title={t`Made from`} memories={basis} />
        <Others title={t`Made from this`} memories={derived} />
        <Section title={usedText(usedIn.length)} icon="board">
          {usedIn.length === 0 ? (
            <p className="text-text-muted">{t`Tasks whose work was told of it will stand here.`}</p>
          ) : (
            <ul>
              {usedIn.map(({ taskId, title }) => (
                <li key={taskId}>
                  <TaskLink title={title} open={() => actions.go({ screen: 'board', taskId })} />
                </li>
              ))}
            </ul>
          )}
        </Section>
      </div>
    </>
  );
}

function TaskLink({ title, verb, open }: { title: string; verb?: string; open: () => void }) {
  return (
    <p className="flex min-w-0 items-center gap-1">
      {verb !== undefined && <span className="flex-none text-text-muted">{verb}</span>}
      <button type="button" dir="auto" onClick={open} className="min-h-6 min-w-0 truncate text-accent hover:underline">
        {title}
      </button>
    </p>
  );
}

function Section({ title, icon, children }: { title: string; icon: IconName; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-1">
      <h3 className="flex items-center gap-2 font-semibold">
        <Icon name={icon} className="text-text-muted" />
        {title}
      </h3>
      {children}
    </section>
  );
}

/** Other sentences, each a way to its own page. */
function Others({
  title,
  memories,
  withTimes,
}: {
  title: string;
  memories: readonly MemoryView[];
  withTimes?: boolean;
}) {
  const actions = useActions();
  if (memories.length === 0) return null;
  return (
    <Section title={title} icon={withTimes ? 'clock' : 'book'}>
      <ul className="flex flex-col divide-y divide-hairline border-y border-hairline">
        {memories.map((memory) => (
          <li key={memory.id} className="py-2">
            <button
              type="button"
              dir="auto"
              onClick={() => actions.openMemory(memory.id)}
              className="min-h-6 text-start wrap-anywhere text-accent hover:underline"
            >
              {memory.text}
            </button>
            <p className="text-meta text-text-muted">
              {[standingText(memory), ...(withTimes ? timeLines(memory) : [])].filter(Boolean).join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
