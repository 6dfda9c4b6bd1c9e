import { useLingui } from '@lingui/react/macro';
import { useId, useMemo, useState } from 'react';
import type { TaskState } from '../../../agents/domain/task.ts';
import { PlainText } from '../../inbox/plain-text.tsx';
import { useTeammate } from '../../store/use-app.ts';
import { TeammateAvatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { clockText } from '../../ui/relative-time.tsx';
import { useNameOf } from '../../words/use-task-words.ts';
import { talkOf, type Word } from './talk.ts';

/** More than these are shown when asked for. */
const shownAtFirst = 6;

/** What teammates said to each other here, the newest last, with names and receipts. */
export function TalkList({ task }: { task: TaskState }) {
  const { t } = useLingui();
  const id = useId();
  const [showAll, setShowAll] = useState(false);
  const words = useMemo(() => talkOf(task), [task]);
  if (words.length === 0) return null;
  const shown = showAll ? words : words.slice(-shownAtFirst);
  return (
    <section aria-labelledby={id} className="mt-3 flex flex-col gap-2">
      <header className="flex h-8 items-center gap-2">
        <h3 id={id} className="font-semibold">{t`Between teammates`}</h3>
        <span className="text-text-faint tabular-nums">{words.length}</span>
        <span className="flex-1" />
        {words.length > shownAtFirst && (
          <Button small kind="ghost" aria-expanded={showAll} onClick={() => setShowAll(!showAll)}>
            {showAll ? t`Show fewer` : t`Show all ${words.length}`}
          </Button>
        )}
      </header>
      <ul className="flex flex-col gap-3">
        {shown.map((word) => (
          <WordRow key={word.key} word={word} />
        ))}
      </ul>
    </section>
  );
}

function WordRow({ word }: { word: Word }) {
  const { t } = useLingui();
  const nameOf = useNameOf();
  const profile = useTeammate(word.from)?.profile;
  const [from, to] = [nameOf(word.from), nameOf(word.to)];
  const head = {
    question: t`${from} asks ${to}`,
    comment: t`${from} tells ${to}`,
    handover: t`${from} hands over to ${to}`,
  }[word.kind];
  return (
    <li className="flex gap-2">
      {profile && <TeammateAvatar name={profile.name} colour={profile.colour} />}
      <div className="flex min-w-0 flex-1 flex-col items-start gap-1">
        <p className="flex w-full gap-2">
          <span className="min-w-0 flex-1 font-medium">{head}</span>
          <span className="flex-none text-meta text-text-faint tabular-nums">{clockText(word.atMs)}</span>
        </p>
        <p className="max-w-full whitespace-pre-wrap wrap-anywhere">
          <PlainText text={word.text} />
        </p>
        {word.answer ? (
          <p className="max-w-full border-s-2 border-hairline ps-2 whitespace-pre-wrap wrap-anywhere">
            <span className="font-medium">{t`${to}: `}</span>
            <PlainText text={word.answer.text} />
          </p>
        ) : word.readAtMs !== null ? (
          <Chip icon="check">{t`Read ${clockText(word.readAtMs)}`}</Chip>
        ) : (
          <Chip icon="clock">{word.isOut ? t`No answer yet` : t`${to} reads this after the current step`}</Chip>
        )}
      </div>
    </li>
  );
}
