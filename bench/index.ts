/** Entry of `npm run bench` and `npm run trust`: `node bench/index.ts [bench|trust] [name] [args]`. */
import type { Listed } from './lib/bench.ts';
import { runNamed } from './lib/main.ts';

const benches: readonly Listed[] = [
  {
    name: 'journal',
    about: 'durable intent and outcome pairs on 50 streams, group commit against a commit per event: at least 5 times',
    load: async () => (await import('./journal.ts')).journalBench,
  },
  {
    name: 'loop',
    about: '200 runs of 10 tool turns beside the bare SDK loop: at most 5 ms a turn more, at most 400 MB',
    load: async () => (await import('./loop.ts')).loopBench,
  },
  {
    name: 'boot',
    about: 'from process start to a usable board with 200 tasks and 100,000 events: at most 2.0 s',
    load: async () => (await import('./boot.ts')).bootBench,
  },
  {
    name: 'fairness',
    about: 'small tasks beside one teammate’s 500: their p95 waits at most twice what they are alone',
    load: async () => (await import('./fairness.ts')).fairnessBench,
  },
  {
    name: 'throughput',
    about:
      '1,000 runs of 20 durable steps beside LangGraph and OpenWorkflow: at least 8 times as fast, a third of the memory',
    load: async () => (await import('./throughput.ts')).throughputBench,
  },
  {
    name: 'team',
    about:
      'a plan of 100 parts, 10 side by side: within 1.15 of its longest chain and 5 ms a turn; LangGraph.js beside it',
    load: async () => (await import('./team.ts')).teamBench,
  },
  {
    name: 'growth',
    about: 'a million events: start in 2 s, append in 10 ms, 500 MB, and an event costs what it cost at 10,000',
    load: async () => (await import('./growth.ts')).growthBench,
  },
  {
    name: 'size',
    about: 'script the first screen loads, compressed: at most 300 KB',
    load: async () => (await import('./size.ts')).sizeBench,
  },
  {
    name: 'recall',
    about: 'evidence found again without a model, in conversations named with --data: recall@10 at least 74',
    load: async () => (await import('./recall.ts')).recallBench,
  },
  {
    name: 'memory-scale',
    about: 'recall at 100,000 memories in 60 ms and 1,000 MB, a write in 40 ms; at a million in 150 ms',
    load: async () => (await import('./memory-scale.ts')).memoryScaleBench,
  },
  {
    name: 'prompt',
    about: 'what a model is told in each turn before any history, by role: at most 5,000 tokens',
    load: async () => (await import('./prompt.ts')).promptBench,
  },
];
const trustChecks: readonly Listed[] = [
  {
    name: 'simulate',
    about:
      'the engine on a simulated world, 10,000 seeds of faults and crashes: nothing lost, doubled, stuck or untold',
    load: async () => (await import('./trust/simulate.ts')).simulateCheck,
  },
  {
    name: 'kill',
    about: 'kill -9 in the middle of work, again and again: nothing acknowledged is lost, no effect happens twice',
    load: async () => (await import('./trust/kill.ts')).killCheck,
  },
  {
    name: 'loops',
    about: 'work in circles stops at 5 identical calls, 25 idle turns or its caps; honest work is never stopped',
    load: async () => (await import('./trust/loops.ts')).loopsCheck,
  },
  {
    name: 'faults',
    about:
      'the endpoint, tools, disk and clock fail in every way there is: nothing happens twice, all goes on by itself',
    load: async () => (await import('./trust/faults.ts')).faultsCheck,
  },
  {
    name: 'lies',
    about: 'acts nobody did, said in a hundred ways: all flagged, none ever done; honest texts are left alone',
    load: async () => (await import('./trust/lies.ts')).liesCheck,
  },
  {
    name: 'confidence',
    about:
      '200 results, half of them wrong: 90 % of those reach a colleague or the person, at most 20 % of the right ones',
    load: async () => (await import('./trust/confidence.ts')).confidenceCheck,
  },
  {
    name: 'mast',
    about: 'the 14 ways in which teams of models fail, each scripted: contained as promised, a table of them',
    load: async () => (await import('./trust/mast.ts')).mastCheck,
  },
  {
    name: 'erase',
    about: 'a sentence, a person, a teammate, everything forgotten: no byte left in any file, 5 s at 100,000 memories',
    load: async () => (await import('./trust/erase.ts')).eraseCheck,
  },
  {
    name: 'contradictions',
    about:
      'memories that disagree are found and settled by rule, made-up ones or those named with --data; none is retired wrongly',
    load: async () => (await import('./trust/contradictions.ts')).contradictionsCheck,
  },
  {
    name: 'rebuild',
    about: 'the memory index emptied, half written or deleted: folded again from the journal it answers as before',
    load: async () => (await import('./trust/rebuild.ts')).rebuildCheck,
  },
  {
    name: 'memory-writers',
    about:
      'eight processes write to one memory whose engine is killed twice: nothing lost, doubled or without its event',
    load: async () => (await import('./trust/memory-writers.ts')).memoryWritersCheck,
  },
];

const lists = { bench: benches, trust: trustChecks };

const [first = '', ...rest] = process.argv.slice(2);
const [kind, args] = Object.hasOwn(lists, first) ? [first, rest] : ['bench', process.argv.slice(2)];
process.exitCode = await runNamed(kind, lists, args, {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
});
