// Loaded with --import into what the runner starts: when the runner is gone (even by SIGKILL), the channel closes and
// the app is asked to end in the same way as by SIGTERM. Works on Windows too, which has no signals.
import { isMainThread } from 'node:worker_threads';

const graceMs = 10_000;

// Processes that the app forks inherit --import; they answer to the app, not to the runner.
if (isMainThread && process.channel && Number(process.env.MUSTER_RUNNER_PID) === process.ppid) {
  process.prependListener('disconnect', () => {
    // A host that watches the channel itself ends by its own rules; asking a second time would cut its ending short.
    if (process.listenerCount('disconnect') > 1) return;
    if (process.listenerCount('SIGTERM') === 0) process.exit(143);
    process.emit('SIGTERM', 'SIGTERM');
    setTimeout(() => process.exit(143), graceMs).unref();
  });
  // A listener holds the process open; this one must not.
  process.channel.unref();
}
if (isMainThread) delete process.env.MUSTER_RUNNER_PID;
