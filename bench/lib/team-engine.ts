/** The engine's half of the team bench, in a process of its own: one planner, one plan of many parts; prints one JSON line. */
import path from 'node:path';
import {
  anthropicModel,
  openBlobs,
  openJournal,
  openLanceIndex,
  openWorkforce,
  systemClock,
  systemIds,
  type Workforce,
} from '../../agents/index.ts';
import { loadAsked, type Worked } from './team-graph.mjs';

const load = loadAsked();
const tools = 'list_files, read_file, write_file, set_plan, plan_parts, finish';

function roleFile(name: string, role: string, colour: number): { file: string; markdown: string } {
  const front = `name: ${name}\nrole: ${role}\nabout: Does a part\ntools: [${tools}]\nmodel: default\ncolour: ${colour}`;
  return { file: `${name.toLowerCase()}.md`, markdown: `---\n${front}\n---\nDo your part.\n` };
}

async function open(): Promise<Workforce> {
  const parts = load.width * load.layers;
  return openWorkforce({
    journal: openJournal(path.join(load.data, 'journal.db')),
    blobs: await openBlobs(path.join(load.data, 'blobs')),
    memory: await openLanceIndex(path.join(load.data, 'memory')),
    model: () => anthropicModel({ apiKey: 'bench', endpoint: load.url }),
    isLive: () => true,
    clock: systemClock,
    makeId: systemIds(),
    workspaces: path.join(load.data, 'workspaces'),
    exampleFolder: load.data,
    roles: [roleFile('Owen', 'planner', 0), roleFile('Tomas', 'executor', 1), roleFile('Ines', 'executor', 2)],
    limits: { runsPerTeammate: parts, modelTurns: load.width * 2, toolCalls: load.width * 2 },
    log: (line) => void process.stderr.write(`${line}\n`),
  });
}

/** Has a plan carried out, saying yes to it as a person does; resolves when the whole is at rest. */
async function workThrough(workforce: Workforce, taskId: string, planner: string): Promise<void> {
  const leaving = new AbortController();
  const feed = workforce.subscribe(null, leaving.signal);
  const answer = await workforce.dispatch(`bench/${taskId}`, {
    type: 'task.create',
    taskId,
    title: null,
    brief: `Work through the plan. [script:${planner}]`,
    folder: path.join(load.data, 'files'),
    checks: null,
    caps: { turns: 10_000, calls: 10_000, usdMicros: null, children: load.width * 2, parts: load.width * load.layers },
    teammateId: 'tm_owen',
    origin: 'person',
  });
  if (!answer.ok) throw new Error(answer.error.message);
  for await (const told of feed) {
    if (told.kind !== 'events') continue;
    for (const { type, stream } of told.events) {
      if (stream !== `task/${taskId}`) continue;
      if (type === 'breakdown.proposed') await approve(workforce, taskId);
      if (type === 'run.ended') leaving.abort();
    }
  }
}

async function approve(workforce: Workforce, taskId: string): Promise<void> {
  const whole = workforce.task(taskId);
  const item = whole.ok ? whole.value.task.items.find(({ kind }) => kind === 'approve') : undefined;
  if (!item) return;
  const { id: itemId, hash } = item;
  const yes = { type: 'item.approve', taskId, itemId, hash: hash ?? '', note: null } as const;
  const answer = await workforce.dispatch(`bench/${taskId}/yes`, yes);
  if (!answer.ok) throw new Error(answer.error.message);
}

const workforce = await open();
await workforce.dispatch('bench/settings', { type: 'settings.change', settings: { dayUsdMicros: null } });
await workThrough(workforce, 't_warm', 'warm-up');
const cpu = process.cpuUsage();
const from = performance.now();
await workThrough(workforce, 't_team', 'planner');
const wallMs = performance.now() - from;
const { user, system } = process.cpuUsage(cpu);

const tasks = workforce.snapshot().tasks.filter(({ id, parent }) => id === 't_team' || parent?.rootId === 't_team');
for (const { title, status, verdict, summary } of tasks)
  if ((status !== 'done' && status !== 'review') || verdict !== 'passed')
    throw new Error(`“${title}” ended as ${status}, ${verdict}: ${summary}`);
if (tasks.length !== load.width * load.layers + 1) throw new Error(`${tasks.length - 1} parts were made`);
const turns = tasks.reduce((sum, { run }) => sum + (run?.turns ?? 0), 0);
await workforce.stop();
const worked: Worked = {
  wallMs,
  cpuMs: (user + system) / 1000,
  peakRssMb: process.resourceUsage().maxRSS / 1024,
  turns,
};
process.stdout.write(`${JSON.stringify(worked)}\n`);
