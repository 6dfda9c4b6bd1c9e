/** `muster backup`: one file of a data folder, made beside a running Muster or without one. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { makeBackup, systemClock } from '../../agents/index.ts';
import { dataFolder } from '../config.ts';
import { appVersion, sentenceFor } from '../host.ts';
import type { ArchiveArgs } from './args.ts';
import { endOn } from './ending.ts';
import { keptFiles } from './kept-files.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** Resolves with 0 when the backup holds everything, else 1. Contract: the data folder is only read. */
export async function runBackup(args: ArchiveArgs, terminal: Terminal = openTerminal()): Promise<number> {
  const folder = dataFolder(args.data);
  const file = path.resolve(args.file);
  const end = endOn(terminal, args.json);
  const refusal = whyNot(folder, file, args.replace);
  if (refusal !== null) return end(false, refusal);
  const leftOut: string[] = [];
  try {
    const backup = await makeBackup({
      journal: path.join(folder, 'journal.db'),
      blobs: path.join(folder, 'blobs'),
      file,
      files: keptFiles(folder, (name) => leftOut.push(name)),
      appVersion: appVersion(),
      madeAtMs: systemClock.now(),
    });
    if (backup === null) return end(false, `There is no journal in ${folder}, so there is nothing to back up.`);
    const { bytes, events, files, missing, madeAtMs } = backup;
    const counts = `${sizeText(bytes)}, ${events.toLocaleString('en-US')} events, ${files.toLocaleString('en-US')} files`;
    const sentences = [`Backed up ${folder} to ${file}: ${counts}. Keys and logs are not in it.`];
    if (leftOut.length > 0) sentences.push(`Left out, since they are links or no plain files: ${leftOut.join(', ')}.`);
    if (missing.length > 0)
      sentences.push(
        `${missing.length} stored documents are missing or damaged in the data folder and so in the backup; all else is in it. Quit Muster and run “muster doctor --check”.`,
      );
    return end(missing.length === 0, sentences.join(' '), { file, bytes, events, files, missing, leftOut, madeAtMs });
  } catch (error) {
    return end(false, sentenceFor(error));
  }
}

/** Null = nothing stands in the way. */
function whyNot(folder: string, file: string, replace: boolean): string | null {
  const above = path.dirname(file);
  if (!existsSync(folder)) return `There is no data folder ${folder}, so there is nothing to back up.`;
  if (!existsSync(above)) return `There is no folder ${above} to write the backup into. Nothing was written.`;
  const real = realpathSync(folder);
  if (`${realpathSync(above)}${path.sep}`.startsWith(`${real}${path.sep}`))
    return `${file} lies in the data folder itself, where it would be lost together with what it saves. Name another place.`;
  const there = statSync(file, { throwIfNoEntry: false });
  if (there && !there.isFile()) return `${file} is not a file. Name a file to write.`;
  if (there && !replace) return `${file} is there already and was left as it is. Name another file, or add --replace.`;
  return null;
}

function sizeText(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
