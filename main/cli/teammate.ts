import type { TeammateState } from '../../agents/index.ts';

/** Who works when nobody is named. */
const standardName = 'maya';
const standardRole = 'researcher';

/**
 * Finds a teammate by name, role or id, whatever the case and the accents; `null` = the standing choice.
 * A name goes before a role. Null = there is none of that name.
 */
export function findTeammate(team: readonly TeammateState[], wanted: string | null): TeammateState | null {
  const by = (word: string) => {
    const plain = fold(word);
    return (
      team.find((mate) => fold(mate.profile.name) === plain) ??
      team.find((mate) => fold(mate.id) === plain) ??
      team.find((mate) => fold(mate.profile.role) === plain)
    );
  };
  if (wanted !== null) return by(wanted) ?? null;
  return by(standardName) ?? by(standardRole) ?? team[0] ?? null;
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
}
