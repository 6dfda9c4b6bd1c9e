import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './bootstrap.mjs';
import { type Finished, programOf, runScript } from './steps.ts';

/**
 * Fails when a text of the renderer is missing from renderer/locales: outside the tests such a text is shown raw, with its
 * placeholders. Extracts into a copy, so that a check never writes into the checkout.
 */
export async function checkLocales(): Promise<Finished> {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-locales-'));
  try {
    const kept = path.join(root, 'renderer', 'locales');
    if (existsSync(kept)) cpSync(kept, folder, { recursive: true });
    const { code, output } = await runScript(
      programOf('@lingui/cli', 'lingui'),
      ['extract', '--clean', '--workers', '1'],
      {
        env: { MUSTER_LOCALES: folder },
      },
    );
    if (code !== 0) return { code, output };
    const have = ids(path.join(kept, 'en.po'));
    const want = ids(path.join(folder, 'en.po'));
    const missing = [...want].filter((id) => !have.has(id)).map((id) => `not in renderer/locales/en.po: ${id}`);
    const unused = [...have].filter((id) => !want.has(id)).map((id) => `no longer used: ${id}`);
    const lines = [...missing, ...unused];
    if (lines.length === 0) return { code: 0, output: '' };
    return {
      code: 1,
      output: `${lines.slice(0, 20).join('\n')}\n${lines.length} differ. Run \`npm run locales\` and commit renderer/locales.`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The message ids of a catalogue, one string each whether written on one line or on several. */
function ids(file: string): Set<string> {
  if (!existsSync(file)) return new Set();
  const text = readFileSync(file, 'utf8').replaceAll('"\n"', '');
  return new Set(text.split('\n').filter((line) => line.startsWith('msgid "') && line !== 'msgid ""'));
}
