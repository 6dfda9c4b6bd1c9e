import { useEffect, useMemo, useRef, useState } from 'react';
import type { EventRecord } from '../../agents/domain/events.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { useActions, useApp } from '../store/use-app.ts';

const pageSize = 1000;
type Held = Readonly<Record<string, readonly EventRecord[]>>;

export interface Records {
  /** Of all tasks asked about, in the order they happened. */
  events: readonly EventRecord[];
  failed: string | null;
  again: () => void;
}

/** Reads the records of these tasks a page at a time and goes on as they do; dropped when the reader closes. */
export function useRecords(tasks: readonly Pick<TaskState, 'id' | 'version'>[]): Records {
  const actions = useActions();
  const isOpen = useApp((state) => state.link === 'open');
  const [held, setHeld] = useState<Held>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const reading = useRef(new Set<string>());
  useEffect(() => {
    if (!isOpen) return;
    for (const { id, version } of tasks) {
      const last = held[id]?.at(-1)?.version ?? 0;
      if (last >= version || reading.current.has(id)) continue;
      reading.current.add(id);
      void actions
        .ask((engine) => engine.query.record({ taskId: id, afterVersion: last, limit: pageSize }))
        .then((sent) => {
          reading.current.delete(id);
          const reply = sent.ok ? sent.value : sent;
          if (!reply.ok) return setFailed(reply.error.message);
          setFailed(null);
          const { events } = reply.value;
          if (events.length > 0) setHeld((before) => ({ ...before, [id]: joined(before[id] ?? [], events) }));
        });
    }
  }, [actions, tasks, held, tries, isOpen]);
  const events = useMemo(
    () => tasks.flatMap(({ id }) => held[id] ?? []).toSorted((a, b) => a.seq - b.seq),
    [tasks, held],
  );
  return { events, failed, again: () => setTries(tries + 1) };
}

function joined(held: readonly EventRecord[], more: readonly EventRecord[]): readonly EventRecord[] {
  const last = held.at(-1)?.version ?? 0;
  return [...held, ...more.filter((event) => event.version > last)];
}
