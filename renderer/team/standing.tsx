import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { RefusalLine } from '../inbox/refusal-line.tsx';
import { useActions } from '../store/use-app.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { workOf } from './team-work.ts';

export type StandingAct = 'pause' | 'retire' | 'rejoin';

/** Asks before a teammate is paused, retired or called back, and says what happens to the work it has. */
export function StandingDialog({
  teammate,
  tasks,
  act,
  close,
}: {
  teammate: TeammateState;
  tasks: readonly TaskState[];
  act: StandingAct;
  close: () => void;
}) {
  const { t } = useLingui();
  const actions = useActions();
  const announce = useAnnounce();
  const [refusal, setRefusal] = useState<string | null>(null);
  const { name } = teammate.profile;
  const words = useWords(act, name);
  const work = workOf(tasks, teammate.id);
  const send = async () => {
    const reply = await actions.dispatch({ type: `teammate.${act}`, teammateId: teammate.id }, { quiet: true });
    if (!reply.ok) {
      setRefusal(reply.error.message);
      return;
    }
    announce({ pause: t`${name} is paused`, retire: t`${name} is retired`, rejoin: t`${name} is back` }[act]);
    close();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={words.title}
      foot={
        <>
          <Button onClick={close}>{t`Cancel`}</Button>
          <Button kind={act === 'retire' ? 'danger-filled' : 'primary'} onClick={() => void send()}>
            {words.verb}
          </Button>
        </>
      }
    >
      <p>{words.what}</p>
      {act !== 'rejoin' && (
        <ul className="flex list-disc flex-col gap-1 ps-4 text-text-muted">
          <li>{underWay(act, work.now.length)}</li>
          <li>{inLine(act, work.next.length)}</li>
        </ul>
      )}
      <RefusalLine text={refusal} />
    </Dialog>
  );
}

function useWords(act: StandingAct, name: string): { title: string; verb: string; what: string } {
  const { t } = useLingui();
  return {
    pause: {
      title: t`Pause ${name}?`,
      verb: t`Pause ${name}`,
      what: t`${name} begins nothing new until you press Resume.`,
    },
    retire: {
      title: t`Retire ${name}?`,
      verb: t`Retire ${name}`,
      what: t`${name} gets no more work. Nothing is deleted: the record, all versions and what the team has learned stay, and you can call ${name} back.`,
    },
    rejoin: {
      title: t`Call ${name} back?`,
      verb: t`Call ${name} back`,
      what: t`${name} can be given work again, with the newest version of the instructions. Tasks that went to others stay with them.`,
    },
  }[act];
}

function underWay(act: 'pause' | 'retire', count: number): string {
  if (act === 'pause')
    return plural(count, {
      0: 'Nothing is under way.',
      one: '# task is under way and goes on to its end.',
      other: '# tasks are under way and go on to their end.',
    });
  return plural(count, {
    0: 'Nothing is under way.',
    one: '# task under way is stopped and goes back to To do, with a line that says why.',
    other: '# tasks under way are stopped and go back to To do, with a line that says why.',
  });
}

function inLine(act: 'pause' | 'retire', count: number): string {
  if (act === 'pause')
    return plural(count, {
      0: 'Nothing waits in line.',
      one: '# task in line waits; you can give it to somebody else.',
      other: '# tasks in line wait; you can give them to somebody else.',
    });
  return plural(count, {
    0: 'Nothing waits in line.',
    one: '# task in line goes back to To do, in nobody’s hands.',
    other: '# tasks in line go back to To do, in nobody’s hands.',
  });
}
