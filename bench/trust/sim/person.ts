/** The person at the board: creates, steers, pauses, stops, answers early, late, twice or not at all, and sends again what got no answer. */
import type { Answer, Command, CommandOf } from '../../../agents/domain/commands.ts';
import { HoldAnswer } from '../../../agents/domain/events.ts';
import type { InboxItem } from '../../../agents/domain/schema.ts';
import type { Rule } from '../../../agents/domain/settings.ts';
import { actsOn, type TaskAct } from '../../../agents/domain/state.ts';
import type { TaskState } from '../../../agents/domain/task.ts';
import type { Workforce } from '../../../agents/workforce.ts';
import { endless, together, tokenOf } from './model.ts';
import { makeTeamHand } from './person-team.ts';
import type { Sink } from './sink.ts';
import type { World } from './world.ts';

/** One command as the person gave it, and what the board answered first. */
interface Given {
  id: string;
  command: Command;
  answer: Answer<{ seq: number }> | null;
  /** The answers to the same command sent again. */
  later: Answer<{ seq: number }>[];
  /** The tick of the first answer; null = none yet. */
  answered: number | null;
}

/** What the person knows and did, for the oracle. */
export interface Diary {
  given: Given[];
  /** Calls the person said yes to, by token, whether or not the board heard it. */
  approved: Set<string>;
  /** Calls whose refusal by the person was committed, by token, and the tick at which the person heard so. */
  declined: Map<string, number>;
  /** Calls the person had run again though they had happened: by mistake, knowing the risk. */
  runAgain: Map<string, number>;
}

export interface Person {
  readonly diary: Diary;
  /** Does one thing, whatever it is. */
  act(board: Workforce): void;
  /** Stops or pauses what is at work, this very moment. */
  interfere(board: Workforce): void;
  /** Does what is still to be done before going home; false = nothing is. */
  tidy(board: Workforce): boolean;
}

type Settled = CommandOf<'item.settle'>['how'];

export const teammates = ['tm_maya', 'tm_omar', 'tm_ines'] as const;

export function makePerson(world: World, sink: Sink, rules: readonly Rule[]): Person {
  const { random } = world;
  const diary: Diary = { given: [], approved: new Set(), declined: new Map(), runAgain: new Map() };
  const tasks = 1 + random.below(3);
  const seen: { taskId: string; item: InboxItem }[] = [];
  /** Tasks that stay paused for the night. */
  const resting = new Set<string>();
  let created = 0;

  const send = (board: Workforce, given: Given): void => {
    const { type: _, ...words } = given.command;
    world.note(`person ${given.id} ${given.command.type} ${JSON.stringify(words)}`);
    board.dispatch(given.id, given.command).then(
      (answer) => {
        world.note(`answer ${given.id} ${answer.ok ? `seq ${answer.value.seq}` : answer.error.code}`);
        if (given.answer) given.later.push(answer);
        given.answer ??= answer;
        given.answered ??= world.tick;
        if (answer.ok) heard(given.command);
      },
      (error: unknown) => world.note(`answer ${given.id} ${error instanceof Error ? error.message : String(error)}`),
    );
  };

  const give = (board: Workforce, command: Command): void => {
    const given: Given = { id: `cmd_${world.count()}`, command, answer: null, later: [], answered: null };
    diary.given.push(given);
    send(board, given);
  };

  const team = makeTeamHand(world, give);

  const tokensOfItems = new Map<string, string>();
  const heard = (command: Command): void => {
    if (command.type === 'item.decline') diary.declined.set(tokensOfItems.get(command.itemId) ?? '', world.tick);
  };

  const openItems = (board: Workforce): { task: TaskState; item: InboxItem }[] =>
    board.snapshot().tasks.flatMap((task) => task.items.map((item) => ({ task, item })));

  /** Looks at the world, not at the board, before saying whether a call in doubt happened. */
  const settle = (board: Workforce, task: TaskState, item: InboxItem): void => {
    const whole = board.task(task.id);
    const calls = whole.ok ? (whole.value.task.turns ?? []).flatMap((turn) => turn.calls) : [];
    const token = tokenOf(calls.find((call) => call.callId === item.callId)?.args);
    const happened = sink.of(token).length > 0;
    const isMistaken = happened && random.chance(0.05);
    const answers: [Settled, ...Settled[]] = happened ? ['happened'] : ['run-again', 'run-again', 'left'];
    const how = isMistaken ? 'run-again' : random.pick(answers);
    if (isMistaken) diary.runAgain.set(token, (diary.runAgain.get(token) ?? 0) + 1);
    give(board, { type: 'item.settle', taskId: task.id, itemId: item.id, how });
  };

  /** Work that is held goes on in one of the ways it offers. */
  const release = (board: Workforce, task: TaskState, item: InboxItem): void => {
    const ways = HoldAnswer.options.filter((how) => item.options.some((option) => option.id === how));
    const [way, ...others] = ways;
    if (way)
      give(board, { type: 'item.release', taskId: task.id, itemId: item.id, how: random.pick([way, ...others]) });
  };

  const answer = (board: Workforce, task: TaskState, item: InboxItem): boolean => {
    const on = { taskId: task.id, itemId: item.id };
    const token = item.effect?.text ?? '';
    tokensOfItems.set(item.id, token);
    seen.push({ taskId: task.id, item });
    switch (item.kind) {
      case 'approve': {
        if (random.chance(0.3)) give(board, { type: 'item.decline', ...on, note: random.chance(0.3) ? 'No.' : null });
        else {
          const isStale = random.chance(0.05);
          if (!isStale) diary.approved.add(token);
          give(board, { type: 'item.approve', ...on, hash: isStale ? 'stale' : (item.hash ?? ''), note: null });
        }
        return true;
      }
      case 'question': {
        const [option] = item.options;
        give(board, { type: 'item.answer', ...on, optionId: option?.id ?? null, text: option ? '' : 'Yes.' });
        return true;
      }
      case 'problem':
        if (item.callId !== null) settle(board, task, item);
        else if (task.cycle?.itemId === item.id) return team.breakCircle(board, task);
        else if (item.options.length > 0) release(board, task, item);
        else if (actsOn(task).includes('restartStep')) give(board, commands.restartStep(task.id));
        else return false;
        return true;
      case 'review':
        return false;
    }
  };

  const create = (board: Workforce): void => {
    created += 1;
    const isEndless = random.chance(0.05);
    const isTeamwork = random.chance(0.4);
    give(board, {
      type: 'task.create',
      taskId: `t_${created}`,
      title: null,
      brief: isEndless ? `Go on, ${endless}.` : `Do number ${created}${isTeamwork ? ` ${together}` : ''}.`,
      folder: null,
      checks: null,
      caps: {
        turns: (isTeamwork ? 12 : 4) + random.below(8),
        calls: (isTeamwork ? 24 : 8) + random.below(16),
        usdMicros: random.chance(0.2) ? 200_000 + random.below(400_000) : null,
        depth: isTeamwork ? 1 + random.below(2) : random.below(3),
        children: isTeamwork ? 2 + random.below(2) : 1 + random.below(3),
      },
      teammateId: random.chance(0.9) ? random.pick(teammates) : null,
      origin: 'person',
    });
  };

  const commands = {
    assign: (taskId) => ({ type: 'task.assign', taskId, teammateId: random.pick(teammates) }),
    unassign: (taskId) => ({ type: 'task.unassign', taskId }),
    pause: (taskId) => ({ type: 'task.pause', taskId }),
    resume: (taskId) => ({ type: 'task.resume', taskId }),
    stop: (taskId) => ({ type: 'task.stop', taskId }),
    steer: (taskId) => ({ type: 'task.steer', taskId, messageId: `m_${world.count()}`, text: 'Shorter.' }),
    accept: (taskId) => ({ type: 'task.accept', taskId }),
    sendBack: (taskId) => ({ type: 'task.sendBack', taskId, note: 'Once more.' }),
    retry: (taskId) => ({ type: 'task.retry', taskId }),
    reopen: (taskId) => ({ type: 'task.reopen', taskId, note: '' }),
    edit: (taskId) => ({ type: 'task.edit', taskId, title: 'Another title' }),
    archive: (taskId) => ({ type: 'task.archive', taskId }),
    restartStep: (taskId) => ({ type: 'task.restartStep', taskId }),
    takeOver: (taskId) => ({ type: 'task.takeOver', taskId }),
    handBack: (taskId) => ({ type: 'task.handBack', taskId, note: 'The rest is yours.' }),
    reorder: (taskId) => ({ type: 'task.reorder', taskId, beforeTaskId: null }),
    prioritise: (taskId) => ({ type: 'task.prioritise', taskId, priority: random.pick(['high', 'normal', 'low']) }),
  } satisfies Record<TaskAct, (taskId: string) => Command>;

  const steerTask = (board: Workforce): void => {
    const [first, ...rest] = board.snapshot().tasks;
    if (!first) return;
    const task = random.pick([first, ...rest]);
    const [act, ...acts] = actsOn(task).filter((name) => name !== 'archive' || random.chance(0.2));
    const undoable = task.changes.filter((change) => change.undone === 'no');
    const [change] = undoable;
    if (change && random.chance(0.4)) give(board, { type: 'change.undo', taskId: task.id, changeId: change.id });
    else if (act) give(board, commands[random.pick([act, ...acts])](task.id));
  };

  /** Sends a command again: one that got no answer, or one that did, as a nervous hand does. */
  const repeat = (board: Workforce): void => {
    const [first, ...rest] = diary.given.filter((given) => given.answer === null);
    const [any, ...others] = diary.given;
    if (first) send(board, random.pick([first, ...rest]));
    else if (any) send(board, random.pick([any, ...others]));
  };

  const answerOne = (board: Workforce): void => {
    const [first, ...rest] = openItems(board);
    if (!first) return;
    const { task, item } = random.pick([first, ...rest]);
    answer(board, task, item);
    if (world.fault('answered twice', 0.1)) answer(board, task, item);
  };

  const answerLate = (board: Workforce): void => {
    const [first, ...rest] = seen;
    if (!first) return;
    const { taskId, item } = random.pick([first, ...rest]);
    const task = board.snapshot().tasks.find((other) => other.id === taskId);
    if (task && item.kind !== 'problem' && world.fault('answered late', 1)) answer(board, task, item);
  };

  return {
    diary,
    act(board) {
      const [first] = diary.given;
      // Nothing is begun before the rules stand: the same command again until the board says yes.
      if (!first) return give(board, { type: 'settings.change', settings: { rules: [...rules], dayUsdMicros: null } });
      if (!first.answer?.ok) return send(board, first);
      if (random.chance(0.2)) return team.act(board);
      const dice = random.next();
      if (created < tasks && dice < 0.4) create(board);
      else if (dice < 0.7) answerOne(board);
      else if (dice < 0.75) answerLate(board);
      else if (dice < 0.8) repeat(board);
      else if (dice < 0.85)
        give(board, { type: board.snapshot().workspace.paused ? 'workspace.resume' : 'workspace.pause' });
      else steerTask(board);
    },
    interfere(board) {
      const [first, ...rest] = board.snapshot().tasks.filter((task) => task.status === 'working');
      if (!first) return;
      const { id } = random.pick([first, ...rest]);
      give(board, random.pick([commands.stop(id), commands.stop(id), commands.pause(id), { type: 'workspace.pause' }]));
    },
    tidy(board) {
      const { workspace, tasks: all } = board.snapshot();
      if (workspace.paused) {
        give(board, { type: 'workspace.resume' });
        return true;
      }
      if (team.callBack(board)) return true;
      for (const task of all) {
        const back = actsOn(task).find((act) => act === 'resume' || act === 'handBack');
        if (back && !resting.has(task.id)) {
          // What others wait for, or what waits for others, does not rest.
          const isAlone = !task.parent && !all.some((other) => other.parent?.taskId === task.id);
          if (isAlone && random.chance(0.2)) resting.add(task.id);
          else {
            if (!random.chance(0.2) || !team.stepIn(board, task.id)) give(board, commands[back](task.id));
            return true;
          }
        }
        // A part somebody took back from its teammate is waited for.
        if (task.parent && task.status === 'draft') {
          give(board, { type: 'task.assign', taskId: task.id, teammateId: team.anyone(board) });
          return true;
        }
        // What waits in a task that rests is answered when it goes on.
        if (resting.has(task.id)) continue;
        for (const item of task.items) if (answer(board, task, item)) return true;
      }
      return false;
    },
  };
}
