/** `muster doctor`: what is set up, what is missing and how to fix it. */
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { dataFolder, takeEnvironment, type Environment } from '../config.ts';
import { electronBinary, electronFolder } from '../electron-binary.ts';
import { appVersion, sentenceFor } from '../host.ts';
import { keyHint, openModelAccess } from '../model-access.ts';
import { fileSecrets, type Secrets } from '../secrets.ts';
import { openSettings } from '../settings-file.ts';
import type { CliArgs } from './args.ts';
import { checkData } from './check-data.ts';
import { examineData, nearestFolder } from './examine-data.ts';
import { examineSearch } from './examine-search.ts';
import { rebuildIndex } from './rebuild-memory.ts';
import { openTerminal } from './terminal.ts';

/** One line of the report. `fix` is empty when there is nothing to do. */
export interface Finding {
  name: string;
  /** `broken` = no work is possible until it is mended; `missing` = work goes on without it. */
  state: 'ok' | 'missing' | 'broken';
  what: string;
  fix: string;
}

const lowBytes = 500 * 1024 * 1024;
const noBytes = 20 * 1024 * 1024;

/** Prints the report; resolves with 0 when work is possible (with `--check`: when the data folder is sound), else 1. Contract: starts no work and changes none. */
export async function runDoctor(args: DoctorArgs): Promise<number> {
  const folder = dataFolder(args.data);
  const findings = await findingsFor(args, folder);
  const isGood = findings.every(({ state }) => (args.check ? state === 'ok' : state !== 'broken'));
  const words = wordsFor(args, findings, isGood);
  if (args.json) process.stdout.write(`${JSON.stringify({ ok: isGood, dataFolder: folder, findings })}\n`);
  else process.stdout.write(`${textOf(findings)}\n${words}\n`);
  return isGood ? 0 : 1;
}

type DoctorArgs = Extract<CliArgs, { command: 'doctor' }>;

function findingsFor({ check, rebuildMemory }: DoctorArgs, folder: string): Promise<Finding[]> {
  if (check) return checkData(folder);
  return rebuildMemory ? rebuildIndex(folder, openTerminal().progress) : examine(folder);
}

/** A single finding says why nothing more was looked at. */
function wordsFor({ check, rebuildMemory }: DoctorArgs, findings: readonly Finding[], isGood: boolean): string {
  const isAlone = findings.length === 1;
  if (check) return isAlone ? 'Nothing was checked.' : `The data folder is ${isGood ? '' : 'not '}sound.`;
  if (rebuildMemory) {
    if (isAlone) return 'Nothing was rebuilt.';
    return isGood ? 'The memory index is built anew.' : 'The memory index is not as it was.';
  }
  return isGood ? 'Work is possible.' : 'No work is possible until the broken parts are mended.';
}

async function examine(folder: string): Promise<Finding[]> {
  const environment = takeEnvironment();
  const secrets = fileSecrets(folder);
  return [
    app(),
    node(process.versions.node),
    ...(await examineData(folder)),
    await model(folder, environment, secrets),
    { name: 'Practice model', state: 'ok', what: 'Built in: no key, no network, no cost.', fix: '' },
    await examineSearch(folder, environment.search, secrets),
    desktop(),
    await disk(folder),
  ];
}

function textOf(findings: Finding[]): string {
  const width = Math.max(...findings.map((finding) => finding.name.length));
  return findings
    .map(({ name, state, what, fix }) => `${state.padEnd(7)}  ${name.padEnd(width)}  ${what}${fix ? ` ${fix}` : ''}`)
    .join('\n');
}

function app(): Finding {
  return { name: 'Muster', state: 'ok', what: `Version ${appVersion()}.`, fix: '' };
}

/** Judges the Node that runs this. */
export function node(version: string): Finding {
  const isGood = Number(version.split('.', 1)[0]) >= 24;
  return {
    name: 'Node',
    state: isGood ? 'ok' : 'broken',
    what: `Version ${version}.`,
    fix: isGood ? '' : 'Muster needs Node 24: start it with “npm start” or “npx muster”, which bring it along.',
  };
}

async function model(folder: string, environment: Environment, secrets: Secrets): Promise<Finding> {
  const name = 'Live model';
  try {
    const access = await openModelAccess(openSettings(folder), environment, secrets);
    const { key, endpoint, source, isLive } = access.current();
    if (!isLive)
      return {
        name,
        state: 'missing',
        what: 'No key and no address is set, so the practice model does the work.',
        fix: 'Enter a key in Settings, or set ANTHROPIC_API_KEY (and ANTHROPIC_BASE_URL for another address) before the start.',
      };
    const where =
      source === 'environment'
        ? 'the environment'
        : source === 'settings'
          ? `Settings, kept ${secrets.how}`
          : 'nowhere';
    const hint = keyHint(key);
    const what =
      key === null
        ? `${endpoint}, without a key.`
        : `${endpoint}, key${hint ? ` ending in ${hint}` : ''} from ${where}.`;
    return { name, state: 'ok', what, fix: '' };
  } catch (error) {
    return { name, state: 'broken', what: sentenceFor(error), fix: '' };
  }
}

function desktop(): Finding {
  const name = 'Desktop app';
  const folder = electronFolder();
  const binary = folder && electronBinary(folder);
  if (binary) return { name, state: 'ok', what: binary, fix: '' };
  return {
    name,
    state: 'missing',
    what: folder ? 'Its program is not fetched yet.' : 'Electron is not installed.',
    fix: '“npm start” fetches it where it can, and uses the browser where it cannot.',
  };
}

async function disk(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(nearestFolder(folder));
  const free = bavail * bsize;
  const what = `${(free / 1024 ** 3).toFixed(1)} GB free at ${path.parse(folder).root === folder ? folder : nearestFolder(folder)}.`;
  if (free < noBytes) return { name: 'Disk', state: 'broken', what, fix: 'Free some space.' };
  return {
    name: 'Disk',
    state: free < lowBytes ? 'missing' : 'ok',
    what,
    fix: free < lowBytes ? 'Space is short: free some.' : '',
  };
}
