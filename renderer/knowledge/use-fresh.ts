import { useEffect, useRef, useState } from 'react';
import type { Answer } from '../../agents/domain/commands.ts';
import type { EngineClient } from '../client/client.ts';
import type { Reply } from '../store/actions.ts';
import { useActions, useApp } from '../store/use-app.ts';

/** What was read of the team's memory: the newest answer there is, also while a newer one is on its way. */
export interface Fresh<T> {
  value: T | null;
  /** Why the last question had no answer; null = it had one, or none is there yet. */
  trouble: string | null;
  again: () => void;
}

/** Asks once per `key` and again whenever the team's memory moves or the link returns; `key: null` asks nothing. */
export function useFresh<T>(key: string | null, call: (engine: EngineClient) => Promise<Answer<T>>): Fresh<T> {
  const actions = useActions();
  const version = useApp((state) => state.knowledge.version);
  const isOpen = useApp((state) => state.link === 'open');
  const [tries, setTries] = useState(0);
  const [held, setHeld] = useState<{ key: string; value: T | null; trouble: string | null } | null>(null);
  const newest = useRef(call);
  newest.current = call;
  useEffect(() => {
    if (key === null || !isOpen) return undefined;
    let isCurrent = true;
    void actions.ask(newest.current).then((sent) => {
      if (!isCurrent) return;
      const reply: Reply<T> = sent.ok ? sent.value : sent;
      setHeld((before) => {
        if (reply.ok) return { key, value: reply.value, trouble: null };
        // No answer leaves what is known; a refusal says that it is gone.
        const isLost = reply.error.code === 'offline' || reply.error.code === 'internal';
        return { key, value: isLost && before?.key === key ? before.value : null, trouble: reply.error.message };
      });
    });
    return () => {
      isCurrent = false;
    };
  }, [actions, key, version, isOpen, tries]);
  const current = held?.key === key ? held : null;
  return {
    value: current?.value ?? null,
    trouble: current?.trouble ?? null,
    again: () => setTries(tries + 1),
  };
}
