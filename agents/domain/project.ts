/**
 * Folds one event into one stream's state. Pure, and free of zod at run time: the engine and the renderer use the same function.
 * Contract: never throws on a known event; an event the state does not know of leaves it as it is.
 */
import type { SavedPlan } from './breakdown.ts';
import type { EventRecord, RecordOf, TeammateEvent, WorkspaceEvent } from './events.ts';
import type { Settings } from './settings.ts';
import type { TaskState } from './task.ts';
import type { TeammateState } from './teammate.ts';
import { defaultCaps } from './default-caps.ts';
import { noKnowledge, projectKnowledge } from './knowledge.ts';
import { projectTask } from './project-task.ts';

export { noKnowledge, projectKnowledge, projectTask };

/** Folds a teammate's event. `null` before the first. */
export function projectTeammate(state: TeammateState | null, event: RecordOf<TeammateEvent>): TeammateState | null {
  switch (event.type) {
    case 'teammate.joined':
      return {
        id: event.data.teammateId,
        version: event.version,
        profile: event.data.profile,
        profileVersion: 1,
        versions: [{ profileVersion: 1, atMs: event.atMs, source: event.data.source, note: '' }],
        standing: 'active',
        unsure: 'always',
      };
    case 'teammate.revised': {
      if (!state) return state;
      const { profile, profileVersion, source, note = '' } = event.data;
      const versions = [...state.versions, { profileVersion, atMs: event.atMs, source, note }];
      return { ...state, version: event.version, profile, profileVersion, versions };
    }
    case 'teammate.paused':
      return state && { ...state, version: event.version, standing: 'paused' };
    case 'teammate.resumed':
    case 'teammate.rejoined':
      return state && { ...state, version: event.version, standing: 'active' };
    case 'teammate.retired':
      return state && { ...state, version: event.version, standing: 'retired' };
    case 'teammate.tuned':
      return state && { ...state, version: event.version, unsure: event.data.unsure };
  }
}

/** The state of the `workspace` stream: settings and the pause-all switch. */
export interface WorkspaceState {
  version: number;
  workspaceId: string;
  paused: boolean;
  settings: Settings;
  /** Plans worth using again, the newest last. */
  plans: SavedPlan[];
}

/** Settings of a workspace nobody has changed anything in. */
export const defaultSettings: Settings = {
  ownerName: '',
  work: '',
  welcomeDismissed: false,
  appearance: 'system',
  density: 'comfortable',
  notifications: true,
  letterKeys: true,
  takesUnassigned: false,
  practice: false,
  model: 'claude-sonnet-5-5',
  caps: defaultCaps,
  dayUsdMicros: 10_000_000,
  dayTokens: 10_000_000,
  rules: [
    {
      id: 'ask-person-files',
      verdict: 'ask',
      tool: '*',
      place: 'files',
      words: 'Ask before changing files in my own folder',
    },
  ],
  prices: {},
};

/** Folds a workspace event; starts from the defaults. */
export function projectWorkspace(state: WorkspaceState, event: RecordOf<WorkspaceEvent>): WorkspaceState {
  const next = { ...state, version: event.version };
  switch (event.type) {
    case 'workspace.created':
      return { ...next, workspaceId: event.data.workspaceId };
    case 'settings.changed':
      // A journal of protocol 1 may hold caps that lack the newer ones.
      return {
        ...next,
        settings: { ...state.settings, ...event.data, caps: { ...state.settings.caps, ...event.data.caps } },
      };
    case 'workspace.paused':
      return { ...next, paused: true };
    case 'workspace.resumed':
      return { ...next, paused: false };
    case 'plan.saved': {
      const { planId } = event.data;
      return {
        ...next,
        plans: [...state.plans.filter((plan) => plan.planId !== planId), { ...event.data, atMs: event.atMs }],
      };
    }
    case 'plan.forgotten':
      return { ...next, plans: state.plans.filter((plan) => plan.planId !== event.data.planId) };
  }
}

/** What was spent in one calendar day (UTC): a view across all tasks, for the day's caps and the top bar. */
export interface Spend {
  day: string;
  usdMicros: number;
  /** Of turns whose price is unknown. */
  tokens: number;
}

export const noSpend: Spend = { day: '', usdMicros: 0, tokens: 0 };

/** Folds any event into the day's spend; a new day starts at nothing. */
export function projectSpend(spend: Spend, event: EventRecord): Spend {
  if (event.type !== 'turn.completed' && event.type !== 'turn.failed') return spend;
  const { usage, costUsdMicros } = event.data;
  if (!usage || costUsdMicros === 0) return spend;
  const day = new Date(event.atMs).toISOString().slice(0, 10);
  const before = day === spend.day ? spend : noSpend;
  if (costUsdMicros) return { ...before, day, usdMicros: before.usdMicros + costUsdMicros };
  const tokens = usage.input + usage.output + usage.cacheRead + usage.cacheWrite;
  return { ...before, day, tokens: before.tokens + tokens };
}

/** The empty workspace every fold starts from. */
export function emptyWorkspace(): WorkspaceState {
  return { version: 0, workspaceId: '', paused: false, settings: defaultSettings, plans: [] };
}

/** A card keeps everything but the transcript and the notes: what the board needs of a task that is not open. */
export function toCard(task: TaskState): TaskState {
  if (task.turns === null && task.ledger === null) return task;
  return { ...task, turns: null, ledger: null, carried: [], run: task.run && { ...task.run, notes: [] } };
}
