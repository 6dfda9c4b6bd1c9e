/** Starts the engine on the simulated world, lets it die at any step, and starts the next one on what is left. */
import type { Toolbox } from '../../../agents/gate/toolbox.ts';
import { openWorkforce, type Workforce } from '../../../agents/workforce.ts';
import type { Bug } from './bugs.ts';
import type { Disk } from './disk.ts';
import { makeModel, type Proposals } from './model.ts';
import { teammates } from './person.ts';
import type { Sink } from './sink.ts';
import { names } from './team-calls.ts';
import { makeToolbox, makeWorkFolders, toolNames } from './tools.ts';
import type { Life, Step, World } from './world.ts';

export interface Host {
  /** The running engine; null while there is none or it is still starting. */
  readonly board: Workforce | null;
  readonly isStopping: boolean;
  readonly crashes: number;
  /** When each life ended, in ticks. */
  readonly deaths: ReadonlyMap<number, number>;
  /** Starts an engine when none runs or starts. */
  start(): void;
  /** The process is gone, in the middle of whatever it did. `lastStep` still takes effect, and nobody is left to hear of it. */
  crash(lastStep?: Step | null): Promise<void>;
  /** The process ends as it should; the next `start` works once it has. */
  stop(): void;
}

const roles = teammates.map((id, colour) => ({
  file: `${id.slice('tm_'.length)}.md`,
  markdown: `---\nname: ${names[colour]}\nrole: executor\nabout: Does things\ntools: [${toolNames.join(', ')}]\nmodel: default\ncolour: ${colour}\n---\nDo it.\n`,
}));

export function makeHost(
  parts: { world: World; disk: Disk; sink: Sink; proposals: Proposals; bug: Partial<Bug> },
  opened: (board: Workforce) => void,
): Host {
  const { world, disk, sink, proposals, bug } = parts;
  let board: Workforce | null = null;
  let isStarting = false;
  let isStopping = false;
  let life = 0;
  let crashes = 0;
  const deaths = new Map<number, number>();

  const end = (): void => {
    deaths.set(life, world.tick);
    world.kill();
    board = null;
    isStarting = false;
    isStopping = false;
  };

  const open = (own: Life): Promise<Workforce> => {
    const place = { world, life: own, sink };
    const spoil: (toolbox: Toolbox) => Toolbox = bug.toolbox ?? ((toolbox) => toolbox);
    return openWorkforce({
      journal: disk.journal(own),
      blobs: disk.blobs(own),
      memory: disk.index(own),
      model: () => makeModel(world, own, proposals, bug.onCut),
      isLive: () => true,
      clock: own.clock,
      makeId: (prefix) => `${prefix}_${world.count()}`,
      random: world.random.next,
      workspaces: '/work',
      // Not a full path, so the board starts without the example and without a look at the real disk.
      exampleFolder: 'none',
      roles,
      toolbox: (deps) => spoil(makeToolbox(place, deps)),
      workFolders: makeWorkFolders(place),
      log: (line) => world.note(`log ${line}`),
    });
  };

  return {
    get board() {
      return board;
    },
    deaths,
    get crashes() {
      return crashes;
    },
    get isStopping() {
      return isStopping;
    },
    start() {
      if (board || isStarting) return;
      isStarting = true;
      const begun = world.beginLife();
      life = begun.number;
      world.note(`start of life ${life}`);
      open(begun).then(
        (workforce) => {
          if (!begun.isAlive()) return;
          isStarting = false;
          const { hears } = bug;
          board = hears
            ? { ...workforce, dispatch: (id, command) => workforce.dispatch(id, hears(command)) }
            : workforce;
          opened(workforce);
        },
        (error: unknown) => {
          world.note(`start failed: ${error instanceof Error ? error.message : String(error)}`);
          if (begun.isAlive()) end();
        },
      );
    },
    async crash(lastStep) {
      world.note(`crash${lastStep ? ` after ${lastStep.name}` : ''}`);
      crashes += 1;
      end();
      lastStep?.run();
      await world.settled();
      disk.crashed();
    },
    stop() {
      if (!board || isStopping) return;
      world.note('stop');
      isStopping = true;
      const stopping = board;
      stopping.stop().then(
        () => board === stopping && end(),
        (error: unknown) => {
          world.note(`stop failed: ${error instanceof Error ? error.message : String(error)}`);
          if (board === stopping) end();
        },
      );
    },
  };
}
