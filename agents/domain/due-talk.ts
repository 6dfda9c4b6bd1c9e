/** What is due for a call that waits for a colleague's word. Pure. */
import type { Around, Effect } from './due.ts';
import { standOf } from './talk.ts';
import type { Call } from './task.ts';

/** The question is put once, and the call answered when the colleague has answered or their work is over. */
export function consultDue({ callId, consulted }: Call, runId: string, { taskOf }: Around): Effect[] {
  if (!consulted) return [];
  const { is } = standOf(consulted, taskOf);
  if (is === 'posted') return [];
  const kind = is === 'missing' ? 'post' : 'gather';
  return [{ kind, id: `${callId}/${kind}`, runId, callId }];
}
