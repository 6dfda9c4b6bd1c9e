/**
 * Where Muster keeps its things, and what the environment that started it says. Nothing in a task's folder is ever read here.
 * Imports nothing of the engine: the desktop's main process uses this and stays light.
 */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** What the environment says about the model. Both null = nothing. */
export interface Environment {
  key: string | null;
  /** The address of an endpoint that speaks the Anthropic Messages API. */
  endpoint: string | null;
}

/**
 * Reads the model's variables once and takes every `ANTHROPIC_*` variable out of `env`: the SDK reads some of them by itself,
 * and a child process has no business with any. The address is as given; openModelAccess judges it.
 */
export function takeEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const key = env.ANTHROPIC_API_KEY?.trim() || null;
  const endpoint = env.ANTHROPIC_BASE_URL?.trim() || null;
  dropModelVariables(env);
  return { key, endpoint };
}

/** Takes every `ANTHROPIC_*` variable out of `env`. */
export function dropModelVariables(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(env)) if (name.toUpperCase().startsWith('ANTHROPIC_')) delete env[name];
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
