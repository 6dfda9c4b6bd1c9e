/** The engines the throughput bench compares with: a package of their own, installed when it is first needed and kept. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npmCi } from '../../scripts/lib/bootstrap.mjs';

export const peers = path.resolve(import.meta.dirname, '../peers');
const lock = path.join(peers, 'package-lock.json');
const stamp = path.join(peers, 'node_modules', '.muster-lock');

/** @throws Error with npm's words when they cannot be had: without them there is nothing to compare with */
export async function ensurePeers(progress: (line: string) => void): Promise<void> {
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  progress('Installing the peers listed in bench/peers/package-lock.json (once)…');
  // No script of a peer is run: what is native comes ready-made in its package.
  const failure = await npmCi(peers, ['--ignore-scripts']);
  if (failure !== null)
    throw new Error(`The peers could not be installed, so nothing was compared. Check the network.\n${failure}`);
  writeFileSync(stamp, wanted);
}

/** The locked version of a peer, for the figures. */
export function versionOf(name: string): string {
  const { packages } = JSON.parse(readFileSync(lock, 'utf8')) as { packages: Record<string, { version: string }> };
  return `${name} ${packages[`node_modules/${name}`]?.version ?? '?'}`;
}
