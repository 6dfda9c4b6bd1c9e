import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { say } from './bootstrap.mjs';
import { type Finished, programOf, runProgram, runScript } from './steps.ts';

/**
 * The path of a Chromium for the e2e tests: PLAYWRIGHT_CHROMIUM, one on PATH, one in the usual place, Playwright's own,
 * else one that is installed now. Says in one line what it installs.
 * @throws Error with a sentence when none can be had.
 */
export async function findChromium(): Promise<string> {
  const given = process.env.PLAYWRIGHT_CHROMIUM;
  if (given) {
    if (existsSync(given)) return given;
    throw new Error(`PLAYWRIGHT_CHROMIUM names ${given}, which does not exist. Correct it or unset it.`);
  }
  return present() ?? (await install());
}

function present(): string | null {
  return onPath() ?? usualPlaces().find((file) => existsSync(file)) ?? playwrightsOwn();
}

function onPath(): string | null {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return (
    names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => existsSync(file)) ?? null
  );
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (process.platform !== 'win32') return [];
  const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
  return folders.flatMap((folder) =>
    folder ? [path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')] : [],
  );
}

function playwrightsOwn(): string | null {
  const file = chromium.executablePath();
  return existsSync(file) ? file : null;
}

async function install(): Promise<string> {
  const byPackages = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  say(
    byPackages
      ? 'No Chromium found: installing the package chromium with apt-get (once, about a minute)…'
      : "No Chromium found: fetching Playwright's own (once, about 150 MB)…",
  );
  const outcome = byPackages ? await installPackages() : await installPlaywrights();
  const file = present();
  if (file !== null) return file;
  throw new Error(
    `${outcome.output.split('\n').slice(-12).join('\n')}\nThe e2e tests need a Chromium and none could be installed. ` +
      'Install Chromium or Chrome, or set PLAYWRIGHT_CHROMIUM to its path, then run the same command again.',
  );
}

async function installPackages(): Promise<Finished> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runProgram('apt-get', ['update'], { env });
  return runProgram('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { env });
}

async function installPlaywrights(): Promise<Finished> {
  return runScript(programOf('@playwright/test', 'playwright'), ['install', 'chromium']);
}
