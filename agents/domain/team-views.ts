/** What a person reads of the team: a teammate's versions and record, and who would take a task. */
import type { SavedPlan } from './breakdown.ts';
import type { Fared, TaskKind } from './operations.ts';
import type { Profile } from './teammate.ts';

/** One version of a profile, whole. */
export interface ProfileVersion {
  profileVersion: number;
  atMs: number;
  /** The file it came from; '' = it was written in the app. */
  source: string;
  note: string;
  profile: Profile;
}

/** How sure the engine was of results that the person then judged, in equal steps of the score. */
export interface Calibration {
  /** Judged results; the Brier score is null while there are none. */
  judged: number;
  /** Mean squared distance of score and verdict, 0 to 1, less is better (Brier 1950). */
  brier: number | null;
  /** `from` and `to`: the step of the score; `accepted` of `all` were found good. */
  bins: { from: number; to: number; all: number; accepted: number; meanScore: number }[];
}

export interface Competence {
  /** Kinds of task with at least one result, the most frequent first. */
  byKind: { kind: TaskKind; fared: Fared }[];
  calibration: Calibration;
  /** Of reviews this teammate gave: how often the person agreed. */
  reviews: { given: number; agreed: number };
}

export interface TeammateDetail {
  versions: ProfileVersion[];
  competence: Competence;
}

/** One teammate who could take a task, best first. */
export interface Ranked {
  teammateId: string;
  /** Why, in one sentence: “8 of 9 similar tasks passed, free now”. */
  why: string;
  /** Why not, when this teammate cannot take it; null = it can. */
  away: string | null;
}

/** A saved plan made for something like this brief. */
export interface SuggestedPlan {
  plan: SavedPlan;
  why: string;
}
