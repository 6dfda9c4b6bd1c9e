/** The process that is killed: the whole engine on a real data folder, with a person at the other end of a pipe. `node office.mjs <options as JSON>` */
import path from 'node:path';
import { z } from 'zod';
import { sealed } from '../../../agents/domain/sealed.ts';
import { makeToolbox } from '../../../agents/gate/toolbox.ts';
import { openBlobs } from '../../../agents/journal/blobs.ts';
import { lockFolder, type FolderLock } from '../../../agents/journal/lock.ts';
import { openSqliteJournal } from '../../../agents/journal/sqlite.ts';
import { systemClock, systemIds } from '../../../agents/lib/clock.ts';
import { openLanceIndex } from '../../../agents/memory/lance.ts';
import { openWorkforce, type Workforce, type WorkforcePorts } from '../../../agents/workforce.ts';
import type { FromOffice, OfficeOptions, ToOffice } from './messages.ts';
import { pacedModel } from './paced-model.ts';
import { sinkTools } from './sink-tools.ts';
import { sinkToolNames } from './work.ts';

const names = ['Ann', 'Ben', 'Cid'];
const tools = ['set_plan', 'read_file', 'write_file', 'remember', 'ask_person', 'delegate', 'finish', ...sinkToolNames];

async function open(options: OfficeOptions): Promise<{ workforce: Workforce; lock: FolderLock }> {
  const { data, files, sinkUrl, bug } = options;
  const lock = await lockFolder(data);
  const memoryOpening = openLanceIndex(path.join(data, 'memory'));
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const journal = openSqliteJournal({ file: path.join(data, 'journal.db'), sealed, log });
  const workforce = await openWorkforce({
    journal,
    blobs: await openBlobs(path.join(data, 'blobs')),
    memory: await memoryOpening,
    model: () => pacedModel,
    isLive: () => false,
    clock: systemClock,
    makeId: systemIds(),
    workspaces: path.join(data, 'workspaces'),
    exampleFolder: files,
    roles: names.map((name) => ({
      file: `${name}.md`,
      markdown: `---\nname: ${name}\nabout: Does orders\ntools: [${tools.join(', ')}]\n---\nDo the order.\n`,
    })),
    limits: { runsPerTeammate: 6 },
    toolbox: toolboxWith(sinkUrl, bug),
    log,
  });
  return { workforce, lock };
}

/** The product's own tools, and those whose effects lie outside. */
function toolboxWith(sinkUrl: string, bug: OfficeOptions['bug']): WorkforcePorts['toolbox'] {
  return (deps) => {
    const own = makeToolbox(deps);
    const more = sinkTools(sinkUrl, bug);
    const specs = more.map(({ descriptor: { name, description, schema } }) => {
      return { name, description, inputSchema: z.toJSONSchema(schema) };
    });
    return {
      ...own,
      tools: new Map([...own.tools, ...more.map((tool) => [tool.descriptor.name, tool] as const)]),
      toolSpecs: (wanted) => [...own.toolSpecs(wanted), ...specs.filter((spec) => wanted.includes(spec.name))],
    };
  };
}

async function serve(message: ToOffice): Promise<void> {
  if (message.kind === 'stop') return stop();
  const { commandId, command } = message;
  // As a host does: what comes after the stop is not taken, and whoever said it hears no answer.
  if (isStopping) return;
  const answering = workforce.dispatch(commandId, command);
  if (options.bug === 'early-ack') tell({ kind: 'answer', commandId, answer: { ok: true, value: { seq: 0 } } });
  try {
    const answer = await answering;
    if (options.bug !== 'early-ack') tell({ kind: 'answer', commandId, answer });
  } catch (error) {
    if (!isStopping) throw error;
  }
}

async function stop(): Promise<void> {
  isStopping = true;
  await workforce.stop();
  await lock.release();
  process.disconnect();
}

function tell(message: FromOffice): void {
  process.send?.(message);
}

let isStopping = false;
const options = JSON.parse(process.argv[2] ?? '{}') as OfficeOptions;
// Whoever started this is gone: nobody is there to end it later.
process.on('disconnect', () => process.exit());
const { workforce, lock } = await open(options);
process.on('message', (message: ToOffice) => void serve(message));
tell({ kind: 'ready', snapshot: workforce.snapshot() });
for await (const feed of workforce.subscribe(options.afterSeq, new AbortController().signal)) {
  if (feed.kind === 'events') tell({ kind: 'events', events: feed.events });
}
