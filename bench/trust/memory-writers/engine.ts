/** The one process that owns the data folder: the whole engine, spoken to over a loopback socket. `node engine.mjs <data folder> <bug>` */
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { connect } from '@lancedb/lancedb';
import { sealed } from '../../../agents/domain/sealed.ts';
import { openBlobs } from '../../../agents/journal/blobs.ts';
import { lockFolder } from '../../../agents/journal/lock.ts';
import { openSqliteJournal } from '../../../agents/journal/sqlite.ts';
import { systemClock, systemIds } from '../../../agents/lib/clock.ts';
import { openLanceIndex } from '../../../agents/memory/lance.ts';
import { openWorkforce } from '../../../agents/workforce.ts';
import type { Bug, FromEngine, Reply, Request } from './messages.ts';

const [data = '', bug = ''] = process.argv.slice(2) as [string?, (Bug | '')?];
const makeId = systemIds();
const log = (line: string): void => void process.stderr.write(`${line}\n`);
const lock = await lockFolder(data);
const journal = openSqliteJournal({ file: path.join(data, 'journal.db'), sealed, log });
const workforce = await openWorkforce({
  journal,
  blobs: await openBlobs(path.join(data, 'blobs')),
  memory: await openLanceIndex(path.join(data, 'memory'), { log }),
  model: () => {
    throw new Error('nobody works here');
  },
  isLive: () => false,
  clock: systemClock,
  makeId,
  workspaces: path.join(data, 'workspaces'),
  exampleFolder: 'none',
  roles: [],
  log,
});

async function replyTo(request: Request): Promise<Reply> {
  const { teamMemory } = workforce;
  switch (request.kind) {
    case 'command': {
      const commandId = bug === 'no-command-id' ? makeId('cmd') : request.commandId;
      const answering = workforce.dispatch(commandId, spoilt(request.command));
      if (bug === 'early-ack') return { kind: 'answer', answer: { ok: true, value: { seq: 0 } }, seq: 0 };
      const answer = await answering;
      return { kind: 'answer', answer, seq: journal.lastSeq() };
    }
    case 'recall': {
      const query = { text: request.text, from: 'all', standing: 'in-use', offset: 0, limit: 10 } as const;
      return { kind: 'found', ids: (await teamMemory.knowledge(query)).memories.map(({ id }) => id) };
    }
    case 'look': {
      const memories = teamMemory.memories(request.memoryIds).map(({ id, rev, subject }) => ({ id, rev, subject }));
      const { conflicts } = workforce.snapshot().knowledge;
      return {
        kind: 'looked',
        memories,
        conflicts: conflicts.slice(-5).map(({ id, memberIds }) => ({ id, memberIds })),
      };
    }
  }
}

/** A correction that does not look at what the person saw. */
function spoilt(command: Extract<Request, { kind: 'command' }>['command']): typeof command {
  if (bug !== 'no-rev-check' || command.type !== 'memory.correct') return command;
  const [now] = workforce.teamMemory.memories([command.replacesId]);
  return now ? { ...command, rev: now.rev } : command;
}

async function serve(socket: Socket): Promise<void> {
  socket.on('error', () => undefined);
  for await (const line of createInterface({ input: socket })) {
    const reply = await replyTo(JSON.parse(line) as Request);
    socket.write(`${JSON.stringify(reply)}\n`);
  }
}

async function stop(): Promise<void> {
  server.close();
  await workforce.teamMemory.knowledge({ text: null, from: 'all', standing: 'in-use', offset: 0, limit: 1 });
  await workforce.stop();
  if (bug === 'second-writer') await writeBeside();
  await lock.release();
  process.disconnect();
}

/** Another writer on the same table, who does not know of the rows that are there. */
async function writeBeside(): Promise<void> {
  const connection = await connect(path.join(data, 'memory'));
  const table = await connection.openTable('memories');
  await table.add(await table.query().limit(3).toArrow());
  connection.close();
}

const server = createServer((socket) => void serve(socket));
// Whoever started this is gone: nobody is there to end it later.
process.on('disconnect', () => process.exit());
process.on('message', () => void stop());
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const ready: FromEngine = { kind: 'ready', port: typeof address === 'object' && address ? address.port : 0 };
  process.send?.(ready);
});
