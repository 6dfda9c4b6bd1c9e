/** One of many who teach, put right and forget at the same time: repeats under its id what was not answered. `node writer.mjs <name> <seed> <operations> <writers>` */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Command } from '../../../agents/domain/commands.ts';
import { makeRandom } from '../sim/random.ts';
import type { Entry, FromWriter, Looked, Reply, Request, ToWriter } from './messages.ts';

const [name = '', seed = '', operations = '', writers = ''] = process.argv.slice(2);
const random = makeRandom(Number(seed));
const subjects = 300;
const questions = ['renewal date', 'payment terms', 'contact'] as const;
const entries: Entry[] = [];
let recalls = 0;
let seen: Looked = { memories: [], conflicts: [] };

let port = 0;
let onPort: (() => void) | null = null;
process.on('message', (message: ToWriter) => {
  ({ port } = message);
  onPort?.();
});
// Whoever started this is gone: nobody is there to end it later.
process.on('disconnect', () => process.exit());

interface Line {
  socket: Socket;
  lines: AsyncIterator<string>;
}
/** The way to the engine; null = it is gone, or was not found yet. */
const way: { line: Line | null } = { line: null };

async function connected(): Promise<Line> {
  while (way.line === null) {
    if (port === 0) await new Promise<void>((resolve) => (onPort = resolve));
    const socket = connect(port, '127.0.0.1');
    // Where nobody listens any more, the next port is waited for.
    port = 0;
    try {
      await once(socket, 'connect');
      socket.on('error', () => undefined);
      way.line = { socket, lines: createInterface({ input: socket })[Symbol.asyncIterator]() };
    } catch {
      socket.destroy();
    }
  }
  return way.line;
}

/** Asks until there is an answer, whoever dies meanwhile. */
async function ask<Kind extends Reply['kind']>(request: Request, kind: Kind): Promise<Extract<Reply, { kind: Kind }>> {
  for (;;) {
    const { socket, lines } = await connected();
    socket.write(`${JSON.stringify(request)}\n`);
    const next = await lines.next().catch(() => null);
    if (next !== null && next.done !== true) {
      const reply = JSON.parse(next.value) as Reply;
      if (reply.kind !== kind) throw new Error(`asked for ${kind} and was told ${reply.kind}`);
      return reply as Extract<Reply, { kind: Kind }>;
    }
    socket.destroy();
    way.line = null;
  }
}

/** Says something nobody else says; a third of it answers a question that others answer, too. */
function taught(
  at: number,
  subject = `Customer ${random.below(subjects)}`,
): Omit<Extract<Command, { type: 'memory.teach' }>, 'type'> {
  const value = `v${name}x${at}`;
  return {
    memoryId: `mem_${name}_${at}`,
    kind: random.chance(0.5) ? 'fact' : 'episode',
    subject,
    text: `${subject} was noted by ${name} as ${value}`,
    claim: random.chance(0.3) ? { question: random.pick(questions), value } : null,
    teammateId: null,
    validFromMs: random.chance(0.5) ? at * 86_400_000 : null,
    taskId: null,
  };
}

/** What is done next; half of it needs a look at what is there, which others may change before it arrives. */
async function commandAt(at: number): Promise<Command | null> {
  const draw = random.next();
  if (draw < 0.5) return { type: 'memory.teach', ...taught(at) };
  if (draw < 0.6) {
    await ask({ kind: 'recall', text: `Customer ${random.below(subjects)} noted` }, 'found');
    recalls += 1;
    return null;
  }
  // Everybody looks at the same few, so that they meet.
  const others = Array.from({ length: 8 }, (_, of) => `mem_w${of % Number(writers)}_${at - 1 - random.below(5)}`);
  const fresh: Looked = await ask({ kind: 'look', memoryIds: others }, 'looked');
  // Some looked a while ago, as people do.
  const { memories, conflicts } = random.chance(0.4) ? seen : fresh;
  seen = fresh;
  const [first, second] = memories;
  const conflict = conflicts[0];
  if (!first) return { type: 'memory.teach', ...taught(at) };
  if (draw < 0.75)
    return { type: 'memory.correct', replacesId: first.id, rev: first.rev, ...taught(at, first.subject) };
  if (draw < 0.8 && second) return { type: 'memory.merge', mergedIds: [first.id, second.id], ...taught(at) };
  if (draw < 0.85) return { type: 'memory.keep', memoryId: first.id };
  if (draw < 0.9) return { type: 'memory.forget', memoryId: first.id };
  if (draw < 0.95 || !conflict) return { type: 'memory.restore', memoryId: first.id };
  const [winnerId = null] = conflict.memberIds;
  return { type: 'memory.settle', conflictId: conflict.id, memberIds: [...conflict.memberIds], how: 'keep', winnerId };
}

function tell(message: FromWriter): void {
  process.send?.(message);
}

for (let at = 0; at < Number(operations); at += 1) {
  const command = await commandAt(at);
  if (command !== null) {
    const commandId = `${name}-${at}`;
    const { answer, seq } = await ask({ kind: 'command', commandId, command }, 'answer');
    entries.push({ commandId, command, answer, seq });
    // As if the answer had been lost on its way.
    if (answer.ok && random.chance(0.05)) await ask({ kind: 'command', commandId, command }, 'answer');
  }
  tell({ kind: 'done' });
}
way.line?.socket.destroy();
const ledger: FromWriter = { kind: 'ledger', entries, recalls };
process.send?.(ledger, () => process.disconnect());
