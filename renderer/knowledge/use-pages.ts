import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { KnowledgePage, KnowledgeQuery } from '../../agents/domain/memory-views.ts';
import { useActions, useApp } from '../store/use-app.ts';
import { keepNear, pagesFor, pageSize, tableRows, type HeldPage, type TableRow } from './rows.ts';

export type Asked = Pick<KnowledgeQuery, 'text' | 'from' | 'standing'>;

type About = Pick<KnowledgePage, 'total' | 'counts' | 'tray' | 'trayTotal'>;

export interface Pages {
  rows: TableRow[];
  /** What stands around the table; null = nothing was read yet. */
  about: About | null;
  /** True while what was asked for last has not come. */
  isReading: boolean;
  trouble: string | null;
  again: () => void;
  /** Says which sentences are on screen, places from 0. */
  look: (first: number, last: number) => void;
}

interface Held {
  key: string;
  pages: ReadonlyMap<number, HeldPage>;
  about: About | null;
}

/** Reads the pages that are looked at, and them alone again when the team's memory moves; old ones stay until the new are there. */
export function usePages(asked: Asked): Pages {
  const actions = useActions();
  const version = useApp((state) => state.knowledge.version);
  const isOpen = useApp((state) => state.link === 'open');
  const key = JSON.stringify(asked);
  const [held, setHeld] = useState<Held>({ key, pages: new Map(), about: null });
  const [range, setRange] = useState({ key, first: 0, last: 0 });
  const [trouble, setTrouble] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const underWay = useRef(new Set<string>());

  const isSame = held.key === key;
  const { first, last } = range.key === key ? range : { first: 0, last: 0 };
  const total = isSame ? (held.about?.total ?? 0) : 0;
  const wanted = pagesFor(first, last, Math.max(1, total)).join(' ');
  useEffect(() => {
    if (!isOpen) return;
    for (const page of wanted.split(' ').map(Number)) {
      const known = isSame ? held.pages.get(page) : undefined;
      const name = `${key} ${page} ${version} ${tries}`;
      if ((known && known.version >= version) || underWay.current.has(name)) continue;
      underWay.current.add(name);
      const query: KnowledgeQuery = { ...(JSON.parse(key) as Asked), offset: page * pageSize, limit: pageSize };
      void actions
        .ask((engine) => engine.query.knowledge(query))
        .then((sent) => {
          underWay.current.delete(name);
          setTrouble(sent.ok ? null : sent.error.message);
          if (sent.ok) setHeld((before) => withPage(before, key, page, sent.value));
        });
    }
  }, [actions, key, wanted, version, isOpen, tries, isSame, held]);

  // What was asked for before stays on screen until the first answer to the new question.
  const rows = useMemo(
    () => tableRows(held.pages, held.about?.total ?? 0, (JSON.parse(held.key) as Asked).text === null),
    [held],
  );
  const look = useCallback(
    (from: number, to: number) =>
      setRange((before) =>
        before.key === key && before.first === from && before.last === to ? before : { key, first: from, last: to },
      ),
    [key],
  );
  return {
    rows,
    about: held.about,
    isReading: !isSame || held.about === null,
    trouble,
    again: () => setTries(tries + 1),
    look,
  };
}

function withPage(held: Held, key: string, page: number, read: KnowledgePage): Held {
  const { version, memories, total, counts, tray, trayTotal } = read;
  const pages = keepNear(held.key === key ? held.pages : new Map<number, HeldPage>(), [page]);
  pages.set(page, { version, memories });
  return { key, pages, about: { total, counts, tray, trayTotal } };
}
