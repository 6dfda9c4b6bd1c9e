/** The browser host's flags as data. Pure. */
import { parseArgs } from 'node:util';
import { loopbackAddress } from './transport/access.ts';

export const webUsage = 'Usage: npm start -- [--port <number>] [--no-open] [--data <folder>]';
const standardPort = 4747;

export interface WebArgs {
  /** 0 = any free port. */
  port: number;
  /** Whether to open the browser. */
  open: boolean;
  /** null = the standard data folder. */
  data: string | null;
}

/** Reads the browser host's flags. A refusal is one sentence; the usage line goes with it. */
export function readWebArgs(argv: string[]): WebArgs | { refusal: string } {
  let values;
  try {
    ({ values } = parseArgs({
      args: argv,
      options: {
        port: { type: 'string' },
        open: { type: 'boolean', default: true },
        data: { type: 'string' },
        host: { type: 'string' },
        browser: { type: 'boolean' },
      },
      allowNegative: true,
      strict: true,
    }));
  } catch (error) {
    return { refusal: `${error instanceof Error ? error.message : String(error)}.` };
  }
  if (values.host !== undefined && loopbackAddress(values.host) === null)
    return {
      refusal: `Muster serves this computer only, so it does not listen on ${values.host}. Nothing was started.`,
    };
  const port = values.port === undefined ? standardPort : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535 || values.port === '')
    return { refusal: `“${values.port}” is not a port: give a number from 0 to 65535. Nothing was started.` };
  return { port, open: values.open, data: values.data ?? null };
}
