/** Renders a screen for tests: a store with given tasks, and an engine that answers as it is told and keeps what it was asked. */
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { render, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { KeyCheck, SearchCheck, Setup } from '../../agents/contract.ts';
import type { Command, Refusal } from '../../agents/domain/commands.ts';
import type { EventRecord } from '../../agents/domain/events.ts';
import { defaultSettings, emptyWorkspace } from '../../agents/domain/project.ts';
import type { KnowledgeQuery, MemoryView } from '../../agents/domain/memory-views.ts';
import type { ErasureScope } from '../../agents/domain/memory.ts';
import type { Settings } from '../../agents/domain/settings.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { fakePlans } from '../client/fake-forms.ts';
import { FakeKnowledge } from '../client/fake-knowledge.ts';
import { FakeTeam } from '../client/fake-team.ts';
import type { EngineClient } from '../client/client.ts';
import { createActions } from '../store/actions.ts';
import { LiveText } from '../store/live-text.ts';
import { createAppStore, type AppState, type AppStore } from '../store/store.ts';
import { AppContext } from '../store/use-app.ts';
import { UiProvider } from '../ui/provider.tsx';

export const maya: TeammateState = {
  id: 'maya',
  version: 1,
  profile: {
    name: 'Maya',
    role: 'researcher',
    about: 'Finds what the files say.',
    tools: ['read_file', 'write_file', 'ask_person'],
    model: 'default',
    colour: 0,
    instructions: 'Read every file.',
  },
  profileVersion: 1,
  versions: [{ profileVersion: 1, atMs: 0, source: 'researcher.md', note: '' }],
  standing: 'active',
  unsure: 'always',
};

export const aSetup: Setup = {
  version: '0.1.0',
  protocol: 1,
  host: 'web',
  platform: 'linux',
  dataFolder: '/data',
  model: {
    mode: 'practice',
    endpoint: 'https://api.anthropic.com',
    keySource: null,
    keyHint: null,
    keyStore: 'file',
    knownModels: ['claude-sonnet-5-5'],
  },
  search: {
    kind: 'built-in',
    endpoint: null,
    model: null,
    keySource: null,
    keyHint: null,
    givenEndpoint: null,
    privateMayLeave: false,
    transformersFolder: '/data/transformers',
    problem: null,
    progress: null,
  },
  exampleFolder: '/data/example',
  problems: [],
};

export interface FakeEngine {
  commands: Command[];
  keyChecks: unknown[];
  kept: unknown[];
  searchChecks: unknown[];
  searchesKept: unknown[];
  /** What the next commands are refused with; null = taken. */
  refusal: Refusal | null;
  keyCheck: KeyCheck;
  searchCheck: SearchCheck;
  setup: Setup;
  artifacts: Record<string, string | null>;
  records: EventRecord[];
  knowledge: FakeKnowledge;
  /** Briefs that plans were asked for. */
  plansAsked: string[];
  team: FakeTeam;
}

export interface Screen extends RenderResult {
  engine: FakeEngine;
  store: AppStore;
}

export function renderScreen(
  children: ReactNode,
  options: {
    tasks?: TaskState[];
    settings?: Partial<Settings>;
    setup?: Partial<Setup>;
    state?: Partial<AppState>;
    artifacts?: Record<string, string | null>;
    memories?: MemoryView[];
    team?: FakeTeam;
  } = {},
): Screen {
  i18n.loadAndActivate({ locale: 'en', messages: {} });
  const tasks = Object.fromEntries((options.tasks ?? []).map((task) => [task.id, task]));
  const engine: FakeEngine = {
    commands: [],
    keyChecks: [],
    kept: [],
    searchChecks: [],
    searchesKept: [],
    refusal: null,
    keyCheck: { ok: true, model: 'claude-sonnet-5-5' },
    searchCheck: { ok: true, dim: 1536 },
    setup: { ...aSetup, ...options.setup },
    artifacts: options.artifacts ?? {},
    records: [],
    plansAsked: [],
    knowledge: new FakeKnowledge(options.memories ?? []),
    team: options.team ?? new FakeTeam(),
  };
  const store = createAppStore({
    seq: 1,
    tasks,
    teammates: { maya },
    workspace: { ...emptyWorkspace(), version: 1, settings: { ...defaultSettings, ...options.settings } },
    link: 'open',
    setup: engine.setup,
    ...options.state,
  });
  let ids = 0;
  const client = clientOf(engine, store);
  const actions = createActions({
    store,
    client: () => client,
    now: () => 1000,
    makeId: (prefix) => `${prefix}_${(ids += 1)}`,
    offlineText: () => 'Not connected.',
    failedText: () => 'The app could not answer.',
    onRefused: () => undefined,
  });
  const value = { store, actions, live: new LiveText(), watchLive: () => () => undefined };
  const rendered = render(
    <I18nProvider i18n={i18n}>
      <AppContext value={value}>
        <UiProvider>{children}</UiProvider>
      </AppContext>
    </I18nProvider>,
  );
  return { ...rendered, engine, store };
}

function clientOf(engine: FakeEngine, store: AppStore): EngineClient {
  const done = async <T,>(value: T) => ({ ok: true as const, value });
  const client = {
    dispatch: async ({ command }: { command: Command }) => {
      engine.commands.push(command);
      return engine.refusal ? { ok: false, error: engine.refusal } : done({ seq: 2 });
    },
    query: {
      task: async ({ taskId }: { taskId: string }) =>
        done({ task: { ...store.getState().tasks[taskId], turns: [] }, seq: 2 }),
      artifact: async ({ path }: { path: string }) =>
        done({ path, absolutePath: `/work/${path}`, bytes: 10, sha256: 'x', text: engine.artifacts[path] ?? null }),
      week: async () => engine.knowledge.week(),
      teammate: async ({ teammateId }: { teammateId: string }) =>
        engine.team.detail(store.getState().teammates[teammateId]),
      roleFile: async ({ teammateId }: { teammateId: string }) =>
        engine.team.roleFile(store.getState().teammates[teammateId]),
      parseRole: async ({ name, text }: { name: string; text: string }) => engine.team.parseRole(name, text),
      knowledge: async (query: KnowledgeQuery) => engine.knowledge.page(query, store.getState().knowledge.version),
      memories: async ({ memoryIds }: { memoryIds: string[] }) => ({ memories: engine.knowledge.byIds(memoryIds) }),
      memory: async ({ memoryId }: { memoryId: string }) => engine.knowledge.detail(memoryId),
      erasure: async ({ what }: { what: ErasureScope }) => {
        const memories = engine.knowledge.erased(what);
        return done({ memories, total: memories.length, derivedTotal: 0, tasks: [] });
      },
      plans: async ({ brief }: { brief: string }) => {
        engine.plansAsked.push(brief);
        return { plans: fakePlans(store.getState().workspace.plans, brief) };
      },
      callResult: async () => done({ text: 'the whole result' }),
      record: async ({ afterVersion }: { afterVersion: number }) =>
        done({ events: engine.records.filter((event) => event.version > afterVersion) }),
    },
    host: {
      setup: async () => engine.setup,
      checkKey: async (input: unknown) => {
        engine.keyChecks.push(input);
        return engine.keyCheck;
      },
      saveKey: async (input: unknown) => {
        engine.kept.push(input);
        return done(undefined);
      },
      checkSearch: async (input: unknown) => {
        engine.searchChecks.push(input);
        return engine.searchCheck;
      },
      saveSearch: async (input: unknown) => {
        engine.searchesKept.push(input);
        return done(undefined);
      },
      reveal: async () => ({ shown: true }),
      pickFolder: async () => ({ path: null, available: false }),
    },
  };
  return client as unknown as EngineClient;
}
