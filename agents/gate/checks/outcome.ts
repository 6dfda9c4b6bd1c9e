/** What a check comes to, before it is a line of the result. */
import type { CheckResult } from '../../domain/schema.ts';

export type Outcome = Pick<CheckResult, 'outcome' | 'evidence' | 'by'>;

export function passed(evidence: string): Outcome {
  return { outcome: 'passed', evidence };
}

export function failed(evidence: string): Outcome {
  return { outcome: 'failed', evidence };
}

/** Not decided, and why: never counted as passed. */
export function open(evidence: string): Outcome {
  return { outcome: 'not-checked', evidence };
}
