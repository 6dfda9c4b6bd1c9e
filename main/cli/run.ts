/** `muster run`: one task from the terminal, on the same engine as the board. */
import path from 'node:path';
import {
  commandSchema,
  progress,
  systemIds,
  type Command,
  type TaskState,
  type Workforce,
} from '../../agents/index.ts';
import { dataFolder, takeEnvironment } from '../config.ts';
import { openHost, sentenceFor, type Host } from '../host.ts';
import { answerItem } from './answers.ts';
import type { CliArgs } from './args.ts';
import { nextFor, reportOf } from './outcome.ts';
import { findTeammate } from './teammate.ts';
import { openTerminal, type Terminal } from './terminal.ts';

type RunArgs = Extract<CliArgs, { command: 'run' | 'resume' }>;

/** Does one task and resolves with the exit code. Contract: the data folder is given back before it resolves. */
export async function runTask(args: RunArgs, terminal: Terminal = openTerminal()): Promise<number> {
  const { data } = args.output;
  let host: Host;
  try {
    const environment = takeEnvironment();
    const model = args.model === 'practice' ? ('practice' as const) : undefined;
    host = await openHost({ kind: 'terminal', dataFolder: dataFolder(data), environment, model, warn: terminal.say });
  } catch (error) {
    terminal.say(sentenceFor(error));
    if (isLocked(error))
      terminal.say('Give this task on the board that is open, or name another data folder with --data.');
    return 1;
  }
  const interrupt = new AbortController();
  const onSignal = (): void => (interrupt.signal.aborted ? process.exit(130) : interrupt.abort());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  try {
    return await work(args, host, terminal, interrupt.signal);
  } catch (error) {
    host.log(`run: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    terminal.say(sentenceFor(error));
    return 1;
  } finally {
    await host.stop();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, onSignal);
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'folder.locked';
}

async function work(args: RunArgs, host: Host, terminal: Terminal, interrupt: AbortSignal): Promise<number> {
  const { workforce } = host;
  if (args.model === 'live') {
    const refusal = whyNotLive(host);
    if (refusal) {
      terminal.say(refusal);
      return 1;
    }
  }
  const started = args.command === 'run' ? await begin(args, workforce) : await takeUp(args, workforce);
  if ('refusal' in started) {
    terminal.say(started.refusal);
    return started.code;
  }
  const { taskId } = started;
  if (args.command === 'run')
    terminal.say(`Task ${taskId}. If this is cut off, “muster run --resume ${taskId}” goes on.`);
  const end = await follow(taskId, args, workforce, terminal, interrupt);
  const found = workforce.task(taskId);
  if (!found.ok) throw new Error(found.error.message);
  const { task } = found.value;
  const absolute = (name: string): string => path.join(host.setup().dataFolder, 'workspaces', taskId, name);
  terminal.say(end.why);
  if (task.status === 'failed' && task.run?.failure?.code.startsWith('model.'))
    terminal.say(`To go on without a model: ${resumeCommand(task, args)} --practice.`);
  if (end.code === 3 || end.code === 130)
    terminal.say(end.asks && !terminal.isAttended ? howToAnswer(task, args) : howToGoOn(task, args));
  if (args.output.json) terminal.print(JSON.stringify(reportOf(task, absolute)));
  else printResult(task, absolute, terminal);
  return end.code;
}

function whyNotLive({ setup, workforce }: Host): string | null {
  if (setup().model.mode !== 'live')
    return 'No key and no address is set, so nothing was started. Set ANTHROPIC_API_KEY or enter a key in Settings, or use --practice.';
  if (workforce.snapshot().workspace.settings.practice)
    return 'Practice is switched on in Settings, so nothing was started. Switch it off there, or use --practice.';
  return null;
}

type Started = { taskId: string } | { refusal: string; code: 1 | 2 };

async function begin(args: Extract<RunArgs, { command: 'run' }>, workforce: Workforce): Promise<Started> {
  const team = workforce.snapshot().teammates;
  const teammate = findTeammate(team, args.teammate);
  if (!teammate) return { refusal: unknownTeammate(team, args.teammate), code: 2 };
  const taskId = systemIds()('t');
  const folder = args.folder === null ? null : path.resolve(args.folder);
  // Commands of the board pass these schemas on their way in; this one has to as well.
  const command = commandSchema.safeParse({
    type: 'task.create',
    taskId,
    title: null,
    brief: args.brief,
    folder,
    checks: null,
    caps: null,
    teammateId: teammate.id,
    origin: 'terminal',
  });
  if (!command.success)
    return {
      refusal: `${command.error.issues[0]?.message ?? 'The brief is not valid.'} Nothing was started.`,
      code: 2,
    };
  const answer = await workforce.dispatch(systemIds()('c'), command.data);
  return answer.ok ? { taskId } : { refusal: answer.error.message, code: 2 };
}

function unknownTeammate(team: ReturnType<Workforce['snapshot']>['teammates'], wanted: string | null): string {
  const names = team.map((mate) => `${mate.profile.name} (${mate.profile.role})`).join(', ');
  if (!names) return 'There is no teammate, so nothing was started. Run “muster doctor” to see why.';
  return `There is no teammate “${wanted}”, so nothing was started. There are: ${names}.`;
}

/** What takes a task that stands still up again; a task that runs or waits for an answer is only watched. */
async function takeUp(args: Extract<RunArgs, { command: 'resume' }>, workforce: Workforce): Promise<Started> {
  const { taskId } = args;
  const found = workforce.task(taskId);
  if (!found.ok) return { refusal: `There is no task “${taskId}” in this data folder.`, code: 2 };
  const { task } = found.value;
  const command = commandToGoOn(task, args, workforce);
  if ('refusal' in command) return { ...command, code: 2 };
  if (command.send) {
    const answer = await workforce.dispatch(systemIds()('c'), command.send);
    if (!answer.ok) return { refusal: answer.error.message, code: 1 };
  }
  return { taskId };
}

function commandToGoOn(
  task: TaskState,
  args: RunArgs,
  workforce: Workforce,
): { send: Command | null } | { refusal: string } {
  const at = { taskId: task.id };
  const isIdle =
    task.status === 'draft' || (args.teammate !== null && ['queued', 'failed', 'stopped'].includes(task.status));
  if (isIdle) {
    const team = workforce.snapshot().teammates;
    const teammate = findTeammate(team, args.teammate);
    if (!teammate) return { refusal: unknownTeammate(team, args.teammate) };
    return { send: { type: 'task.assign', ...at, teammateId: teammate.id } };
  }
  if (task.status === 'paused' && task.run?.how !== 'capped') return { send: { type: 'task.resume', ...at } };
  if (task.status === 'paused' || task.status === 'failed' || task.status === 'stopped')
    return { send: { type: 'task.retry', ...at } };
  return { send: null };
}

interface End {
  code: number;
  why: string;
  /** True: it goes on only once a person has answered. */
  asks?: boolean;
}

/** Watches the task, answers what may be answered, and resolves when it has ended or needs the person. */
async function follow(
  taskId: string,
  { output }: RunArgs,
  workforce: Workforce,
  terminal: Terminal,
  interrupt: AbortSignal,
): Promise<End> {
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, interrupt]);
  const answered = new Set<string>();
  const send = (command: Command) => workforce.dispatch(systemIds()('c'), command);
  try {
    for await (const _ of workforce.subscribe(null, signal)) {
      const found = workforce.task(taskId);
      if (!found.ok) throw new Error(found.error.message);
      const { task } = found.value;
      if (workforce.snapshot().workspace.paused)
        return { code: 3, why: 'All work is paused on this board. Resume it there first.' };
      terminal.progress(progressLine(task, workforce));
      const next = nextFor(task, partsOf(taskId, workforce));
      if (next.do === 'end') return next;
      if (next.do === 'accept') {
        const answer = await send({ type: 'task.accept', taskId });
        if (!answer.ok) return { code: 1, why: answer.error.message };
      }
      if (next.do === 'ask' && !answered.has(`${next.task.id} ${next.item.id}`)) {
        const answer = await answerItem(next.task, next.item, { terminal, defaults: output.defaults, signal });
        if (interrupt.aborted) break;
        if ('parked' in answer) return { code: 3, why: answer.parked, asks: next.task.stale === null };
        const done = await send(answer.command);
        if (done.ok) answered.add(`${next.task.id} ${next.item.id}`);
        else terminal.say(done.error.message);
      }
    }
  } finally {
    over.abort();
  }
  const paused = await send({ type: 'task.pause', taskId });
  // Work that has not begun cannot pause: it goes back, or the next start of any host would begin it.
  if (!paused.ok) await send({ type: 'task.unassign', taskId });
  return { code: 130, why: 'Paused. What was finished is kept.' };
}

/** The tasks it has handed on, at any depth. */
function partsOf(taskId: string, workforce: Workforce): TaskState[] {
  return workforce.snapshot().tasks.filter((task) => task.parent?.rootId === taskId);
}

function progressLine(task: TaskState, workforce: Workforce): string {
  const name = workforce.snapshot().teammates.find((mate) => mate.id === task.teammateId)?.profile.name ?? 'Nobody';
  const steps = progress(task);
  const place = steps ? ` · ${steps.done} of ${steps.total} steps` : '';
  const what = task.nowDoing || (task.status === 'queued' ? 'In the queue' : '');
  return what ? `${name}: ${what}${place}` : '';
}

function howToGoOn(task: TaskState, args: RunArgs): string {
  return `To go on: ${resumeCommand(task, args)}. Or open the board with “muster serve”.`;
}

/** Nobody is there to be asked: going on from here would only ask again. */
function howToAnswer(task: TaskState, args: RunArgs): string {
  return `To answer: ${resumeCommand(task, args)} in a terminal you can type into. Or open the board with “muster serve”.`;
}

function resumeCommand(task: TaskState, { output }: RunArgs): string {
  return `muster run --resume ${task.id}${output.data === null ? '' : ` --data ${JSON.stringify(output.data)}`}`;
}

function printResult(task: TaskState, absolute: (name: string) => string, terminal: Terminal): void {
  for (const artifact of task.artifacts) terminal.print(absolute(artifact.path));
  if (task.run?.practice) terminal.say('Practice: no AI; sentences are extracted, not written.');
}
