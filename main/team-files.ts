/** The team's role files: copied into the data folder at the first start, the person's to edit from then on. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { RoleFiles } from '../agents/index.ts';
import { unwritable } from './data-folder.ts';
import { replaceFile } from './replace-file.ts';

export interface RoleFile {
  /** File name alone. */
  file: string;
  markdown: string;
}

export interface TeamFiles {
  roles: RoleFile[];
  /** Files that were left out, one sentence each. */
  problems: string[];
}

const maxBytes = 64 * 1024;

/**
 * Makes `<data>/team` from the app's own roles if it is not there, and reads every role file in it.
 * Contract: never overwrites a file of the person's; one that cannot be read is a problem, not an error.
 */
export function bringTeamFiles(folder: string, defaults: string): TeamFiles {
  if (!existsSync(folder)) {
    // Filled beside and then moved, so that a kill half-way does not leave half a team behind for good.
    const draft = `${folder}.new`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { mode: 0o700 });
    for (const file of markdownIn(defaults)) copyFileSync(path.join(defaults, file), path.join(draft, file));
    renameSync(draft, folder);
  }
  return readTeamFiles(folder);
}

/** Keeps the files of `<data>/team` up to the app; those of retired teammates lie in `<data>/team/retired`, where nothing reads them. */
export function roleFilesIn(folder: string): RoleFiles {
  const retired = path.join(folder, 'retired');
  // A name comes from the journal: only its last part may lead anywhere.
  const own = (file: string): string => path.join(folder, path.basename(file));
  const away = (file: string): string => path.join(retired, path.basename(file));
  return {
    save: (file, markdown) => replaceFile(own(file), markdown),
    has: (file) => existsSync(own(file)),
    putAway(file) {
      move(own(file), away(file), retired);
    },
    bringBack: (file) => !existsSync(own(file)) && move(away(file), own(file), folder),
  };
}

/** False = there is nothing to move. @throws AppError `folder.unwritable` */
function move(from: string, to: string, folder: string): boolean {
  if (!existsSync(from)) return false;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    renameSync(from, to);
    return true;
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** Reads every role file of a folder. Contract: changes nothing. */
export function readTeamFiles(folder: string): TeamFiles {
  const found: TeamFiles = { roles: [], problems: [] };
  for (const file of markdownIn(folder)) {
    const where = path.join(folder, file);
    try {
      if (statSync(where).size > maxBytes)
        found.problems.push(`The role file ${where} is larger than 64 KB and was left out. Shorten it.`);
      else found.roles.push({ file, markdown: readFileSync(where, 'utf8') });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      found.problems.push(`The role file ${where} cannot be read and was left out (${why}).`);
    }
  }
  return found;
}

function markdownIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .toSorted();
}
