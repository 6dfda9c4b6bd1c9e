/** How a host's process ends: quietly when asked to, loudly when something broke, never silently. */

export interface LifetimePorts {
  /** Closes everything. Called at most once. */
  stop: () => Promise<void>;
  /** Written to stderr. */
  say: (line: string) => void;
  log: (line: string) => void;
  /** Said at a quiet end. */
  farewell: string;
}

const patienceMs = 10_000;

/**
 * Ties the process to Ctrl-C, SIGTERM, the parent's channel and unhandled errors.
 * A second Ctrl-C, or ten seconds, ends it at once: the next start goes on from the last finished step either way.
 */
export function holdProcess({ stop, say, log, farewell }: LifetimePorts): void {
  let isEnding = false;
  const end = (code: number, words: string): void => {
    if (isEnding) return;
    isEnding = true;
    say(words);
    setTimeout(() => process.exit(code), patienceMs).unref();
    stop().then(
      () => process.exit(code),
      (error: unknown) => {
        log(`stop failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        say('Muster could not close its files cleanly. Nothing that was finished is lost.');
        process.exit(1);
      },
    );
  };
  // Only Ctrl-C is pressed twice on purpose: a runner that dies may send SIGTERM and close the channel for one wish.
  process.on('SIGINT', () => (isEnding ? process.exit(130) : end(0, farewell)));
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0, farewell));
  if (process.channel) {
    process.once('disconnect', () => end(0, farewell));
    process.channel.unref();
  }
  const broke = (error: unknown): void => {
    log(`unhandled: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const why = error instanceof Error ? error.message : String(error);
    end(
      1,
      `Muster met a fault of its own and ends: ${why}. Work that was finished is kept; start Muster again to go on.`,
    );
  };
  process.on('uncaughtException', broke);
  process.on('unhandledRejection', broke);
}
