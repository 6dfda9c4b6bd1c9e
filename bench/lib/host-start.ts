/** Starts of the built browser host, as a person waits for them. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { appNodeFlags } from '../../scripts/lib/node-flags.mjs';
import { firstSnapshot } from './board-client.ts';
import { endChild, lineOf, startChild } from './child.ts';
import { rssMbOf } from './surroundings.ts';

const host = path.resolve(import.meta.dirname, '../../dist/main/web.mjs');

/** From process start to the board's first state at a client, and the most memory the host had until then. */
export interface HostStart {
  seconds: number;
  rssMb: number;
}

/**
 * Starts the host, waits for the board's first state, and ends it: quietly, which leaves a snapshot behind, or by force.
 * @throws Error when fewer than `tasks` are on the board
 */
export async function startHost(folder: string, tasks: number, signal: NodeJS.Signals): Promise<HostStart> {
  if (!existsSync(host)) throw new Error('The app is not built. Run “npm run build” first.');
  const from = performance.now();
  const child = startChild(host, ['--no-open', '--port', '0', '--data', folder], appNodeFlags);
  try {
    const line = await lineOf(child, /http:\/\//);
    const snapshot = await firstSnapshot(/http:\S+/.exec(line)?.[0] ?? '');
    const seconds = (performance.now() - from) / 1000;
    if (snapshot.tasks.length < tasks)
      throw new Error(`${snapshot.tasks.length} tasks on the board, ${tasks} were written`);
    return { seconds, rssMb: rssMbOf(child.pid ?? 0) };
  } finally {
    await endChild(child, signal);
  }
}
