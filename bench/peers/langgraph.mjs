// LangGraph.js with its SQLite checkpointer as a contender of the throughput bench.
// Its best reasonable set-up: the state holds the last result alone (a growing list is written anew in every step), one graph compiled
// once, `durability` at its default ("async", the faster one), and every commit flushed. A step is a node: the checkpoint before it
// names it as the next one, its writes and the checkpoint after it hold its result.
import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite';
import Database from 'better-sqlite3';
import { carry, inParallel, loadAsked, resultBytes, resultOf } from '../lib/throughput-load.mjs';

const load = loadAsked();
const db = new Database(load.file);
db.pragma('journal_mode = wal');
db.pragma('synchronous = full');
const stepMs = [];

const State = Annotation.Root({ run: Annotation(), step: Annotation(), result: Annotation(), beganAt: Annotation() });
const graph = new StateGraph(State)
  .addNode('work', ({ run, step, beganAt }) => {
    const now = performance.now();
    if (step > 0) stepMs.push(now - beganAt);
    return { step: step + 1, result: resultOf(run, step), beganAt: now };
  })
  .addEdge(START, 'work')
  .addConditionalEdges('work', ({ step }) => (step < load.steps ? 'work' : END))
  .compile({ checkpointer: new SqliteSaver(db) });

const carryRun = async (run) => {
  const config = { configurable: { thread_id: `run ${run}` }, recursionLimit: load.steps + 5 };
  await graph.invoke({ run, step: 0, result: '', beganAt: 0 }, config);
};

await carry(load, {
  stepMs,
  carryRuns: (first, count) => inParallel(first, count, load.concurrency, carryRun),
  // The empty result every run begins with is written too.
  stored: () =>
    db.prepare(`SELECT count(*) FROM writes WHERE channel = 'result' AND length(value) >= ?`).pluck().get(resultBytes),
  synchronous: () => db.pragma('synchronous', { simple: true }),
});
