import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { bareSdkLoop } from './sdk-loop.ts';

/** The scripted model as a process of its own, as a bench starts it: its work must not count as the client's. */
async function startServer(script: object[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-sdk-loop-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(path.join(folder, 'turns.json'), JSON.stringify(script));
  const file = path.join(import.meta.dirname, '../e2e/support/scripted-model.ts');
  const args = [file, '--script', path.join(folder, 'turns.json'), '--port', '0'];
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
  });
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  return (JSON.parse(line.toString('utf8')) as { url: string }).url;
}

it('runs every turn of every run, the history growing', async () => {
  const url = await startServer(Array.from({ length: 3 }, () => ({ text: 'On it.', calls: [{ tool: 'list_files' }] })));
  const { turnMs, toolCalls } = await bareSdkLoop({ url, runs: 5, turns: 10, concurrency: 2 });
  const response = await fetch(`${url}/control/requests`);
  const requests = (await response.json()) as { turn: number; body: { messages: unknown[] } }[];
  const lengths = requests.map(({ body, turn }) => [turn, body.messages.length]);
  expect({ turns: turnMs.length, toolCalls, lengths: lengths.toSorted(([a = 0], [b = 0]) => a - b) }).toEqual({
    turns: 20,
    toolCalls: 15,
    lengths: [0, 1, 2, 3].flatMap((turn) => Array.from({ length: 5 }, () => [turn, 1 + 2 * turn])),
  });
});
