/** Wires the ports into a running engine: dispatch, query, subscribe, stop. No rules of its own. */
import type { ArtifactView, Feed, FolderReport, LivePart, Snapshot } from './contract.ts';
import type { Answer, Command } from './domain/commands.ts';
import { maxRounds, nextRound } from './domain/decide/breakdown.ts';
import { accept, refuse } from './domain/decide/refuse.ts';
import { decideTask, type TaskCommand } from './domain/decide/task.ts';
import type { EventRecord, NewEvent } from './domain/events.ts';
import { toCard } from './domain/project.ts';
import { authorOf } from './domain/due-review.ts';
import { queueOf } from './domain/state.ts';
import type { TaskState } from './domain/task.ts';
import { exampleTask } from './example.ts';
import { makeFeed } from './feed.ts';
import { blobsOnlyOf, dropBlobs } from './journal/drop-blobs.ts';
import type { BlobStore, Journal } from './journal/journal.ts';
import { makeUpkeep } from './journal/upkeep.ts';
import { systemRandom, type Clock, type MakeId } from './lib/clock.ts';
import { identifyOld } from './memory/identify.ts';
import { isMemoryCommand } from './memory/person.ts';
import { startTending } from './memory/tending.ts';
import type { SearchFiles } from './memory/erasing.ts';
import { makeTeamMemory, type TeamMemory } from './memory/team-memory.ts';
import type { MemoryIndex } from './memory/memory.ts';
import type { Model } from './models/model.ts';
import { checkFolder, lookAtFolder, readArtifact } from './queries.ts';
import { standardLimits, type Limits } from './runs/flow.ts';
import { makePerformer } from './runs/performer.ts';
import { foldTask, openStreams } from './streams.ts';
import { makeRoutePart } from './teamwork/route-part.ts';
import { bringTeamIn, type RoleFiles } from './teamwork/role-files.ts';
import { prepareStepIn } from './teamwork/step-in.ts';
import { makeColleagues } from './teamwork/colleagues.ts';
import { startSteward } from './teamwork/steward.ts';
import { isTeamCommand, makeTeam, type Team } from './teamwork/team.ts';
import { sha256 } from './gate/approvals.ts';
import { makeRunProgram, type RunProgram } from './lib/sandbox.ts';
import { argsPrint } from './gate/loops.ts';
import { makeToolbox } from './gate/toolbox.ts';
import { canonicalJson } from './lib/json.ts';
import { diskFolders, folderOf, type WorkFolders } from './work-folder.ts';

/** Everything the engine needs of the world. Hosts build it; tests pass fakes. */
export interface WorkforcePorts {
  journal: Journal;
  blobs: BlobStore;
  /** null = memory could not be opened; the reason is told to the person, work goes on without recall. */
  memory: MemoryIndex | null;
  /** The model for a new turn. Asked each time, so that a key entered while Muster runs is used at once. */
  model: (practice: boolean) => Model;
  /** True when a key or endpoint is set: new runs are live unless the person chose practice. */
  isLive: () => boolean;
  clock: Clock;
  makeId: MakeId;
  /** A number in [0, 1); null = the system's. */
  random?: () => number;
  /** Absolute folder under which each task gets its work folder. */
  workspaces: string;
  /** The sample office folder the example task works on. */
  exampleFolder: string;
  /** Role files as found on disk, defaults included: file name and text. */
  roles: { file: string; markdown: string }[];
  /** Keeps the role files up to what is changed in the app; left out = nobody does. */
  roleFiles?: RoleFiles;
  limits?: Partial<Limits>;
  /** The tools; left out = the product's own. */
  toolbox?: typeof makeToolbox;
  /** Where deliverables lie; left out = the computer's disk. */
  workFolders?: WorkFolders;
  /** Runs the program of a check; left out = in a sandbox, where the computer has one. */
  runProgram?: RunProgram;
  /** Searches every file of the data folder for what was erased; left out = there is none. */
  searchFiles?: SearchFiles;
  /** One line for the log; never a secret, never a task's text. */
  log: (line: string) => void;
}

/** A running engine. */
export interface Workforce {
  /** Commits a command of a person. Contract: never throws on bad input, that is a refusal. */
  dispatch(commandId: string, command: Command): Promise<Answer<{ seq: number }>>;
  snapshot(): Snapshot;
  /** Snapshot first when `afterSeq` is null, then batches of at most 200 events in seq order, until the signal aborts. */
  subscribe(afterSeq: number | null, signal: AbortSignal): AsyncIterable<Feed>;
  /** Live text of the named tasks, at most ten batches a second. */
  live(taskIds: readonly string[], signal: AbortSignal): AsyncIterable<LivePart[]>;
  task(taskId: string): Answer<{ task: TaskState; seq: number }>;
  record(taskId: string, afterVersion: number, limit: number): Answer<{ events: EventRecord[] }>;
  artifact(taskId: string, path: string): Promise<Answer<ArtifactView>>;
  callResult(taskId: string, callId: string): Promise<Answer<{ text: string }>>;
  folder(path: string): Promise<Answer<FolderReport>>;
  /** What the team knows, as a person looks at it. */
  teamMemory: Pick<TeamMemory, 'knowledge' | 'memories' | 'memory' | 'week' | 'erasure' | 'export' | 'parse'>;
  /** The team's own: who is in it, what each can do, who would take what. */
  team: Pick<Team, 'teammate' | 'roleFile' | 'parseRole' | 'routing' | 'plans'>;
  /** Problems found at start (a bad role file, memory not to be had), one sentence each. */
  problems(): string[];
  /** Resolves when nothing is in flight: for tests and a quiet quit. */
  idle(): Promise<void>;
  /** Begins nothing new, ends what is in flight, closes the ports. Work goes on at the next start. */
  stop(): Promise<void>;
}

/** Folds the journal, brings the team in, and takes up the work where it stood. */
export async function openWorkforce(ports: WorkforcePorts): Promise<Workforce> {
  const { journal, blobs, clock, makeId, log } = ports;
  const problems: string[] = [];
  const touched = new Set<string>();
  const restarts = new Set<string>();

  /** What happens to a task also concerns the parts it handed on, the one it is a part of, and those who asked something there. */
  const touch = (taskId: string): void => {
    touched.add(taskId);
    const parent = streams.tasks.get(taskId)?.parent;
    if (parent) touched.add(parent.taskId);
    for (const part of partsBelow(taskId)) touched.add(part);
    for (const { sender } of streams.tasks.get(taskId)?.messages ?? []) if (sender) touched.add(sender.taskId);
  };
  const partsBelow = (taskId: string): string[] =>
    streams.partsOf(taskId).flatMap((part) => [part, ...partsBelow(part)]);

  const publish = (records: readonly EventRecord[]): void => {
    feed.publish(records);
    for (const record of records) {
      if (record.stream.startsWith('task/')) touch(record.stream.slice('task/'.length));
      if (record.type === 'run.revived' && record.data.by === 'person')
        restarts.add(record.stream.slice('task/'.length));
      if (record.type === 'workspace.resumed') for (const id of streams.tasks.keys()) touched.add(id);
    }
    teamMemory.notify(records);
    void upkeep.notify();
    tending.notify();
    steward.notify(records);
    queueMicrotask(() => {
      const ids = [...touched];
      touched.clear();
      for (const id of restarts) performer.restart(id);
      restarts.clear();
      performer.kick(ids);
    });
  };

  const streams = openStreams(journal, publish);
  const feed = makeFeed(journal, clock, () => snapshot());
  const meta = (commandId: string | null, actor = 'person') => ({ actor, atMs: clock.now(), commandId });
  const teamMemory = makeTeamMemory({
    journal,
    streams,
    index: ports.memory,
    clock,
    makeId,
    log,
    search: ports.searchFiles ?? null,
    dropTasks: async (taskIds) => {
      const stay = await dropBlobs(blobs, await blobsOnlyOf(journal, taskIds, streams.tasks.keys()));
      if (stay.length > 0) log(`${stay.length} stored documents of erased tasks were stored again and stay for a day`);
      for (const taskId of taskIds) await dropTask(taskId);
    },
  });
  if (!ports.memory)
    problems.push(
      'The team’s memory could not be opened. Work goes on, but nothing is remembered or recalled. Run “muster doctor” to see why.',
    );
  const toolbox = (ports.toolbox ?? makeToolbox)({
    blobs,
    ...teamMemory,
    teammates: () => [...streams.teammates.values()],
    planRoom: (taskId) => {
      const task = streams.tasks.get(taskId);
      if (!task) return { parts: 0, rounds: 0, isOpen: false };
      const isOpen = task.breakdown !== null && task.breakdown.state !== 'closed';
      return { parts: task.caps.parts, rounds: maxRounds + 1 - nextRound(task), isOpen };
    },
    notesOf: (taskId) => streams.tasks.get(taskId)?.run?.notes ?? [],
    ...makeColleagues({ streams, clock }),
    authorOf: (taskId) => authorOf(taskId, (id) => streams.tasks.get(id)),
  });
  const workFolders = ports.workFolders ?? diskFolders;
  const performer = makePerformer({
    ...ports,
    ...toolbox,
    streams,
    routePart: makeRoutePart(streams),
    recall: teamMemory.recallFor,
    memoryTexts: (ids) => new Map(teamMemory.memories(ids).map(({ id, text }) => [id, text])),
    transcriptOf: (taskId) => wholeTask(taskId)?.turns ?? [],
    say: feed.say,
    tell: feed.tell,
    random: ports.random ?? systemRandom,
    workFolders,
    runProgram: ports.runProgram ?? makeRunProgram({ clock }),
    limits: { ...standardLimits, ...ports.limits },
  });
  const tending = startTending({
    journal,
    streams,
    clock,
    idle: performer.idle,
    log,
    readSource: (taskId, path) => workFolders.source(streams.tasks.get(taskId)?.folder ?? null, path),
  });
  const steward = startSteward({ streams, clock, makeId, log });
  const upkeep = makeUpkeep({ journal, blobs, clock, idle: performer.idle, log });

  const snapshot = (): Snapshot => ({
    seq: streams.seq,
    tasks: [...streams.tasks.values()].filter((task) => !task.archived).map(toCard),
    // Identity colours are given out in the team's order, so they keep it.
    teammates: [...streams.teammates.values()].toSorted((a, b) => a.profile.colour - b.profile.colour),
    workspace: streams.workspace,
    spend: streams.spend,
    knowledge: { version: streams.memory.version, conflicts: streams.memory.conflicts },
  });

  const engine = async (stream: Parameters<typeof streams.commit>[0], events: NewEvent[]): Promise<void> => {
    await streams.commit(stream, () => accept(events), meta(null, 'engine'));
  };

  const welcome = async (): Promise<void> => {
    if (streams.workspace.version > 0) return;
    // The example comes first: a kill between the two then repeats this whole step, and the task's command id keeps it single.
    await dispatchTask(`${exampleTask.taskId}/create`, {
      type: 'task.create',
      ...exampleTask,
      folder: ports.exampleFolder,
      checks: null,
      caps: null,
      teammateId: null,
      origin: 'example',
    });
    await engine('workspace', [{ type: 'workspace.created', data: { workspaceId: makeId('w') } }]);
  };

  /** What a task leaves besides its events, and its place on the board. */
  const dropTask = async (taskId: string): Promise<void> => {
    const task = streams.tasks.get(taskId);
    if (!task) return;
    await workFolders.remove(workOf(taskId));
    if (!task.archived) await engine(`task/${taskId}`, [{ type: 'task.archived', data: {} }]);
  };

  const dispatchTask = async (commandId: string, command: TaskCommand): Promise<Answer<{ seq: number }>> => {
    const folder = command.type === 'task.create' || command.type === 'task.edit' ? (command.folder ?? null) : null;
    const checked = folder === null ? null : await checkFolder(folder);
    if (checked && !checked.ok) return checked;
    const resolved = checked ? { ...command, folder: checked.value } : command;
    const ready = await prepareStepIn({ journal, streams, tools: toolbox.tools, workFolders, workOf }, command);
    if (!ready.ok) return ready;
    const { settings } = streams.workspace;
    const decide = () =>
      decideTask(streams.tasks.get(command.taskId) ?? null, resolved as TaskCommand, {
        teammates: streams.teammates,
        taskOf: (id) => streams.tasks.get(id),
        queueOf: (id) => queueOf(streams.moving.values(), id),
        printOf: argsPrint,
        hashOf: (value) => sha256(canonicalJson(value)),
        caps: settings.caps,
        ownerName: settings.ownerName,
        messageId: makeId('m'),
        ...ready.value,
      });
    return streams.commit(`task/${command.taskId}`, decide, meta(commandId));
  };

  const roleFiles = {
    files: ports.roleFiles ?? null,
    journal,
    teammates: streams.teammates,
    known: new Set(toolbox.tools.keys()),
    log,
  };
  const team = makeTeam({ journal, streams, clock, makeId, roleFiles });

  const workOf = (taskId: string): string => folderOf(ports.workspaces, taskId, streams.tasks);
  const unknown = refuse('task.unknown', 'This task does not exist on this board.');

  /** The transcript is in memory for open tasks and read from the journal for all others. */
  const wholeTask = (taskId: string): TaskState | null => {
    const task = streams.tasks.get(taskId);
    return task?.turns === null ? foldTask(journal, taskId) : (task ?? null);
  };

  await identifyOld({ journal, streams, clock });
  problems.push(...(await bringTeamIn(roleFiles, ports.roles, (id, events) => engine(`teammate/${id}`, events))));
  await welcome();
  performer.kickAll();
  steward.notify(null);

  return {
    async dispatch(commandId, command) {
      if (isMemoryCommand(command)) return teamMemory.dispatch(commandId, command);
      if (isTeamCommand(command)) return team.dispatch(commandId, command);
      switch (command.type) {
        case 'settings.change':
          return streams.commit(
            'workspace',
            () => accept<NewEvent[]>([{ type: 'settings.changed', data: command.settings }]),
            meta(commandId),
          );
        case 'workspace.pause':
        case 'workspace.resume': {
          const isPause = command.type === 'workspace.pause';
          const decide = () =>
            accept<NewEvent[]>(
              streams.workspace.paused === isPause
                ? []
                : [{ type: isPause ? 'workspace.paused' : 'workspace.resumed', data: {} }],
            );
          return streams.commit('workspace', decide, meta(commandId));
        }
        default:
          return dispatchTask(commandId, command);
      }
    },
    snapshot,
    subscribe: feed.subscribe,
    live: feed.live,
    task(taskId) {
      const task = wholeTask(taskId);
      return task ? accept({ task, seq: streams.seq }) : unknown;
    },
    record(taskId, afterVersion, limit) {
      if (!streams.tasks.has(taskId)) return unknown;
      return accept({ events: [...journal.readStream(`task/${taskId}`, afterVersion, limit)] });
    },
    async artifact(taskId, name) {
      return streams.tasks.has(taskId) ? readArtifact(workOf(taskId), name) : unknown;
    },
    async callResult(taskId, callId) {
      const call = wholeTask(taskId)
        ?.turns?.flatMap((turn) => turn.calls)
        .find((other) => other.callId === callId);
      if (!call) return unknown;
      const bytes = call.blob === null ? null : await blobs.get(call.blob);
      return accept({ text: bytes ? new TextDecoder().decode(bytes.subarray(0, 1_048_576)) : (call.content ?? '') });
    },
    folder: lookAtFolder,
    teamMemory,
    team,
    problems: () => [...problems],
    async idle() {
      do {
        await steward.idle();
        await performer.idle();
      } while (steward.isBusy);
    },
    async stop() {
      await steward.stop();
      await performer.stop();
      await upkeep.stop();
      await tending.stop();
      await teamMemory.stop();
      streams.saveSnapshot();
      await journal.stop();
    },
  };
}
