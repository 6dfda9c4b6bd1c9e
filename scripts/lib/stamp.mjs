import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './bootstrap.mjs';

/** What the bundles are made of; a change in any of them makes the build stale. */
const sources = [
  'agents',
  'main',
  'renderer',
  'scripts/build.ts',
  'scripts/lib/entries.mjs',
  'scripts/lib/page-plugins.ts',
  'package-lock.json',
  'tsconfig.base.json',
  'vite.config.ts',
  'lingui.config.ts',
];
const stampFile = path.join(root, 'dist', '.stamp');

/** A hash over every source's path and bytes: 300 files take some 20 ms, and unlike times it survives a checkout. */
export function sourceHash() {
  const hash = createHash('sha256');
  for (const source of sources) addTo(hash, source);
  return hash.digest('hex');
}

/** @returns {boolean} true when dist/ was built from exactly these sources */
export function isBuilt() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === sourceHash();
}

function addTo(/** @type {import('node:crypto').Hash} */ hash, /** @type {string} */ relative) {
  const full = path.join(root, relative);
  if (!existsSync(full)) return;
  const entries = isFolder(full);
  if (entries === null) {
    hash.update(`${relative}\0`).update(readFileSync(full)).update('\0');
    return;
  }
  for (const name of entries.sort()) {
    if (!/\.(test|suite)\.tsx?$/.test(name) && name !== 'fixtures') addTo(hash, `${relative}/${name}`);
  }
}

function isFolder(/** @type {string} */ full) {
  try {
    return readdirSync(full);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOTDIR') return null;
    throw error;
  }
}
