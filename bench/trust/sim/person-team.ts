/** What the person does beside the board's tasks: steps in, changes plans, breaks circles, moves the team. */
import { PlannedPart } from '../../../agents/domain/breakdown.ts';
import type { Command } from '../../../agents/domain/commands.ts';
import { currentCalls } from '../../../agents/domain/state.ts';
import { isChangeable } from '../../../agents/domain/step.ts';
import type { TaskState } from '../../../agents/domain/task.ts';
import type { TeammateState } from '../../../agents/domain/teammate.ts';
import type { Workforce } from '../../../agents/workforce.ts';
import { places, tokenOf } from './model.ts';
import type { World } from './world.ts';

type Give = (board: Workforce, command: Command) => void;

export interface TeamHand {
  /** Does one of these things, if there is occasion. */
  act(board: Workforce): void;
  /** Changes, leaves out, does or lets through a step of a task; false = it has none to be changed. */
  stepIn(board: Workforce, taskId: string): boolean;
  /** Ends a wait of a circle that is told at this task; false = there is none. */
  breakCircle(board: Workforce, task: TaskState): boolean;
  /** Lets those who are away come back where work waits for them; false = nobody is needed. */
  callBack(board: Workforce): boolean;
  /** Somebody who can be given work. */
  anyone(board: Workforce): string;
}

export function makeTeamHand(world: World, give: Give): TeamHand {
  const { random } = world;
  const pickOf = <T>(list: readonly T[]): T | undefined => {
    const [first, ...rest] = list;
    return first === undefined ? undefined : random.pick([first, ...rest]);
  };

  const stepIn = (board: Workforce, taskId: string): boolean => {
    const whole = board.task(taskId);
    const call = whole.ok ? pickOf(currentCalls(whole.value.task).filter(isChangeable)) : undefined;
    if (!call) return false;
    const on = { taskId, callId: call.callId };
    const args =
      tokenOf(call.args) === ''
        ? { ...(call.args as Record<string, unknown>) }
        : { to: random.pick(places), token: `k${world.count()}`, ...(random.chance(0.1) && { extra: true }) };
    give(
      board,
      random.pick<Command>([
        { type: 'call.edit', ...on, args },
        { type: 'call.skip', ...on, note: random.chance(0.5) ? '' : 'Not now.' },
        { type: 'call.take', ...on, content: 'I did it.' },
        { type: 'call.release', ...on },
        { type: 'call.release', ...on },
      ]),
    );
    return true;
  };

  const stepInSomewhere = (board: Workforce): void => {
    const { tasks } = board.snapshot();
    const paused = pickOf(tasks.filter((task) => task.status === 'paused'));
    const working = pickOf(tasks.filter((task) => task.status === 'working'));
    if (paused && random.chance(0.8)) stepIn(board, paused.id);
    else if (working && random.chance(0.5)) stepIn(board, working.id);
    else if (working) give(board, { type: random.chance(0.7) ? 'task.pause' : 'task.takeOver', taskId: working.id });
  };

  const move = (board: Workforce): void => {
    const task = pickOf(board.snapshot().tasks.filter(({ status }) => status === 'working' || status === 'queued'));
    if (task) give(board, { type: 'task.assign', taskId: task.id, teammateId: pickOf(idsOf(board)) ?? '' });
  };

  /** Puts a queued task before another one, of the same teammate or not. */
  const reorder = (board: Workforce): void => {
    const queued = board.snapshot().tasks.filter(({ status }) => status === 'queued');
    const task = pickOf(queued);
    if (task) give(board, { type: 'task.reorder', taskId: task.id, beforeTaskId: pickOf(queued)?.id ?? null });
  };

  const changePlan = (board: Workforce): void => {
    const task = pickOf(board.snapshot().tasks.filter(({ breakdown }) => breakdown?.state === 'asked'));
    const item = task?.items.find(({ callId, kind }) => callId === task.breakdown?.callId && kind === 'approve');
    if (!task?.breakdown || !item) return;
    const [first, ...rest] = task.breakdown.parts.map((part) => PlannedPart.parse(part));
    // Without its first part the others may need what is not there: then the board says no.
    const parts =
      first && (random.chance(0.5) || rest.length === 0) ? [{ ...first, brief: 'Do it well.' }, ...rest] : rest;
    give(board, {
      type: 'breakdown.edit',
      taskId: task.id,
      hash: random.chance(0.1) ? 'stale' : (item.hash ?? ''),
      parts,
    });
  };

  const breakWait = (board: Workforce): void => {
    const { tasks } = board.snapshot();
    const waits = tasks.flatMap(({ id, openCalls }) =>
      openCalls.filter((call) => call.consulted).map(({ callId }) => ({ taskId: id, callId })),
    );
    const wait = pickOf(waits);
    if (wait) give(board, { type: 'wait.break', ...wait, answer: random.chance(0.5) ? null : 'Take the blue one.' });
  };

  const moveTeam = (board: Workforce): void => {
    const teammate = pickOf(board.snapshot().teammates);
    if (!teammate) return;
    const { id: teammateId, standing } = teammate;
    const isLeaving = random.chance(0.5);
    if (standing === 'active') give(board, { type: isLeaving ? 'teammate.retire' : 'teammate.pause', teammateId });
    else if (standing === 'paused')
      give(board, { type: isLeaving ? 'teammate.retire' : 'teammate.resume', teammateId });
    else give(board, { type: 'teammate.rejoin', teammateId });
  };

  const letTake = (board: Workforce): void => {
    const { takesUnassigned } = board.snapshot().workspace.settings;
    give(board, { type: 'settings.change', settings: { takesUnassigned: !takesUnassigned } });
  };

  return {
    act: (board) =>
      random.pick([
        stepInSomewhere,
        stepInSomewhere,
        stepInSomewhere,
        move,
        reorder,
        changePlan,
        breakWait,
        moveTeam,
        letTake,
      ])(board),
    stepIn,
    breakCircle(board, { cycle }) {
      const member = pickOf(cycle?.members.filter(({ question }) => question !== '') ?? []);
      if (member) give(board, { type: 'wait.break', taskId: member.taskId, callId: member.callId, answer: null });
      return member !== undefined;
    },
    callBack(board) {
      const { teammates, tasks } = board.snapshot();
      const isWanted = ({ id }: TeammateState): boolean =>
        tasks.some(({ status, teammateId }) => status === 'queued' && teammateId === id);
      const away = teammates.find((teammate) => teammate.standing === 'paused' && isWanted(teammate));
      const gone = teammates.every(({ standing }) => standing === 'retired') ? teammates[0] : undefined;
      if (away) give(board, { type: 'teammate.resume', teammateId: away.id });
      else if (gone) give(board, { type: 'teammate.rejoin', teammateId: gone.id });
      return away !== undefined || gone !== undefined;
    },
    anyone(board) {
      const ids = board.snapshot().teammates.flatMap(({ id, standing }) => (standing === 'retired' ? [] : [id]));
      return pickOf(ids) ?? 'tm_maya';
    },
  };
}

function idsOf(board: Workforce): string[] {
  return board.snapshot().teammates.map(({ id }) => id);
}
