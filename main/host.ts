/** Builds a running engine from the data folder, the settings and the adapters. The browser, desktop and terminal hosts share it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROTOCOL_VERSION, type Setup } from '../agents/contract.ts';
import {
  anthropicEndpoint,
  anthropicModel,
  AppError,
  checkKey,
  knownModels,
  lockFolder,
  openBlobs,
  openJournal,
  openLanceIndex,
  openWorkforce,
  practiceModel,
  searchBytes,
  systemClock,
  systemIds,
  type Embedding,
  type FolderLock,
  type Journal,
  type MemoryIndex,
  type Model,
  type Workforce,
} from '../agents/index.ts';
import { appFiles, exampleFolder, packageFolder, type Environment } from './config.ts';
import { prepareFolder } from './data-folder.ts';
import { openLog, type Log } from './log.ts';
import { keyHint, openModelAccess, type ModelAccess } from './model-access.ts';
import { openSearchAccess } from './search-access.ts';
import { makeSearch, type Search } from './search.ts';
import { fileSecrets, type Secrets } from './secrets.ts';
import { openSettings } from './settings-file.ts';
import { bringTeamFiles, roleFilesIn } from './team-files.ts';
import { makeHandler, type Handler, type HostActs } from './transport/router.ts';

export interface HostOptions {
  kind: Setup['host'];
  /** Absolute. */
  dataFolder: string;
  environment: Environment;
  /** How keys are kept; left out = a file only the person can read. */
  secrets?: Secrets;
  /** `practice` = new runs use the practice model whatever is set; left out = live when a key or address is set. */
  model?: 'practice';
  /** Pause before each piece of text of the practice model, so that a person can watch. */
  practicePaceMs?: number;
  /** The platform's folder dialog; null = cancelled. Left out = this host has none. */
  pickFolder?: () => Promise<string | null>;
  /** Shows a file in the platform's file manager. Left out = this host has none. */
  reveal?: (absolutePath: string) => Promise<boolean>;
  /** Told what cannot even be logged. */
  warn?: (message: string) => void;
}

export interface Host {
  workforce: Workforce;
  /** Serves the contract; hand it to a transport. */
  handler: Handler;
  setup(): Setup;
  log: Log;
  /** Tells a second start where this one is to be found. */
  setAddress(address: string): void;
  /** Ends what is in flight, closes the files and then gives the folder back. Idempotent. Stop the transports first. */
  stop(): Promise<void>;
}

/**
 * Opens the data folder and takes up the work where it stood.
 * Contract: on an error everything opened so far is closed again and the folder given back.
 * @throws AppError `folder.locked`, `folder.unwritable`, `config.invalid`, `journal.*`, `disk.full`
 */
export async function openHost(options: HostOptions): Promise<Host> {
  const { dataFolder, environment } = options;
  prepareFolder(dataFolder);
  const secrets = options.secrets ?? fileSecrets(dataFolder);
  const settings = openSettings(dataFolder);
  const access = await openModelAccess(settings, environment, secrets);
  const searchPorts = { folder: dataFolder, settings, environment: environment.search, secrets };
  const searchAccess = await openSearchAccess(searchPorts);
  const lock = await lockFolder(dataFolder);
  let journal: Journal | null = null;
  let memory: MemoryIndex | null = null;
  try {
    const log = openLog({
      file: path.join(dataFolder, 'logs', 'muster.log'),
      now: systemClock.now,
      secrets: () => [...access.secrets(), ...searchAccess.secrets()],
      onFailure: options.warn ?? (() => undefined),
    });
    log(`start: ${options.kind}, version ${appVersion()}, node ${process.versions.node}, ${process.platform}`);
    const search = makeSearch(searchAccess, log);
    const memoryOpening = openMemory(path.join(dataFolder, 'memory'), search.embedding(), log);
    try {
      journal = openJournal(path.join(dataFolder, 'journal.db'), log);
    } finally {
      memory = await memoryOpening;
    }
    search.serve(memory);
    const blobs = await openBlobs(path.join(dataFolder, 'blobs'));
    const teamFolder = path.join(dataFolder, 'team');
    const team = bringTeamFiles(teamFolder, appFiles(path.join('agents', 'roles')));
    const models = makeModels(access, options.practicePaceMs ?? 0);
    const workforce = await openWorkforce({
      journal,
      blobs,
      memory,
      model: models,
      isLive: () => options.model !== 'practice' && access.current().isLive,
      clock: systemClock,
      makeId: systemIds(),
      workspaces: path.join(dataFolder, 'workspaces'),
      exampleFolder: exampleFolder(),
      roles: team.roles,
      roleFiles: roleFilesIn(teamFolder),
      searchFiles: (needles) => searchData(dataFolder, needles),
      log,
    });
    const setup = (): Setup => makeSetup(options, access, search, [...team.problems, ...workforce.problems()]);
    const acts = makeActs(options, access, search, workforce, setup);
    const handler = makeHandler({ workforce, acts, log });
    return { workforce, handler, setup, log, setAddress: lock.setInfo, stop: once(() => close(workforce, lock, log)) };
  } catch (error) {
    await memory?.stop();
    await journal?.stop();
    await lock.release();
    throw error;
  }
}

/** The files are closed before the folder is given back: the next one may open them at once. */
async function close(workforce: Workforce, lock: FolderLock, log: Log): Promise<void> {
  await workforce.stop();
  log('stop');
  await lock.release();
}

/** Memory is a help, not a condition: without it the work goes on, and the person is told. */
async function openMemory(folder: string, embedding: Embedding, log: Log): Promise<MemoryIndex | null> {
  try {
    return await openLanceIndex(folder, { embedding, log });
  } catch (error) {
    log(`memory: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return null;
  }
}

/** A receipt names a file once, whatever the forms in which something was found in it. */
async function searchData(dataFolder: string, needles: readonly string[]) {
  const { files, bytes, hits, notSearched } = await searchBytes(dataFolder, needles);
  const counts = new Map<string, number>();
  for (const { file, count } of hits) counts.set(file, (counts.get(file) ?? 0) + count);
  return { files, bytes, hits: [...counts].map(([file, count]) => ({ file, count })), unsearched: notSearched.length };
}

/** A model per key and address: a key entered while Muster runs serves the next turn. */
function makeModels(access: ModelAccess, msPerPiece: number): (practice: boolean) => Model {
  const practice = practiceModel({ msPerPiece });
  let live: { key: string | null; endpoint: string; model: Model } | null = null;
  return (isPractice) => {
    if (isPractice) return practice;
    const { key, endpoint } = access.current();
    if (live?.key !== key || live.endpoint !== endpoint)
      live = { key, endpoint, model: anthropicModel({ apiKey: key, endpoint: ownAsNull(endpoint) }) };
    return live.model;
  };
}

function ownAsNull(endpoint: string): string | null {
  return endpoint === anthropicEndpoint ? null : endpoint;
}

function makeSetup(
  { kind, dataFolder, secrets }: HostOptions,
  access: ModelAccess,
  search: Search,
  problems: string[],
): Setup {
  const { key, endpoint, source, isLive } = access.current();
  return {
    version: appVersion(),
    protocol: PROTOCOL_VERSION,
    host: kind,
    platform: process.platform,
    dataFolder,
    model: {
      mode: isLive ? 'live' : 'practice',
      endpoint,
      keySource: source,
      keyHint: keyHint(key),
      keyStore: secrets ? 'system' : 'file',
      knownModels: [...knownModels],
    },
    search: search.state(),
    exampleFolder: exampleFolder(),
    problems,
  };
}

function makeActs(
  options: HostOptions,
  access: ModelAccess,
  search: Search,
  workforce: Workforce,
  setup: () => Setup,
): HostActs {
  return {
    setup,
    async checkKey({ key, endpoint, model }, signal) {
      const candidate = access.candidate({ key, endpoint });
      return checkKey({
        key: candidate.key,
        endpoint: ownAsNull(candidate.endpoint),
        model: model ?? workforce.snapshot().workspace.settings.model,
        signal,
      });
    },
    saveKey: access.save,
    checkSearch: search.check,
    saveSearch: search.save,
    async pickFolder() {
      if (!options.pickFolder) return { path: null, available: false };
      return { path: await options.pickFolder(), available: true };
    },
    async reveal({ taskId, path: name }) {
      if (!options.reveal) return { shown: false };
      const found = await workforce.artifact(taskId, name);
      return { shown: found.ok && (await options.reveal(found.value.absolutePath)) };
    },
  };
}

/** The app's version, from its package.json. */
export function appVersion(): string {
  const found: unknown = JSON.parse(readFileSync(path.join(packageFolder(), 'package.json'), 'utf8'));
  if (typeof found === 'object' && found !== null && 'version' in found) return String(found.version);
  throw new Error('package.json names no version');
}

/** What a person reads when something thrown ends the start: a broken world's own sentence, else a general one. */
export function sentenceFor(error: unknown): string {
  if (error instanceof AppError) return error.message;
  return `Muster met a fault of its own and has to end: ${error instanceof Error ? error.message : String(error)}. Work that was finished is kept.`;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= work());
}
