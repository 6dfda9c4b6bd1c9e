import { useEffect, useRef, useState } from 'react';
import type { EngineClient } from '../client/client.ts';
import type { Reply } from '../store/actions.ts';
import type { Answer } from '../../agents/domain/commands.ts';
import { useActions, useApp } from '../store/use-app.ts';

export type Loaded<T> =
  | { state: 'loading' }
  | { state: 'failed'; message: string; again: () => void }
  | { state: 'loaded'; value: T };

/**
 * Asks the engine once per `key` and holds the answer; `key: null` asks nothing. A lost link asks again once it is back.
 * `call` is the newest at the time of asking, so it needs no memo.
 */
export function useReply<T>(key: string | null, call: (engine: EngineClient) => Promise<Answer<T>>): Loaded<T> {
  const actions = useActions();
  const isOpen = useApp((state) => state.link === 'open');
  const [tries, setTries] = useState(0);
  const [held, setHeld] = useState<{ key: string; reply: Reply<T> } | null>(null);
  const newest = useRef(call);
  newest.current = call;
  useEffect(() => {
    if (key === null) return undefined;
    let current = true;
    void actions.ask(newest.current).then((sent) => {
      if (current) setHeld({ key, reply: sent.ok ? sent.value : sent });
    });
    return () => {
      current = false;
    };
  }, [actions, key, tries, isOpen]);
  if (held === null || held.key !== key) return { state: 'loading' };
  if (held.reply.ok) return { state: 'loaded', value: held.reply.value };
  return { state: 'failed', message: held.reply.error.message, again: () => setTries(tries + 1) };
}
