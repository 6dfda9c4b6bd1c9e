// OpenWorkflow with its SQLite backend as a contender of the throughput bench.
// Its best reasonable set-up: one worker with as many places as runs may be at work (ten workers with five places each, and fifty with
// one, were slower), its defaults otherwise; its SQLite flushes every commit by itself. The end of a run is noticed where it happens,
// since its own handle asks once a second. A step is `step.run`: an attempt is stored before it and completed with the result after it.
import { DatabaseSync } from 'node:sqlite';
import { OpenWorkflow } from 'openworkflow';
import { BackendSqlite } from 'openworkflow/sqlite';
import { carry, loadAsked, resultBytes, resultOf } from '../lib/throughput-load.mjs';

const load = loadAsked();
const backend = BackendSqlite.connect(load.file);
const client = new OpenWorkflow({ backend });
const stepMs = [];
const ends = new Map();

const workflow = client.defineWorkflow({ name: 'throughput' }, async ({ input, step }) => {
  for (let index = 0; index < load.steps; index += 1) {
    const from = performance.now();
    await step.run({ name: `step ${index}` }, async () => resultOf(input.run, index));
    stepMs.push(performance.now() - from);
  }
  ends.get(input.run)?.();
  return null;
});

const worker = client.newWorker({ concurrency: load.concurrency });
await worker.start();
await carry(load, {
  stepMs,
  async carryRuns(first, count) {
    const runs = Array.from({ length: count }, (_, index) => first + index);
    const ended = runs.map((run) => new Promise((resolve) => ends.set(run, resolve)));
    for (const run of runs) await workflow.run({ run });
    await Promise.all(ended);
  },
  stored() {
    const db = new DatabaseSync(load.file, { readOnly: true });
    const found = db
      .prepare(`SELECT count(*) AS n FROM step_attempts WHERE status = 'completed' AND length(output) >= ?`)
      .get(resultBytes);
    db.close();
    return found.n;
  },
  synchronous: () => backend.db.prepare('PRAGMA synchronous').get().synchronous,
});
await worker.stop();
await backend.stop();
