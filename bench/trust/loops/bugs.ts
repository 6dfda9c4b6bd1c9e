/** Bugs planted on the way into the journal: with each of them some shape must turn red, or the check proves nothing. */
import { createHash } from 'node:crypto';
import type { NewEvent, StreamName } from '../../../agents/domain/events.ts';

type Spoil = (event: NewEvent, stream: StreamName) => NewEvent;

export const bugs: Readonly<Record<string, Spoil | undefined>> = {
  none: undefined,
  /** A fingerprint of the bytes as they came: a new time stamp makes a new call. */
  'args-not-normalised': (event) =>
    event.type === 'turn.completed'
      ? {
          ...event,
          data: { ...event.data, calls: event.data.calls.map((call) => ({ ...call, print: rawPrint(call) })) },
        }
      : event,
  /** Turns without news are counted for each teammate alone: not handed on to parts, not taken back from them. */
  'detector-per-teammate': (event) => {
    if (event.type === 'task.created' && event.data.parent)
      return { ...event, data: { ...event.data, parent: { ...event.data.parent, idleTurns: 0 } } };
    if (event.type === 'call.succeeded' || event.type === 'call.failed')
      return { ...event, data: { ...event.data, idleTurns: 0 } } as NewEvent;
    return event;
  },
  /** What a part spends is its own: it draws nothing from the task it is a part of. */
  'child-own-cap': (event, stream) =>
    event.type === 'turn.completed' && stream.startsWith('task/t_r_')
      ? { ...event, data: { ...event.data, costUsdMicros: 0 } }
      : event,
};

function rawPrint({ tool, args }: { tool: string; args: unknown }): string {
  return createHash('sha256')
    .update(`${tool} ${JSON.stringify(args)}`)
    .digest('hex')
    .slice(0, 12);
}
