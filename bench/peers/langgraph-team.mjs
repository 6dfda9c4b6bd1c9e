// LangGraph.js with its SQLite checkpointer as a contender of the team bench: each part is a node, each need an edge, and a node with
// several needs waits for all of them. A node asks the model for each of its turns over the same wire, writes its page and hands on a
// sentence. Set up as in the throughput bench: `durability` at its default, every commit flushed.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite';
import Database from 'better-sqlite3';
import { briefOf, graphOf, loadAsked, warmUpOf } from '../lib/team-graph.mjs';

const load = loadAsked();
const db = new Database(path.join(load.data, 'checkpoints.db'));
db.pragma('journal_mode = wal');
db.pragma('synchronous = full');
const pages = path.join(load.data, 'pages');
mkdirSync(pages);
let turns = 0;

/** One model turn over the wire of the Messages API, read to its end. */
async function ask(messages) {
  const response = await fetch(`${load.url}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'bench' },
    body: JSON.stringify({ model: 'scripted', max_tokens: 8192, stream: true, messages }),
  });
  if (!response.ok) throw new Error(`the model answered ${response.status}`);
  const text = await response.text();
  if (!text.includes('message_stop')) throw new Error('an answer was cut');
  turns += 1;
}

/** The page a part writes, about as long as a note. */
function pageOf(key) {
  return `# ${key}\n\n${`The part ${key} found what it was asked for and says so in plain words. `.repeat(8)}\n`;
}

const State = Annotation.Root({
  summaries: Annotation({ reducer: (known, more) => ({ ...known, ...more }), default: () => ({}) }),
});

function compiled(parts) {
  const graph = new StateGraph(State);
  for (const part of parts) {
    graph.addNode(part.key, async ({ summaries }) => {
      const given = part.needs.map((need) => `${need}: ${summaries[need]}`).join('\n');
      const messages = [{ role: 'user', content: `${briefOf(part)}\n${given}` }];
      for (let turn = 0; turn < part.thinkMs.length; turn += 1) {
        await ask(messages);
        if (turn === part.thinkMs.length - 2) writeFileSync(path.join(pages, `${part.key}.md`), pageOf(part.key));
        messages.push({ role: 'assistant', content: 'I go on.' }, { role: 'user', content: 'Done.' });
      }
      return { summaries: { [part.key]: `The page of ${part.key} is written.` } };
    });
  }
  const needed = new Set(parts.flatMap(({ needs }) => needs));
  for (const { key, needs } of parts) {
    graph.addEdge(needs.length === 0 ? START : needs, key);
    if (!needed.has(key)) graph.addEdge(key, END);
  }
  return graph.compile({ checkpointer: new SqliteSaver(db) });
}

async function workThrough(parts, thread) {
  const config = { configurable: { thread_id: thread }, recursionLimit: parts.length + 5 };
  const { summaries } = await compiled(parts).invoke({ summaries: {} }, config);
  const done = Object.keys(summaries).length;
  if (done !== parts.length) throw new Error(`${done} parts were done`);
}

await workThrough(warmUpOf(load), 'warm-up');
turns = 0;
const cpu = process.cpuUsage();
const from = performance.now();
await workThrough(graphOf(load), 'team');
const wallMs = performance.now() - from;
const { user, system } = process.cpuUsage(cpu);
const worked = { wallMs, cpuMs: (user + system) / 1000, peakRssMb: process.resourceUsage().maxRSS / 1024, turns };
process.stdout.write(`${JSON.stringify(worked)}\n`);
