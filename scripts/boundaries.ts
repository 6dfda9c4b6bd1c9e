// A checker may pass by checking nothing. This plants code that must be refused, lints it under the real rules, and fails
// when one piece is accepted, or when one of the allowed neighbours is not.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { allowed, forbidden } from './fixtures/forbidden.ts';
import { root } from './lib/bootstrap.mjs';
import { type Finished, programOf, runScript } from './lib/steps.ts';

interface Diagnostic {
  code: string;
  filename: string;
  message: string;
}

/** Runs the fixtures through oxlint; code 0 only when every forbidden piece is refused by its rule and no allowed one is. */
export async function checkBoundaries(): Promise<Finished> {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-boundaries-'));
  try {
    cpSync(path.join(root, '.oxlintrc.json'), path.join(folder, '.oxlintrc.json'));
    writeFileSync(
      path.join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: tsOptions, include: ['**/*'] }),
    );
    for (const { file, code } of [...allowed, ...forbidden]) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), `${code}\n`);
    }
    return judge(await lint(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const tsOptions = {
  module: 'nodenext',
  target: 'es2024',
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  jsx: 'react-jsx',
};

async function lint(folder: string): Promise<Diagnostic[] | string> {
  const { output } = await runScript(programOf('oxlint'), ['--format=json', '--config=.oxlintrc.json', '.'], {
    cwd: folder,
  });
  try {
    const report = JSON.parse(output) as { diagnostics: Diagnostic[] };
    return report.diagnostics;
  } catch {
    // Not a report: the configuration itself is broken, and what oxlint said is the finding.
    return output;
  }
}

function judge(found: Diagnostic[] | string): Finished {
  if (typeof found === 'string') return { code: 1, output: `oxlint gave no report:\n${found}` };
  const at = (file: string) => found.filter((item) => item.filename.replaceAll('\\', '/') === file);
  const accepted = forbidden.filter(({ file, rule }) => !at(file).some((item) => item.code === rule));
  const refused = allowed.flatMap(({ file }) => at(file));
  const lines = [
    ...accepted.map(({ file, rule }) => `${file}: planted to be refused by ${rule}, and accepted`),
    ...refused.map(({ filename, code, message }) => `${filename}: allowed, yet refused by ${code}: ${message}`),
  ];
  return { code: lines.length === 0 ? 0 : 1, output: lines.join('\n') };
}

if (import.meta.main) {
  const { code, output } = await checkBoundaries();
  process.stderr.write(
    code === 0 ? `${forbidden.length} refused, ${allowed.length} allowed, as planned.\n` : `${output}\n`,
  );
  process.exitCode = code;
}
