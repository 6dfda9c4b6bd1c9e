// `npm run locales`: collects the renderer's texts into renderer/locales/*.po and drops those no longer used.
import { programOf, runScript } from './lib/steps.ts';

const { code } = await runScript(programOf('@lingui/cli', 'lingui'), ['extract', '--clean', '--workers', '1'], {
  live: true,
});
process.exitCode = code;
