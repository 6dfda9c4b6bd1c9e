/** What a check finds, by kind. All of it must stay empty. */
export const findingKinds = [
  'lostCommands',
  'lostEvents',
  'duplicateEffects',
  'missingEffects',
  'effectsWithoutIntent',
  'inDoubtNotSurfaced',
  'lostItems',
  'selfAnswered',
  'stuckRuns',
  'crashes',
  'integrityFailures',
  'memoryFailures',
  'complaints',
] as const;
export type FindingKind = (typeof findingKinds)[number];

export interface Findings {
  /** One line a finding; one that is known already counts once. */
  add(kind: FindingKind, lines: readonly string[]): void;
  of(kind: FindingKind): readonly string[];
}

export function makeFindings(): Findings {
  const found = new Map<FindingKind, Set<string>>();
  const linesOf = (kind: FindingKind): Set<string> => found.get(kind) ?? new Set();
  return {
    add: (kind, lines) => void found.set(kind, linesOf(kind).union(new Set(lines))),
    of: (kind) => [...linesOf(kind)],
  };
}
