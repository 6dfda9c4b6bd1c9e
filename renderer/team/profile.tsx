import { useLingui } from '@lingui/react/macro';
import { useState, type RefObject } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { useActions } from '../store/use-app.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { TeammateAvatar } from '../ui/avatar.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { downloadText } from '../ui/download-text.ts';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { useToasts } from '../ui/toast.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { roleText } from '../words/team-words.ts';
import { AboutPart } from './about-part.tsx';
import { AccessPart } from './access-part.tsx';
import { HowPart } from './how-part.tsx';
import { KnowsPart } from './knows-part.tsx';
import { RecordPart } from './record-part.tsx';
import { RulesPart } from './rules-part.tsx';
import { StandingDialog, type StandingAct } from './standing.tsx';
import { WorkPart } from './work-part.tsx';

type Part = 'work' | 'about' | 'how' | 'access' | 'knows' | 'rules' | 'record';

/** One teammate in full: its work, how it works and what it may do, what it knows, and how its results fared. */
export function Profile({
  teammate,
  tasks,
  pane,
  duplicate,
}: {
  teammate: TeammateState;
  tasks: readonly TaskState[];
  /** The screen: keys act while the focus is in it. */
  pane: RefObject<HTMLElement | null>;
  duplicate: () => void;
}) {
  const { t } = useLingui();
  const actions = useActions();
  const announce = useAnnounce();
  const toasts = useToasts();
  const [part, setPart] = useState<Part>('work');
  const [asked, setAsked] = useState<StandingAct | null>(null);
  const [isTrying, setTrying] = useState(false);
  const { id, standing, profile } = teammate;
  const { name, role, colour, about } = profile;
  const tabs = [
    { id: 'work', label: t`Work` },
    { id: 'about', label: t`About` },
    { id: 'how', label: t`How ${name} works` },
    { id: 'access', label: t`Access` },
    { id: 'knows', label: t`Knows` },
    { id: 'rules', label: t`Rules` },
    { id: 'record', label: t`Record` },
  ] satisfies { id: Part; label: string }[];

  const resume = async () => {
    const reply = await actions.dispatch({ type: 'teammate.resume', teammateId: id });
    if (reply.ok) announce(t`${name} takes work again`);
  };
  const tryOut = () => {
    setPart('how');
    setTrying(true);
  };
  const save = async () => {
    const sent = await actions.ask((engine) => engine.query.roleFile({ teammateId: id }));
    const reply = sent.ok ? sent.value : sent;
    if (reply.ok) downloadText(reply.value);
    else toasts.show(reply.error.message, { failed: true });
  };
  const turn: Record<TeammateState['standing'], MenuItem & { keys: string }> = {
    active: { id: 'pause', label: t`Pause`, keys: 'p', icon: 'pause', run: () => setAsked('pause') },
    paused: { id: 'resume', label: t`Resume`, keys: 'p', icon: 'play', run: () => void resume() },
    retired: { id: 'rejoin', label: t`Call back…`, keys: 'p', icon: 'undo', run: () => setAsked('rejoin') },
  };
  const now = turn[standing];
  const canTry = standing !== 'retired';
  useKeys(
    t`Teammate`,
    [
      { keys: now.keys, label: now.label, run: now.run },
      ...(canTry ? [{ keys: 't', label: t`Try on an old task`, run: tryOut }] : []),
    ],
    pane,
  );
  const menu: MenuItem[][] = [
    [
      now,
      ...(canTry ? [{ id: 'try', label: t`Try on an old task…`, keys: 't', icon: 'retry' as const, run: tryOut }] : []),
    ],
    [
      { id: 'copy', label: t`Duplicate…`, icon: 'copy', run: duplicate },
      { id: 'export', label: t`Export as a file (Markdown)`, icon: 'file', run: () => void save() },
    ],
    standing === 'retired' ? [] : [{ id: 'retire', label: t`Retire…`, danger: true, run: () => setAsked('retire') }],
  ];
  return (
    <section aria-label={name} className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <header className="flex flex-col gap-3 border-b border-hairline px-8 pt-6">
        <div className="flex items-center gap-4">
          <TeammateAvatar name={name} colour={colour} size={48} />
          <div className="min-w-0 flex-1">
            <h2 className="flex min-w-0 gap-2 text-page font-semibold" title={name}>
              <span className="min-w-0 truncate">
                <bdi>{name}</bdi>
              </span>{' '}
              <span className="flex-none font-normal text-text-muted">{roleText(role)}</span>
            </h2>
            <p className="line-clamp-2 text-text-muted">
              <bdi>{about}</bdi>
            </p>
          </div>
          {standing !== 'active' && <Chip tall>{standing === 'paused' ? t`Paused by you` : t`Retired`}</Chip>}
          <Button keys={now.keys} onClick={now.run}>
            {now.label}
          </Button>
          <Menu label={t`More for ${name}`} groups={menu}>
            <IconButton icon="more" label={t`More for ${name}`} />
          </Menu>
        </div>
        <div className="thin-scroll -mx-1 overflow-x-auto px-1">
          <Tabs
            label={t`Parts of the profile`}
            panelId="profile-panel"
            value={part}
            onChange={(chosen) => {
              const next = tabs.find((tab) => tab.id === chosen);
              if (next) setPart(next.id);
            }}
            tabs={tabs}
          />
        </div>
      </header>
      <div
        id="profile-panel"
        role="tabpanel"
        tabIndex={0}
        aria-label={tabs.find((tab) => tab.id === part)?.label}
        className="thin-scroll min-h-0 flex-1 overflow-auto px-8 py-6"
      >
        {part === 'work' && <WorkPart teammate={teammate} tasks={tasks} />}
        {part === 'about' && <AboutPart teammate={teammate} />}
        {part === 'how' && (
          <HowPart teammate={teammate} tasks={tasks} pane={pane} isTrying={isTrying} setTrying={setTrying} />
        )}
        {part === 'access' && <AccessPart teammate={teammate} />}
        {part === 'knows' && <KnowsPart teammate={teammate} />}
        {part === 'rules' && <RulesPart teammate={teammate} ask={setAsked} resume={() => void resume()} />}
        {part === 'record' && <RecordPart teammate={teammate} tasks={tasks} />}
      </div>
      {asked && <StandingDialog teammate={teammate} tasks={tasks} act={asked} close={() => setAsked(null)} />}
    </section>
  );
}
