/** Tasks and teammates as a board has them: for tests and for looking at screens. */
import type { Snapshot } from '../../agents/contract.ts';

import {
  defaultSettings,
  emptyWorkspace,
  noKnowledge,
  noSpend,
  projectTask,
  toCard,
} from '../../agents/domain/project.ts';
import type { InboxItem } from '../../agents/domain/schema.ts';
import type { Run, TaskState } from '../../agents/domain/task.ts';
import type { Role, TeammateState } from '../../agents/domain/teammate.ts';

const minuteMs = 60_000;

export function fakeTeammate(id: string, name: string, role: Role, colour: number, about: string): TeammateState {
  const profile = { name, role, about, tools: [], model: 'default', colour, instructions: about };
  return {
    id,
    version: 1,
    profile,
    profileVersion: 1,
    versions: [{ profileVersion: 1, atMs: 0, source: `${id}.md`, note: '' }],
    standing: 'active',
    unsure: 'always',
  };
}

export function fakeTeam(): TeammateState[] {
  return [
    fakeTeammate('maya', 'Maya', 'researcher', 0, 'Finds, reads and compares'),
    fakeTeammate('tomas', 'Tomás', 'executor', 1, 'Does the steps, asks first'),
    fakeTeammate('priya', 'Priya', 'reviewer', 2, 'Checks before you see it'),
    fakeTeammate('owen', 'Owen', 'planner', 3, 'Cuts big work into parts'),
    fakeTeammate('june', 'June', 'memory manager', 4, 'Keeps what the team knows'),
  ];
}

const place = { seq: 1, stream: 'task/t', version: 1, actor: 'person', commandId: null } as const;

/** A task as the engine makes it: empty, in nobody's hands. */
function drafted(id: string, title: string): TaskState {
  const data = { taskId: id, title, brief: title, folder: null, checks: [], caps: defaultSettings.caps };
  const owner = 'Elena Marsh';
  const task = projectTask(null, {
    ...place,
    atMs: 0,
    type: 'task.created',
    data: { ...data, owner, origin: 'person' },
  });
  if (!task) throw new Error('the first event makes a task');
  return task;
}

/** A draft's card with everything empty but what the patch says. */
export function fakeTask(id: string, title: string, patch: Partial<TaskState> = {}): TaskState {
  return { ...toCard(drafted(id, title)), ...patch };
}

/** An attempt under way, one step old. */
export function fakeRun(teammateId: string, startedAtMs: number, usdMicros: number, patch: Partial<Run> = {}): Run {
  const data = { runId: `r_${startedAtMs}`, teammateId, attempt: 1, profileVersion: 1, model: 'claude-sonnet-5-5' };
  const started = projectTask(drafted('t', ''), {
    ...place,
    atMs: startedAtMs,
    type: 'run.started',
    data: { ...data, practice: false },
  });
  if (!started?.run) throw new Error('a start makes a run');
  const used = { turns: 1, calls: 1, tokens: 1000, costUsdMicros: usdMicros, activeMs: 1000 };
  return { ...started.run, ...used, ...patch };
}

export function fakeItem(
  kind: InboxItem['kind'],
  ask: string,
  sinceMs: number,
  patch: Partial<InboxItem> = {},
): InboxItem {
  const none = { detail: '', effect: null, why: '', undoable: true, options: [], recommended: null, hash: null };
  return { id: `i_${kind}_${sinceMs}`, kind, runId: 'r_1', callId: 'c_1', ask, sinceMs, ...none, ...patch };
}

function steps(done: number, total: number): TaskState['plan'] {
  return Array.from({ length: total }, (_, index) => ({
    text: `Step ${index + 1}`,
    state: index < done ? 'done' : index === done ? 'doing' : 'todo',
  }));
}

/** The morning drawn in the mockups: every common state on a card. */
export function fakeMorning(nowMs: number): TaskState[] {
  const ago = (minutes: number) => nowMs - minutes * minuteMs;
  const at = (teammateId: string, minutes: number, cents: number, patch: Partial<TaskState>): Partial<TaskState> => ({
    teammateId,
    createdAtMs: ago(minutes + 60),
    changedAtMs: ago(minutes),
    costUsdMicros: cents * 10_000,
    run: fakeRun(teammateId, ago(minutes), cents * 10_000),
    ...patch,
  });
  const answer = 'working';
  return [
    fakeTask('t_open', 'Plan the spring open house, 60 guests', {
      brief: 'Date, room, run sheet; under $2,400',
      createdAtMs: ago(10),
    }),
    fakeTask('t_paper', 'Price history of 6 paper suppliers', {
      status: 'queued',
      teammateId: 'maya',
      queuedAtMs: ago(20),
      createdAtMs: ago(20),
    }),
    fakeTask('t_chase', 'Chase 7 unpaid invoices', {
      status: 'queued',
      teammateId: 'tomas',
      queuedAtMs: ago(25),
      createdAtMs: ago(25),
    }),
    fakeTask('t_dupes', 'Clean up 38 duplicate contacts', {
      brief: 'Merge what is the same person',
      createdAtMs: ago(30),
    }),
    fakeTask(
      't_pdfs',
      'Sort supplier PDFs into yearly folders',
      at('tomas', 40, 5, {
        status: 'stopped',
        plan: steps(2, 5),
        stopped: { done: ['a', 'b'], notDone: ['c'], uncertain: [] },
      }),
    ),
    fakeTask(
      't_chairs',
      'Vendor comparison: office chairs',
      at('maya', 12, 42, { status: 'working', plan: steps(2, 5), nowDoing: 'Reading Sitwell offer.pdf, page 6 of 14' }),
    ),
    fakeTask(
      't_notes',
      'Q4 renewals: notes to 12 customers',
      at('tomas', 11, 108, { status: 'working', plan: steps(7, 12), nowDoing: 'Writing the note to Halden Foods' }),
    ),
    fakeTask(
      't_names',
      'Check the renewal notes: names, prices',
      at('priya', 10, 18, {
        status: 'working',
        plan: steps(3, 4),
        nowDoing: 'Comparing note 5 of 12 with the price list',
      }),
    ),
    fakeTask(
      't_merge',
      'Merge what we know about 9 suppliers',
      at('june', 9, 0, { status: 'working', nowDoing: 'Reading 31 notes to find doubles' }),
    ),
    fakeTask(
      't_week',
      'Weekly operations report, week 47',
      at('tomas', 12, 36, {
        status: answer,
        plan: steps(4, 5),
        items: [fakeItem('approve', 'Send to 6 people, one outside Kestrel?', ago(12), { hash: 'h' })],
      }),
    ),
    fakeTask(
      't_brandt',
      'Renewal terms for Brandt Logistics',
      at('maya', 4, 22, {
        status: answer,
        plan: steps(1, 3),
        items: [fakeItem('question', 'Which price list applies: 2025 or 2026?', ago(4))],
      }),
    ),
    fakeTask(
      't_cards',
      'Import the November card statements',
      at('tomas', 26, 12, {
        status: 'failed',
        plan: steps(3, 5),
        items: [fakeItem('problem', 'The bank refused the login; nothing imported', ago(26))],
      }),
    ),
    fakeTask(
      't_lease',
      'Lease review: 14 Mill Street, 2nd floor',
      at('maya', 38, 74, {
        status: 'review',
        verdict: 'passed',
        plan: steps(5, 5),
        items: [fakeItem('review', '7 of 9 requirements checked, 2 pages', ago(38))],
      }),
    ),
    fakeTask(
      't_news',
      'Supplier news digest, Thursday',
      at('june', 60, 0, {
        status: 'review',
        verdict: 'not-checked',
        run: fakeRun('june', ago(60), 0, { practice: true }),
        items: [fakeItem('review', '6 items; nobody was free to check them', ago(60))],
      }),
    ),
    fakeTask(
      't_venue',
      'Shortlist venues for the team day',
      at('owen', 44, 58, { status: 'done', acceptedBy: 'person' }),
    ),
    fakeTask('t_outliers', 'October expense outliers', at('tomas', 90, 27, { status: 'done', acceptedBy: 'rule' })),
    fakeTask(
      't_standup',
      'Agenda and notes for Monday’s stand-up',
      at('owen', 122, 11, { status: 'done', acceptedBy: 'person' }),
    ),
  ];
}

/** A snapshot with these tasks and the five teammates. */
export function fakeSnapshot(
  tasks: TaskState[],
  settings: Partial<Snapshot['workspace']['settings']> = {},
  spentUsdMicros = 0,
): Snapshot {
  const workspace = emptyWorkspace();
  const spend = { ...noSpend, day: new Date().toISOString().slice(0, 10), usdMicros: spentUsdMicros };
  return {
    seq: 100,
    tasks,
    teammates: fakeTeam(),
    workspace: { ...workspace, settings: { ...workspace.settings, ...settings } },
    spend,
    knowledge: noKnowledge,
  };
}
