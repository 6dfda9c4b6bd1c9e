import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getCurrentFuseWire } from '@electron/fuses';
import { root, say } from './bootstrap.mjs';
import { fuses } from './fuses.ts';
import { programOf, runScript } from './steps.ts';

/** What electron-builder looks for in the binary: the sentinel, the fuse format's version, the count, one byte a fuse. */
const fuseWire = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x09' + '1'.repeat(9);

/**
 * Packages for Linux over a file that only carries the fuse wire, then reads the fuses and the file list back.
 * Shows that the configuration is accepted and what is in the package; it cannot show that a real Electron obeys.
 * Contract: works offline; exit code 0 only when every fuse is as fuses.ts says and nothing unwanted is inside.
 */
export async function checkPackage(): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-package-'));
  try {
    const { version } = JSON.parse(readFileSync(path.join(root, 'node_modules', 'electron', 'package.json'), 'utf8'));
    const dist = path.join(folder, 'electron');
    mkdirSync(dist);
    writeFileSync(path.join(dist, 'electron'), `stand-in\0${fuseWire}\0`, { mode: 0o755 });
    for (const [name, text] of [
      ['version', version],
      ['LICENSE', ''],
      ['LICENSES.chromium.html', ''],
    ])
      writeFileSync(path.join(dist, name), text);
    const out = path.join(folder, 'out');
    const settings = { electronDist: dist, electronVersion: version, 'directories.output': out };
    const args = ['--linux', 'dir', '--x64', '--publish', 'never'];
    for (const [key, value] of Object.entries(settings)) args.push(`-c.${key}=${value}`);
    const { code, output } = await runScript(programOf('electron-builder'), args);
    if (code !== 0) {
      say(output);
      return code;
    }
    return await judge(path.join(out, 'linux-unpacked'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function judge(app: string): Promise<number> {
  const wire = (await getCurrentFuseWire(path.join(app, 'muster'))) as unknown as Record<number, number>;
  const wrong = fuses
    .filter(({ index, on }) => wire[index] !== (on ? 49 : 48))
    .map(({ key }) => `fuse ${key} is not as fuses.ts says`);
  const wanted = ['resources/app.asar', 'resources/agents/roles', 'resources/examples'];
  const missing = wanted.filter((file) => !existsSync(path.join(app, file))).map((file) => `${file} is missing`);
  for (const line of [...wrong, ...missing]) say(line);
  if (wrong.length + missing.length === 0) say(`Packaged; ${fuses.length} fuses read back as set.`);
  return wrong.length + missing.length === 0 ? 0 : 1;
}
