import type { CapName, Caps } from '../../agents/domain/schema.ts';

/** A cap of the task itself; the day's belong to the workspace and are raised in Settings. */
export type TaskCap = CapName & keyof Caps;

export function isTaskCap(cap: CapName): cap is TaskCap {
  return cap !== 'dayUsdMicros' && cap !== 'dayTokens';
}
