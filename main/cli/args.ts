/** The command line as data. Pure. */
import { parseArgs } from 'node:util';

/** What a person asked for. */
export type CliArgs =
  | {
      command: 'run';
      brief: string;
      folder: string | null;
      teammate: string | null;
      model: RunModel;
      output: RunOutput;
    }
  | { command: 'resume'; taskId: string; teammate: string | null; model: RunModel; output: RunOutput }
  | { command: 'serve'; rest: string[] }
  | { command: 'doctor'; json: boolean; data: string | null }
  | { command: 'version' }
  | { command: 'help' };

/** null = as set up. */
export type RunModel = 'live' | 'practice' | null;

export interface RunOutput {
  json: boolean;
  /** False = a question parks the task instead of taking its recommended answer. */
  defaults: boolean;
  data: string | null;
}

export const usage = `Usage: muster run "<brief>" [--folder <dir>] [--teammate <name>] [--json] [--no-defaults]
                  [--live | --practice] [--data <folder>]
       muster run --resume <taskId> [--teammate <name>] [--json] [--no-defaults] [--live | --practice] [--data <folder>]
       muster serve [--port <number>] [--no-open] [--data <folder>]
       muster doctor [--json] [--data <folder>]
       muster --version | --help`;

export const help = `Muster hands work to a team of AI teammates.

${usage}

  run      does one task and prints where the result is
  serve    opens the board in the browser
  doctor   says what is set up, what is missing and how to fix it

  --folder       the folder the teammate works on; changes in it are asked for first
  --teammate     who does it, by name or role; Maya, the researcher, when left out
  --no-defaults  leaves a question for you instead of taking its recommended answer
  --live         uses the model that is set up, and fails when there is none
  --practice     uses the practice model: no AI, no key, no cost
  --json         prints the result as one line of JSON, last
  --data         the data folder, in place of your own

Exit codes of run: 0 the checks passed · 1 it failed or produced nothing · 2 the command was wrong · 3 it needs you.`;

/** Reads the words after `muster`. A refusal is one sentence; the usage line goes with it. */
export function readCliArgs(argv: readonly string[]): CliArgs | { refusal: string } {
  const [command, ...rest] = argv;
  if (command === undefined) return { refusal: 'Say what to do.' };
  if (command === '--help' || command === '-h' || command === 'help') return { command: 'help' };
  if (command === '--version' || command === '-v') return { command: 'version' };
  if (command === 'serve') return { command: 'serve', rest };
  if (command !== 'run' && command !== 'doctor') return { refusal: `There is no command “${command}”.` };
  if (rest.includes('--help') || rest.includes('-h')) return { command: 'help' };
  try {
    return command === 'run' ? readRun(rest) : readDoctor(rest);
  } catch (error) {
    // The parser's own words name the flag.
    return { refusal: error instanceof Error ? error.message.split('. ', 1)[0] + '.' : 'The flags could not be read.' };
  }
}

function readRun(args: string[]): CliArgs | { refusal: string } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    allowNegative: true,
    options: {
      folder: { type: 'string' },
      teammate: { type: 'string' },
      resume: { type: 'string' },
      json: { type: 'boolean', default: false },
      defaults: { type: 'boolean', default: true },
      live: { type: 'boolean', default: false },
      practice: { type: 'boolean', default: false },
      data: { type: 'string' },
    },
  });
  const { json, defaults } = values;
  if (values.live && values.practice) return { refusal: '--live and --practice exclude each other.' };
  for (const name of ['folder', 'teammate', 'resume', 'data'] as const)
    if (values[name] !== undefined && !values[name].trim()) return { refusal: `--${name} needs a value.` };
  const shared = {
    teammate: values.teammate ?? null,
    model: values.live ? ('live' as const) : values.practice ? ('practice' as const) : null,
    output: { json, defaults, data: values.data ?? null },
  };
  if (values.resume !== undefined) {
    if (positionals.length > 0) return { refusal: 'A resumed task has its brief already.' };
    if (values.folder !== undefined) return { refusal: 'A resumed task has its folder already.' };
    return { command: 'resume', taskId: values.resume, ...shared };
  }
  const [brief, ...more] = positionals;
  if (brief === undefined || !brief.trim()) return { refusal: 'The brief is empty. Say in quotes what you want done.' };
  if (more.length > 0) return { refusal: `“${more[0]}” is one word too many. Put the whole brief in quotes.` };
  return { command: 'run', brief, folder: values.folder ?? null, ...shared };
}

function readDoctor(args: string[]): CliArgs {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'boolean', default: false }, data: { type: 'string' } },
  });
  return { command: 'doctor', json: values.json, data: values.data ?? null };
}
