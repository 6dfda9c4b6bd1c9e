/** One life of the process that is killed: from its start to its end, whoever ends it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appNodeFlags } from '../../../scripts/lib/node-flags.mjs';
import type { FromOffice, OfficeOptions, ToOffice } from './messages.ts';
import type { Moment, Sign } from './moments.ts';

export interface Life {
  say(message: ToOffice): void;
  /** Something has happened on which a kill may wait. True = this was the moment, and the process is dead. */
  sign(sign: Sign): boolean;
  /** Resolves when it is gone and everything it had said is heard. */
  ended: Promise<{ how: 'killed' | 'stopped' | 'died'; readyMs: number | null }>;
}

export interface LifeOptions {
  program: string;
  office: OfficeOptions;
  /** Null = it is left to live. */
  moment: Moment | null;
  /** Killed at last, however long its moment waits. */
  mostMs: number;
  /** File descriptor for what it says on stderr. */
  log: number;
  hear(message: FromOffice): void;
}

export function startLife(options: LifeOptions): Life {
  const { moment, mostMs, hear } = options;
  const fromMs = performance.now();
  const child = spawn(process.execPath, [...appNodeFlags, options.program, JSON.stringify(options.office)], {
    stdio: ['ignore', 'ignore', options.log, 'ipc'],
  });
  /** Dead, or as good as dead. */
  let isGone = false;
  let readyMs: number | null = null;
  let left = moment?.nth ?? 0;
  const timers: NodeJS.Timeout[] = [];

  const kill = (): void => {
    isGone = true;
    child.kill('SIGKILL');
  };
  const sign = (sign: Sign): boolean => {
    if (isGone || moment?.sign !== sign || (left -= 1) !== 0) return false;
    if (moment.afterMs === 0) kill();
    else timers.push(setTimeout(kill, moment.afterMs));
    return isGone;
  };
  if (moment) timers.push(setTimeout(kill, mostMs));
  // A message on its way to a process that dies is lost, as it would be on any wire.
  child.on('error', () => undefined);
  child.on('message', (message: FromOffice) => {
    if (message.kind === 'ready') readyMs = performance.now() - fromMs;
    hear(message);
    if (message.kind === 'ready') sign('ready');
    if (message.kind === 'answer') sign('acked');
  });
  const ended = Promise.all([once(child, 'exit'), once(child, 'disconnect')]).then(([[code, signal]]) => {
    isGone = true;
    for (const timer of timers) clearTimeout(timer);
    const how = signal === 'SIGKILL' ? ('killed' as const) : code === 0 ? ('stopped' as const) : ('died' as const);
    return { how, readyMs };
  });
  sign('start');
  return {
    say(message) {
      if (isGone || !child.connected) return;
      child.send(message, () => undefined);
      sign(message.kind === 'stop' ? 'stopping' : 'said');
    },
    sign,
    ended,
  };
}
