/**
 * The role files beside the journal: read at start, written when the team is changed in the app. The journal is the truth, and a file
 * that a crash left behind it is brought up to it; a file a person edited becomes the next version.
 */
import type { NewEvent, RecordOf, TeammateEvent } from '../domain/events.ts';
import type { ProfileVersion } from '../domain/team-views.ts';
import type { Profile, TeammateState } from '../domain/teammate.ts';
import type { Journal } from '../journal/journal.ts';
import { messageOf } from '../lib/error.ts';
import { parseRole, roleMarkdown } from '../roles/role.ts';

/** Keeps the team's role files. Names are file names alone. */
export interface RoleFiles {
  /** Writes one whole, or leaves what was there. @throws AppError */
  save(file: string, markdown: string): void;
  /** Puts one with those of retired teammates; not there is fine. @throws AppError */
  putAway(file: string): void;
  /** Takes one back from there; false = it does not lie there. @throws AppError */
  bringBack(file: string): boolean;
  /** True when a file of that name lies in the team's folder, whether it can be read or not. */
  has(file: string): boolean;
}

export interface RoleFilesDeps {
  /** null = nobody keeps any. */
  files: RoleFiles | null;
  journal: Journal;
  teammates: ReadonlyMap<string, TeammateState>;
  /** The tools there are. */
  known: ReadonlySet<string>;
  log: (line: string) => void;
}

/** Every version of a profile, oldest first. */
export function versionsOf(journal: Journal, teammateId: string): ProfileVersion[] {
  return [...journal.readStream(`teammate/${teammateId}`)].flatMap((record): ProfileVersion[] => {
    const event = record as RecordOf<TeammateEvent>;
    if (event.type !== 'teammate.joined' && event.type !== 'teammate.revised') return [];
    const { profile, source } = event.data;
    const profileVersion = event.type === 'teammate.joined' ? 1 : event.data.profileVersion;
    const note = event.type === 'teammate.revised' ? (event.data.note ?? '') : '';
    return [{ profileVersion, atMs: event.atMs, source, note, profile }];
  });
}

/** The file a teammate came from last, else one called as its id says. */
export function fileOf({ id, versions }: TeammateState): string {
  return versions.findLast(({ source }) => source !== '')?.source ?? `${id.replace(/^tm_/, '')}.md`;
}

/**
 * True when a file is only behind: it holds an older version, and all that came after was written in the app. Had one of the later
 * versions come from the file, the file was newer once, and an old text in it is a person's wish.
 */
export function isBehind(profile: Profile, versions: readonly ProfileVersion[]): boolean {
  const at = versions.findLastIndex((version) => isSame(version.profile, profile));
  return at >= 0 && at < versions.length - 1 && versions.slice(at + 1).every(({ source }) => source === '');
}

function isSame(one: Profile, other: Profile): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Brings the team in at start. Contract: never overwrites a file that holds what no version holds; resolves with what a person must
 * know, one sentence each.
 */
export async function bringTeamIn(
  deps: RoleFilesDeps,
  found: readonly { file: string; markdown: string }[],
  commit: (teammateId: string, events: NewEvent[]) => Promise<void>,
): Promise<string[]> {
  const problems: string[] = [];
  const seen = new Map<string, string>();
  for (const { file, markdown } of found) {
    const role = parseRole(file, markdown, deps.known);
    if (!role.ok) {
      problems.push(role.problem);
      continue;
    }
    const { id, profile } = role;
    const other = seen.get(id);
    if (other !== undefined) {
      problems.push(`The role file ${file} was left out: ${other} is the same teammate’s. Rename one of them.`);
      continue;
    }
    seen.set(id, file);
    const teammate = deps.teammates.get(id);
    if (!teammate) await commit(id, [{ type: 'teammate.joined', data: { teammateId: id, profile, source: file } }]);
    else if (teammate.standing === 'retired') problems.push(...putAwayAgain(deps, teammate, file, profile));
    else if (!isSame(teammate.profile, profile)) {
      if (isBehind(profile, versionsOf(deps.journal, id))) save(deps, file, teammate);
      else
        await commit(id, [
          {
            type: 'teammate.revised',
            data: { profile, source: file, profileVersion: teammate.profileVersion + 1 },
          },
        ]);
    }
  }
  for (const teammate of deps.teammates.values()) {
    const file = fileOf(teammate);
    if (teammate.standing !== 'retired' && !seen.has(teammate.id) && deps.files?.has(file) === false)
      save(deps, file, teammate);
  }
  return problems;
}

/** A crash left it there, or a person did, who is told how to call the teammate back. */
function putAwayAgain(deps: RoleFilesDeps, teammate: TeammateState, file: string, profile: Profile): string[] {
  attempt(deps, file, (files) => files.putAway(file));
  if (versionsOf(deps.journal, teammate.id).some((version) => isSame(version.profile, profile))) return [];
  return [
    `The role file ${file} was put away: ${teammate.profile.name} is retired. Call them back on the team screen, then edit it.`,
  ];
}

/** Brings the file up to what was just committed. A file that cannot be written is written at the next start. */
export function followChange(
  deps: RoleFilesDeps,
  teammateId: string,
  change: 'created' | 'revised' | 'retired' | 'rejoined',
): void {
  const teammate = deps.teammates.get(teammateId);
  if (!teammate) return;
  const file = fileOf(teammate);
  if (change === 'retired') attempt(deps, file, (files) => files.putAway(file));
  else if (change === 'rejoined') {
    attempt(deps, file, (files) => {
      // As the person left it; what it lacks the next start adds.
      if (!files.bringBack(file)) files.save(file, roleMarkdown(teammate.profile));
    });
  } else if (teammate.standing !== 'retired') save(deps, file, teammate);
}

function save(deps: RoleFilesDeps, file: string, { profile }: TeammateState): void {
  attempt(deps, file, (files) => files.save(file, roleMarkdown(profile)));
}

function attempt({ files, log }: RoleFilesDeps, file: string, act: (files: RoleFiles) => void): void {
  try {
    if (files) act(files);
  } catch (error) {
    log(`the role file ${file} was not kept up: ${messageOf(error)}`);
  }
}
