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
  | { command: 'doctor'; check: boolean; rebuildMemory: boolean; json: boolean; data: string | null }
  | MemoryExportArgs
  | MemoryImportArgs
  | ({ command: 'backup' } & ArchiveArgs)
  | ({ command: 'restore' } & ArchiveArgs)
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

/** Of `backup` and `restore` alike. */
export interface ArchiveArgs {
  /** As typed. */
  file: string;
  replace: boolean;
  json: boolean;
  data: string | null;
}

export interface MemoryExportArgs {
  command: 'memory export';
  format: 'markdown' | 'json';
  /** As typed; null = it is printed. */
  out: string | null;
  replace: boolean;
  data: string | null;
}

export interface MemoryImportArgs {
  command: 'memory import';
  /** As typed. */
  file: string;
  json: boolean;
  data: string | null;
}

export const usage = `Usage: muster run "<brief>" [--folder <dir>] [--teammate <name>] [--json] [--no-defaults]
                  [--live | --practice] [--data <folder>]
       muster run --resume <taskId> [--teammate <name>] [--json] [--no-defaults] [--live | --practice] [--data <folder>]
       muster serve [--port <number>] [--no-open] [--data <folder>]
       muster doctor [--check | --rebuild-memory] [--json] [--data <folder>]
       muster memory export [--format markdown|json] [--out <file>] [--replace] [--data <folder>]
       muster memory import <file> [--json] [--data <folder>]
       muster backup <file> [--replace] [--json] [--data <folder>]
       muster restore <file> [--replace] [--json] [--data <folder>]
       muster --version | --help`;

export const help = `Muster hands work to a team of AI teammates.

${usage}

  run      does one task and prints where the result is
  serve    opens the board in the browser
  doctor   says what is set up, what is missing and how to fix it
  memory   writes what the team knows into a file, or takes such a file or a plain list in
  backup   makes one file of the whole board, also while Muster runs; keys are never in it
  restore  makes the board of such a file

  --folder       the folder the teammate works on; changes in it are asked for first
  --teammate     who does it, by name or role; Maya, the researcher, when left out
  --no-defaults  leaves a question for you instead of taking its recommended answer
  --live         uses the model that is set up, and fails when there is none
  --practice     uses the practice model: no AI, no key, no cost
  --check        reads the whole data folder for damage; Muster must not be running on it
  --rebuild-memory  makes the memory index anew from the journal and compares its answers; Muster must not be running on it
  --format       markdown, to read, or json, which loses nothing; markdown when left out
  --out          the file to write; printed when left out
  --replace      backup, memory export: writes over the file; restore: moves the board that is there aside and says where
  --json         prints the result as one line of JSON, last
  --data         the data folder, in place of your own

Exit codes of run: 0 the checks passed · 1 it failed or produced nothing · 2 the command was wrong · 3 it needs you.
Exit codes of all others: 0 all is well · 1 it is not, and why is said · 2 the command was wrong.`;

/** Reads the words after `muster`. A refusal is one sentence; the usage line goes with it. */
export function readCliArgs(argv: readonly string[]): CliArgs | { refusal: string } {
  const [command, ...rest] = argv;
  if (command === undefined) return { refusal: 'Say what to do.' };
  if (command === '--help' || command === '-h' || command === 'help') return { command: 'help' };
  if (command === '--version' || command === '-v') return { command: 'version' };
  if (command === 'serve') return { command: 'serve', rest };
  const read = Object.hasOwn(readers, command) ? readers[command] : undefined;
  if (!read) return { refusal: `There is no command “${command}”.` };
  if (rest.includes('--help') || rest.includes('-h')) return { command: 'help' };
  try {
    return read(rest);
  } catch (error) {
    // The parser's own words name the flag.
    return { refusal: error instanceof Error ? error.message.split('. ', 1)[0] + '.' : 'The flags could not be read.' };
  }
}

const readers: Partial<Record<string, (args: string[]) => CliArgs | { refusal: string }>> = {
  run: readRun,
  doctor: readDoctor,
  backup: (args) => readArchive('backup', args),
  restore: (args) => readArchive('restore', args),
  memory: readMemory,
};

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

function readDoctor(args: string[]): CliArgs | { refusal: string } {
  const { values } = parseArgs({
    args,
    options: {
      check: { type: 'boolean', default: false },
      'rebuild-memory': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      data: { type: 'string' },
    },
  });
  const { check, 'rebuild-memory': rebuildMemory, json } = values;
  if (check && rebuildMemory) return { refusal: '--check and --rebuild-memory exclude each other.' };
  return { command: 'doctor', check, rebuildMemory, json, data: values.data ?? null };
}

function readMemory([act, ...args]: string[]): CliArgs | { refusal: string } {
  if (act === 'export') return readMemoryExport(args);
  if (act === 'import') return readMemoryImport(args);
  return { refusal: 'Say “muster memory export” or “muster memory import <file>”.' };
}

function readMemoryExport(args: string[]): CliArgs | { refusal: string } {
  const { values } = parseArgs({
    args,
    options: {
      format: { type: 'string', default: 'markdown' },
      out: { type: 'string' },
      replace: { type: 'boolean', default: false },
      data: { type: 'string' },
    },
  });
  const { format, replace } = values;
  if (format !== 'markdown' && format !== 'json') return { refusal: '--format is markdown or json.' };
  for (const name of ['out', 'data'] as const)
    if (values[name] !== undefined && !values[name].trim()) return { refusal: `--${name} needs a value.` };
  return { command: 'memory export', format, out: values.out ?? null, replace, data: values.data ?? null };
}

function readMemoryImport(args: string[]): CliArgs | { refusal: string } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, data: { type: 'string' } },
  });
  const [file, ...more] = positionals;
  if (file === undefined || !file.trim()) return { refusal: 'Name the file to import.' };
  if (more.length > 0) return { refusal: `“${more[0]}” is one word too many.` };
  if (values.data !== undefined && !values.data.trim()) return { refusal: '--data needs a value.' };
  return { command: 'memory import', file, json: values.json, data: values.data ?? null };
}

function readArchive(command: 'backup' | 'restore', args: string[]): CliArgs | { refusal: string } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      replace: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      data: { type: 'string' },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || !file.trim())
    return { refusal: `Name the file to ${command === 'backup' ? 'write the backup to' : 'restore from'}.` };
  if (more.length > 0) return { refusal: `“${more[0]}” is one word too many.` };
  if (values.data !== undefined && !values.data.trim()) return { refusal: '--data needs a value.' };
  return { command, file, replace: values.replace, json: values.json, data: values.data ?? null };
}
