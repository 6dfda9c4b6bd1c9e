/** The browser host: the engine and a local server in one process, the board in the person's browser. */
import path from 'node:path';
import { createInterface } from 'node:readline';
import { systemClock } from '../agents/index.ts';
import { dataFolder, packageFolder, takeEnvironment } from './config.ts';
import { openHost, sentenceFor, type Host } from './host.ts';
import { holdProcess } from './lifetime.ts';
import { openBrowser } from './open-browser.ts';
import { startServer, type LocalServer } from './transport/server.ts';
import { readWebArgs, webUsage } from './web-args.ts';

/** Slow enough to watch, fast enough for the example to be done within a minute. */
const practicePaceMs = 12;

/** Runs the browser host until it is told to end. Resolves with an exit code only when it could not start. */
export async function runWeb(argv: string[]): Promise<number | null> {
  const args = readWebArgs(argv);
  if ('refusal' in args) {
    say(`${args.refusal}\n${webUsage}`);
    return 2;
  }
  let host: Host | null = null;
  let server: LocalServer | null = null;
  try {
    const environment = takeEnvironment();
    host = await openHost({ kind: 'web', dataFolder: dataFolder(args.data), environment, practicePaceMs, warn: say });
    server = await startServer({
      port: args.port,
      page: path.join(packageFolder(), 'dist', 'renderer'),
      handler: host.handler,
      now: systemClock.now,
      after: systemClock.after,
      log: host.log,
    });
  } catch (error) {
    host?.log(`start failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    await host?.stop();
    say(sentenceFor(error));
    return 1;
  }
  const { stop: stopHost, log } = host;
  const { stop: stopServer, address, startLink } = server;
  host.setAddress(address);
  holdProcess({
    stop: async () => {
      await stopServer();
      await stopHost();
    },
    say,
    log,
    farewell: 'Muster stops. Work goes on at the next start.',
  });
  const link = startLink();
  process.stdout.write(`Muster is at ${link}\n`);
  if (args.open && !(await openBrowser(link))) say('No browser could be opened here. Open the address above in one.');
  offerLinks(startLink);
  return null;
}

/** A code is good once and for five minutes; whoever sits at the terminal may ask for more. */
function offerLinks(startLink: () => string): void {
  if (!process.stdin.isTTY) return;
  say('Press Enter for a new address, Ctrl-C to end.');
  createInterface({ input: process.stdin }).on('line', () => say(`Muster is at ${startLink()}`));
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
