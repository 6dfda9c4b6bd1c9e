import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { EngineClient } from '../client/client.ts';
import type { Answer } from '../../agents/domain/commands.ts';
import type { MemoryView } from '../../agents/domain/memory-views.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { PlainText } from '../inbox/plain-text.tsx';
import { learnedFrom, originIcons, originOf, usedText } from '../knowledge/memory-words.ts';
import { useFresh } from '../knowledge/use-fresh.ts';
import { useActions } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

/** The engine gives so many sentences at a time. */
const pageSize = 200;
/** As many are looked through; a team that knows more is better searched on the Knowledge screen. */
const maxRead = 5_000;

/** What a teammate has learned or was told alone. What the whole team knows stands on the Knowledge screen. */
export function KnowsPart({ teammate }: { teammate: TeammateState }) {
  const { t } = useLingui();
  const actions = useActions();
  const { name } = teammate.profile;
  const { value, trouble, again } = useFresh(teammate.id, (engine) => learnedBy(engine, teammate.id));
  return (
    <div className="flex max-w-200 flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-48 flex-1 text-text-muted">
          {t`Each task may use all that the team knows. Here is what ${name} has brought in, and what was said to ${name} alone.`}
        </p>
        <Button
          icon="book"
          onClick={() => actions.go({ screen: 'knowledge', memoryId: null })}
        >{t`Open Knowledge`}</Button>
      </div>
      {trouble !== null && (
        <p role="alert" className="flex flex-wrap items-center gap-2 text-failed">
          {trouble} <Button small onClick={again}>{t`Try again`}</Button>
        </p>
      )}
      {value === null && trouble === null && <p className="text-text-muted">{t`Reading…`}</p>}
      {value !== null && value.length === 0 && (
        <p className="text-text-muted">
          {t`Nothing yet. What ${name} remembers from tasks stands here, each sentence with its source.`}
        </p>
      )}
      {value !== null && value.length > 0 && (
        <section aria-label={t`What ${name} knows`}>
          <h3 className="flex h-8 items-center font-semibold">
            {plural(value.length, { one: '# sentence', other: '# sentences' })}
          </h3>
          <ul>
            {value.map((memory) => (
              <li key={memory.id} className="border-t border-hairline">
                <button
                  type="button"
                  data-inset-focus
                  onClick={() => actions.openMemory(memory.id)}
                  className="flex w-full flex-col gap-1 py-2 text-start hover:bg-sunken"
                >
                  <span className="line-clamp-3 wrap-anywhere">
                    <PlainText text={memory.text} />
                  </span>
                  <span className="flex flex-wrap items-center gap-x-3 text-meta text-text-muted">
                    <span className="inline-flex items-center gap-1">
                      <Icon name={originIcons[originOf(memory)]} small /> {learnedFrom(memory)}
                    </span>
                    <span>{memory.subject}</span>
                    <span>{usedText(memory.usedInTasks)}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** All sentences in use that this teammate brought in, or that are its alone. */
export async function learnedBy(engine: EngineClient, teammateId: string): Promise<Answer<MemoryView[]>> {
  const found: MemoryView[] = [];
  for (let offset = 0; offset < maxRead; offset += pageSize) {
    const wish = { text: null, from: 'all', standing: 'in-use', offset, limit: pageSize } as const;
    const page = await engine.query.knowledge(wish);
    found.push(
      ...page.memories.filter(
        ({ author, scope, scopeId }) => author === teammateId || (scope === 'agent' && scopeId === teammateId),
      ),
    );
    if (offset + page.memories.length >= page.total || page.memories.length === 0) break;
  }
  return { ok: true, value: found };
}
