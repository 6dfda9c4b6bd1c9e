/** Who takes a piece of work: how the profile fits, how similar work fared, how much each has in hand. Pure; ties go by the team's order. */
import { kindOf, recordOf, type Fared, type TaskKind } from '../domain/operations.ts';
import type { Profile, Role, TeammateState } from '../domain/teammate.ts';
import type { Ranked } from '../domain/team-views.ts';
import { bm25Shares, countTerms } from '../memory/bm25.ts';
import { askedTerms, tellingTerms } from '../memory/terms.ts';

export interface Work {
  title: string;
  brief: string;
  /** Only these may take it; null = whoever it suits. */
  role: Role | null;
  /** Teammates who may not, such as the author of what is reviewed. */
  not?: readonly string[];
  /** Tools it cannot be done without. */
  tools?: readonly string[];
}

/** A teammate as routing looks at one; `fared` counts results of the work's own kind, `load` tasks at work and queued. */
export interface Candidate {
  id: string;
  profile: Profile;
  standing: TeammateState['standing'];
  fared: Fared;
  load: number;
}

/** What each says for a teammate, as shares of one. */
const weights = { fit: 0.5, record: 0.3, load: 0.2 } as const;
/** Of the fit: what the profile says, against what its role is for. */
const wordShare = 0.5;
/** One line of `about` says more than a page of instructions. */
const aboutTimes = 4;

/** What each kind of work is done by, where the brief does not say. */
const suited: Record<TaskKind, Role> = {
  research: 'researcher',
  compare: 'researcher',
  list: 'researcher',
  write: 'executor',
  other: 'executor',
  plan: 'planner',
  review: 'reviewer',
  remember: 'memory manager',
};

/** All teammates, the one to take it first; those who cannot stand last and say why. */
export function route(work: Work, team: readonly Candidate[]): Ranked[] {
  const shares = wordShares(work, team);
  const kind = kindOf(work);
  const rows = team.map((candidate, at) => {
    const words = shares[at] ?? 0;
    const fit = wordShare * words + (1 - wordShare) * (candidate.profile.role === suited[kind] ? 1 : 0);
    const score =
      weights.fit * fit + weights.record * acceptance(candidate.fared) + weights.load * (1 / (1 + candidate.load));
    const ranked: Ranked = {
      teammateId: candidate.id,
      why: whyOf(candidate, fit),
      away: awayOf(candidate, work),
    };
    return { ranked, score, at };
  });
  const isAway = ({ ranked }: (typeof rows)[number]): number => (ranked.away === null ? 0 : 1);
  return rows.toSorted((a, b) => isAway(a) - isAway(b) || b.score - a.score || a.at - b.at).map(({ ranked }) => ranked);
}

/** How much of the work's words each profile holds, as a share of the best. */
function wordShares({ title, brief }: Work, team: readonly Candidate[]): number[] {
  const terms = new Map(askedTerms(`${title} ${brief}`).map((term, at) => [term, at]));
  const texts = team.map(({ profile: { role, about, instructions } }) =>
    countTerms(tellingTerms(`${`${role} ${about} `.repeat(aboutTimes)}${instructions}`), terms),
  );
  return bm25Shares(texts);
}

/** The share of good results, as if one had been good and one bad before: nobody begins at nothing. */
function acceptance({ accepted, sentBack, failed }: Fared): number {
  return (accepted + 1) / (accepted + sentBack + failed + 2);
}

function awayOf({ id, profile, standing }: Candidate, { role, not = [], tools = [] }: Work): string | null {
  if (standing !== 'active') return `${profile.name} is ${standing}`;
  if (not.includes(id)) return `${profile.name} had a hand in it`;
  if (role !== null && profile.role !== role) return `${profile.name} is no ${role}`;
  const missing = tools.find((tool) => !profile.tools.includes(tool));
  return missing === undefined ? null : `${profile.name} may not use ${missing}`;
}

function whyOf({ fared, load }: Candidate, fit: number): string {
  const record = recordOf(fared).replace(' results ', ' similar tasks ');
  const suits = fit >= 0.5 ? 'the profile fits' : 'no similar task so far';
  const free = load === 0 ? 'free now' : `${load === 1 ? '1 task' : `${load} tasks`} in hand`;
  return `${record || suits}, ${free}`;
}
