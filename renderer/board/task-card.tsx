import { useLingui } from '@lingui/react/macro';
import { memo, useCallback, useRef, type ReactNode } from 'react';
import { progress } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import type { Profile } from '../../agents/domain/teammate.ts';
import { useApp, useTask, useTeammate } from '../store/use-app.ts';
import { TeammateAvatar } from '../ui/avatar.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/icon.tsx';
import { Money } from '../ui/money.tsx';
import { StateLabel } from '../ui/state-label.tsx';
import { StepBar } from '../ui/step-bar.tsx';
import { costWith, partsOf } from '../words/parts.ts';
import { priorityIcon, priorityText } from '../words/priority-words.ts';
import { lookOf } from '../words/task-words.ts';
import { chosenText, roleText } from '../words/team-words.ts';
import { useTaskWords } from '../words/use-task-words.ts';
import { canGive, rowsFor } from './acts.ts';
import { useBoardHands } from './card-context.ts';
import { useDrag, useDraggable, useDropTarget, type Dragged } from './drag.ts';

export interface CardProps {
  taskId: string;
  /** Its place among `size` cards of its list, from 1. */
  position: number;
  size: number;
  tabIndex: number;
  /** Place in the teammate's line; null = it does not wait. */
  place: number | null;
  /** By teammate: no avatar, the title may take two lines, the bar is as wide as the card. */
  inLane?: boolean;
}

/** One task on the board: title, one live line, and state, teammate, money. */
export const TaskCard = memo(function TaskCard(props: CardProps) {
  const task = useTask(props.taskId);
  return task ? <CardBox {...props} task={task} /> : null;
});

function CardBox({ task, tabIndex, place, inLane = false, position, size }: CardProps & { task: TaskState }) {
  const { t } = useLingui();
  const { state, text, live: said, parts: partsSaid } = useTaskWords(task, place);
  const profile = useTeammate(task.teammateId)?.profile;
  const isCompact = useApp((state) => state.workspace.settings.density === 'compact') && !inLane;
  const steps = progress(task);
  // A lane is too narrow for a chip beside the state.
  const live = inLane && task.run?.practice ? t`Practice · ${said}` : said;
  const liveLook = classNames('min-w-0 truncate', state === 'needs-you' ? 'text-text' : 'text-text-muted');
  const bar = steps && (state === 'working' || state === 'paused') && (
    <StepBar {...steps} wide={inLane} quiet={state === 'paused'} />
  );
  const parts = useApp((all) => partsOf(all.tasks, task.id));
  const root = useTask(inLane ? (task.parent?.rootId ?? null) : null);
  const folded = partsSaid === said || inLane ? '' : partsSaid;
  const why = chosenText(task);
  const partOf = root ? t`Part of ${root.title}` : '';
  const mark = priorityIcon(task.priority);
  const priority = mark ? priorityText(task.priority) : '';
  const label = [
    task.title,
    partOf,
    text,
    profile && `${profile.name}, ${roleText(profile.role)}`,
    live,
    folded,
    priority,
    why,
    task.occasion && t`From outside`,
  ]
    .filter(Boolean)
    .join('. ');
  return (
    <CardFrame task={task} label={label} hint={why} position={position} size={size} tabIndex={tabIndex}>
      <div
        dir="auto"
        className={classNames(
          'font-medium',
          inLane ? 'line-clamp-2' : canAssign(task) ? 'truncate group-hover:pe-28' : 'truncate group-hover:pe-8',
        )}
      >
        {task.title}
      </div>
      {partOf && (
        <div dir="auto" className="truncate text-meta text-text-muted">
          {partOf}
        </div>
      )}
      {!isCompact && (
        <div dir="auto" className={classNames('h-5', liveLook)}>
          {live}
        </div>
      )}
      {inLane && bar && <div className="py-1">{bar}</div>}
      <div className="flex h-5 min-w-0 items-center gap-2">
        <StateLabel {...lookOf(state)} text={text} />
        {mark && (
          <span title={priority} className="flex-none text-text-muted">
            <Icon name={mark} />
          </span>
        )}
        {task.occasion && <OutsideMark short={inLane || isCompact || Boolean(bar)} />}
        {!inLane && !isCompact && bar}
        {isCompact && (
          <div dir="auto" className={classNames('flex-1', liveLook)}>
            {live}
          </div>
        )}
        {(!inLane || state === 'working' || state === 'planning') && (
          <CardEnd task={task} parts={parts} profile={inLane || isCompact ? undefined : profile} noChip={inLane} />
        )}
      </div>
      {folded && (
        <div className="flex h-5 min-w-0 items-center gap-1 text-meta text-text-muted">
          <Icon name="team" small />
          <span className="truncate">{folded}</span>
        </div>
      )}
    </CardFrame>
  );
}

/** Says that a stranger's text is in the task; `short` where there is no room for the words. */
function OutsideMark({ short }: { short: boolean }) {
  const { t } = useLingui();
  if (!short) return <Chip strong icon="outside">{t`From outside`}</Chip>;
  return (
    <span title={t`From outside`} className="flex-none text-text-muted">
      <Icon name="outside" />
    </span>
  );
}

/** The end of a card's last line: practice, teammate, money. */
function CardEnd({
  task,
  parts,
  profile,
  noChip,
}: {
  task: TaskState;
  parts: readonly TaskState[];
  profile?: Profile;
  noChip?: boolean;
}) {
  const { t } = useLingui();
  return (
    <div className="ms-auto flex flex-none items-center gap-2">
      {task.run?.practice && !noChip && <Chip>{t`Practice`}</Chip>}
      {profile && (
        <TeammateAvatar
          name={profile.name}
          colour={profile.colour}
          label={`${profile.name}, ${roleText(profile.role)}`}
        />
      )}
      {task.run && !task.run.practice && (
        <span className="text-meta text-text-muted">
          <Money {...costWith(task, parts)} />
        </span>
      )}
    </div>
  );
}

/** The box every card on the board shares: focus, open, drag, drop of a teammate, and the actions on hover. */
export function CardFrame({
  task,
  label,
  hint,
  position,
  size,
  tabIndex,
  noTools,
  children,
}: {
  task: TaskState;
  label: string;
  /** Shown while the pointer rests on the card. */
  hint?: string;
  position: number;
  size: number;
  tabIndex: number;
  noTools?: boolean;
  children: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const hands = useBoardHands();
  const isOpen = useApp((state) => state.place.taskId === task.id);
  const isCarried = useDrag(({ dragged }) => dragged?.kind === 'card' && dragged.taskId === task.id);
  const isOver = useDrag(({ over }) => over?.kind === 'card' && over.taskId === task.id);
  useDraggable(box, { kind: 'card', taskId: task.id, seen: task.teammateId });
  const accepts = useCallback(
    (dragged: Dragged) => dragged.kind === 'mate' && canGive(task, dragged.teammateId),
    [task],
  );
  useDropTarget(box, { kind: 'card', taskId: task.id }, accepts);
  return (
    <div role="listitem" aria-posinset={position} aria-setsize={size}>
      <div
        ref={box}
        role="group"
        aria-label={label}
        title={hint || undefined}
        aria-current={isOpen || undefined}
        data-card={task.id}
        tabIndex={tabIndex}
        onClick={() => hands.act(task, 'open', null)}
        className={classNames(
          'group relative flex cursor-pointer flex-col gap-1 rounded-card border p-card select-none',
          isCarried
            ? 'border-dashed border-control-border *:invisible'
            : classNames(
                'bg-surface',
                isOpen ? 'border-accent inset-ring inset-ring-accent' : 'border-hairline hover:border-control-border',
              ),
          isOver && 'drop-over',
        )}
      >
        {children}
        {!noTools && <CardTools task={task} box={box} />}
      </div>
    </div>
  );
}

function canAssign(task: TaskState): boolean {
  return rowsFor(task).some((row) => row.act === 'assign');
}

/** Shown on hover; with the keyboard the same acts are keys, and `M` opens the menu. */
function CardTools({ task, box }: { task: TaskState; box: React.RefObject<HTMLElement | null> }) {
  const { t } = useLingui();
  const hands = useBoardHands();
  return (
    <div className="absolute end-2 top-2 flex gap-1 bg-surface ps-2 opacity-0 group-hover:opacity-100 focus-within:opacity-100 pointer-coarse:opacity-100">
      {canAssign(task) && (
        <Button
          small
          keys="a"
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            hands.act(task, 'assign', box.current);
          }}
        >
          {t`Assign`}
        </Button>
      )}
      <IconButton
        icon="more"
        small
        bordered
        tabIndex={-1}
        label={t`More for ${task.title}`}
        aria-haspopup="menu"
        onClick={(event) => {
          event.stopPropagation();
          hands.openMenu(task, event.currentTarget);
        }}
      />
    </div>
  );
}
