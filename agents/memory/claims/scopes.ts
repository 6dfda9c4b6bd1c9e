/** How the scopes two statements hold in lie to each other. Pure. */
import { foldText } from '../../lib/text/fold.ts';

// Widest first: what holds for all is narrowed by what holds for a team, a person, one task.
const levels = [
  /^(?:all|any|every\w*|global\w*|world\w*|general|default|whole|company|organi[sz]ation|org|tenant)\b/,
  /^team\b/,
  /^(?:agent|teammate|user|person)\b/,
  /^(?:project|task|run)\b/,
];

function levelOf(scope: string | null): number {
  if (scope === null) return 0;
  return levels.findIndex((level) => level.test(scope));
}

/** `same` = one scope; `nested` = one lies within the other; `apart` = they have nothing in common. */
export function relatedScopes(a: string | null, b: string | null): 'same' | 'nested' | 'apart' {
  const [x, y] = [plain(a), plain(b)];
  if (x === y) return 'same';
  if (x === null || y === null || x.includes(y) || y.includes(x)) return 'nested';
  const [levelX, levelY] = [levelOf(x), levelOf(y)];
  if (levelX === 0 || levelY === 0) return 'nested';
  return levelX >= 0 && levelY >= 0 && levelX !== levelY ? 'nested' : 'apart';
}

function plain(scope: string | null): string | null {
  const folded = foldText(scope ?? '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return folded === '' ? null : folded;
}
