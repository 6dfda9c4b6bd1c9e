// `npm run package [-- electron-builder arguments]`: an app folder in release/ for this platform, or what the arguments name.
// `-- --check` packages a stand-in for the Electron binary instead, offline, and reads the fuses back.
import { say } from './lib/bootstrap.mjs';
import { checkPackage } from './lib/package-check.ts';
import { programOf, runScript } from './lib/steps.ts';

async function main(args: string[]): Promise<number> {
  if (args.includes('--check')) return checkPackage();
  const wanted = args.length === 0 ? ['--dir'] : args;
  const { code } = await runScript(programOf('electron-builder'), [...wanted, '--publish', 'never'], { live: true });
  if (code !== 0)
    say(
      'Nothing was packaged. Without a network only the folder can be made, from a local Electron: -- --dir -c.electronDist=<folder>',
    );
  return code;
}

process.exitCode = await main(process.argv.slice(2));
