/** The command line's entry: `muster run | serve | doctor | memory | backup | restore`. */
import { runWeb } from './browser-host.ts';
import { help, readCliArgs, usage } from './cli/args.ts';
import { runBackup } from './cli/backup.ts';
import { runDoctor } from './cli/doctor.ts';
import { runMemoryExport, runMemoryImport } from './cli/memory.ts';
import { runRestore } from './cli/restore.ts';
import { runTask } from './cli/run.ts';
import { appVersion } from './host.ts';

async function main(argv: string[]): Promise<number | null> {
  const args = readCliArgs(argv);
  if ('refusal' in args) {
    process.stderr.write(`${args.refusal}\n${usage}\n`);
    return 2;
  }
  switch (args.command) {
    case 'help':
      process.stdout.write(`${help}\n`);
      return 0;
    case 'version':
      process.stdout.write(`${appVersion()}\n`);
      return 0;
    case 'serve':
      return runWeb(args.rest);
    case 'doctor':
      return runDoctor(args);
    case 'backup':
      return runBackup(args);
    case 'restore':
      return runRestore(args);
    case 'memory export':
      return runMemoryExport(args);
    case 'memory import':
      return runMemoryImport(args);
    case 'run':
    case 'resume':
      return runTask(args);
  }
}

const code = await main(process.argv.slice(2));
// Null = a server goes on serving. A pipe on stdout is written to the end before the process goes.
if (code !== null) process.stdout.write('', () => process.exit(code));
