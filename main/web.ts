/** The browser host's entry: `node dist/main/web.mjs`. */
import { runWeb } from './browser-host.ts';

const code = await runWeb(process.argv.slice(2));
if (code !== null) process.exit(code);
