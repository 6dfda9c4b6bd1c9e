/** `muster memory export` and `muster memory import`: what the team knows as a file. No task is started by either. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  AppError,
  lockFolder,
  maxImported,
  openJournal,
  openMemoryAlone,
  systemClock,
  systemIds,
} from '../../agents/index.ts';
import type { MemoryAlone } from '../../agents/index.ts';
import { dataFolder } from '../config.ts';
import { prepareFolder } from '../data-folder.ts';
import { sentenceFor } from '../host.ts';
import { replaceFile } from '../replace-file.ts';
import type { MemoryExportArgs, MemoryImportArgs } from './args.ts';
import { endOn } from './ending.ts';
import { openTerminal, visible, type Terminal } from './terminal.ts';

const maxFileBytes = 5_000_000;
const makeId = systemIds();

/** Runs on the memory of a data folder nobody is using. @throws AppError `folder.locked` and as opening the journal does. */
async function onMemory<T>(folder: string, work: (alone: MemoryAlone) => Promise<T>): Promise<T> {
  const lock = await lockFolder(folder);
  try {
    const log = (): undefined => undefined;
    const journal = openJournal(path.join(folder, 'journal.db'), log);
    const alone = openMemoryAlone({ journal, clock: systemClock, makeId, log });
    return await work(alone).finally(() => alone.stop());
  } finally {
    await lock.release();
  }
}

/** Resolves with 0 when the file is written or printed, else 1. */
export async function runMemoryExport(args: MemoryExportArgs, terminal: Terminal = openTerminal()): Promise<number> {
  const folder = dataFolder(args.data);
  const out = args.out === null ? null : path.resolve(args.out);
  const end = endOn(terminal, false);
  try {
    const refusal = whyNotExport(folder, out, args.replace);
    if (refusal !== null) return end(false, refusal);
    const file = await onMemory(folder, (memory) => memory.export(args.format));
    if (!file.ok) return end(false, file.error.message);
    if (out === null) {
      // On a screen nothing of a teammate's words may drive it; into a pipe it goes as it is.
      const lines = file.value.text.trimEnd();
      terminal.print(process.stdout.isTTY ? lines.split('\n').map(visible).join('\n') : lines);
      return 0;
    }
    if (!isWritten(out, file.value.text)) return end(false, `${out} could not be written. Name another place.`);
    return end(true, `Wrote what the team knows to ${out}. It is not encrypted: whoever has the file can read it.`);
  } catch (error) {
    return end(false, sentenceFor(error));
  }
}

function isWritten(file: string, text: string): boolean {
  try {
    replaceFile(file, text);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** Null = nothing stands in the way. */
function whyNotExport(folder: string, out: string | null, replace: boolean): string | null {
  if (!existsSync(path.join(folder, 'journal.db')))
    return `There is no journal in ${folder}, so there is nothing to export.`;
  if (out === null) return null;
  if (!existsSync(path.dirname(out)))
    return `There is no folder ${path.dirname(out)} to write into. Nothing was written.`;
  const there = statSync(out, { throwIfNoEntry: false });
  if (there && !there.isFile()) return `${out} is not a file. Name a file to write.`;
  if (there && !replace) return `${out} is there already and was left as it is. Name another file, or add --replace.`;
  return null;
}

/** Resolves with 0 when every sentence of the file is known now, else 1; each that was left out is named with its line. */
export async function runMemoryImport(args: MemoryImportArgs, terminal: Terminal = openTerminal()): Promise<number> {
  const file = path.resolve(args.file);
  const end = endOn(terminal, args.json);
  const there = statSync(file, { throwIfNoEntry: false });
  if (!there?.isFile()) return end(false, `There is no file ${file}. Nothing was imported.`);
  if (there.size > maxFileBytes)
    return end(false, `${file} is larger than 5 MB. Nothing was imported. Split it into several files.`);
  try {
    const text = readFileSync(file, 'utf8');
    const folder = dataFolder(args.data);
    prepareFolder(folder);
    return await onMemory(folder, async (memory) => {
      const name = path.basename(file).slice(0, 200);
      const parsed = memory.parse({ name, text });
      if (!parsed.ok) return end(false, parsed.error.message);
      const { items, problems } = parsed.value;
      if (!args.json) for (const { line, problem } of problems) terminal.say(`Line ${line}: ${problem}`);
      for (let from = 0; from < items.length; from += maxImported) {
        const part = items.slice(from, from + maxImported);
        const answer = await memory.dispatch(makeId('cmd'), { type: 'memory.import', source: name, items: part });
        if (!answer.ok) {
          const before = from === 0 ? '' : ` The ${from} sentences before were saved, too.`;
          return end(false, `${answer.error.message}${before}`, { problems });
        }
        terminal.progress(`${from + part.length} of ${items.length} sentences`);
      }
      const isWhole = problems.length === 0;
      const left = isWhole ? '' : `, ${problems.length} ${problems.length === 1 ? 'was' : 'were'} left out`;
      const message = `Imported ${items.length} ${items.length === 1 ? 'sentence' : 'sentences'} from ${file}${left}.`;
      return end(isWhole, message, { imported: items.length, problems });
    });
  } catch (error) {
    return end(false, sentenceFor(error));
  }
}
