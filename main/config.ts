/**
 * Where Muster keeps its things, and what the environment that started it says. Nothing in a task's folder is ever read here.
 * Imports nothing of the engine: the desktop's main process uses this and stays light.
 */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** A key and an address as the environment gives them. Both null = nothing. */
export interface GivenAccess {
  key: string | null;
  endpoint: string | null;
}

/** What the environment says about the model, whose address speaks the Anthropic Messages API. */
export interface Environment extends GivenAccess {
  /** And about the search by likeness; left out = nothing. */
  search?: GivenAccess;
}

/**
 * Reads the variables of keys and addresses once and takes them out of `env`: the SDK reads some `ANTHROPIC_*` by itself, and a
 * child process has no business with any. The addresses are as given; openModelAccess and openSearchAccess judge them.
 */
export function takeEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const read = (name: string): string | null => env[name]?.trim() || null;
  const given = {
    key: read('ANTHROPIC_API_KEY'),
    endpoint: read('ANTHROPIC_BASE_URL'),
    search: { key: read('MUSTER_SEARCH_KEY'), endpoint: read('MUSTER_SEARCH_URL') },
  };
  dropKeyVariables(env);
  return given;
}

/** Takes every `ANTHROPIC_*` and `MUSTER_SEARCH_*` variable out of `env`. */
export function dropKeyVariables(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(env)) if (/^(ANTHROPIC|MUSTER_SEARCH)_/i.test(name)) delete env[name];
}

/** True for an http or https address. */
export function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:');
}

/**
 * The absolute path of the data folder: the one named on the command line, else `MUSTER_HOME`, else the platform's standard place.
 * Contract: touches no disk.
 */
export function dataFolder(
  named: string | null = null,
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const wanted = named ?? env.MUSTER_HOME?.trim();
  if (wanted) return path.resolve(wanted);
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Muster');
  if (platform === 'win32') return path.join(env.APPDATA?.trim() || path.join(home, 'AppData', 'Roaming'), 'Muster');
  const given = env.XDG_DATA_HOME?.trim();
  // The standard asks to ignore a relative path here.
  return path.join(given && path.isAbsolute(given) ? given : path.join(home, '.local', 'share'), 'muster');
}

/** The data folder named by `--data` in a list of arguments; null = none is. */
export function namedFolder(argv: readonly string[]): string | null {
  const index = argv.indexOf('--data');
  return index === -1 ? null : (argv[index + 1] ?? null);
}

/** The app's root: the folder of its package.json, from the sources and from dist/ alike. */
export function packageFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, 'package.json'))) {
    const above = path.dirname(folder);
    if (above === folder) throw new Error(`no package.json above ${import.meta.dirname}`);
    folder = above;
  }
  return folder;
}

/**
 * A folder of files the app reads at run time, such as `examples`. In a packaged desktop app these lie beside the archive.
 * Contract: throws when the app is not whole.
 */
export function appFiles(relative: string): string {
  const root = packageFolder();
  const places = [root, path.join(root, 'dist')];
  if (root.endsWith('.asar') && process.resourcesPath) places.unshift(process.resourcesPath);
  const found = places.map((place) => path.join(place, relative)).find((place) => existsSync(place));
  if (!found) throw new Error(`${relative} is missing from the app in ${root}`);
  return found;
}

/** The sample office folder: the one folder in `examples`. */
export function exampleFolder(): string {
  const examples = appFiles('examples');
  const folder = readdirSync(examples, { withFileTypes: true }).find((entry) => entry.isDirectory());
  if (!folder) throw new Error(`${examples} holds no sample folder`);
  return path.join(examples, folder.name);
}
