/** The balance of a task and of all it is a part of: what they have used, and what is reserved for turns under way. */
import { lineOf } from '../domain/due.ts';
import type { Settings } from '../domain/settings.ts';
import type { TaskState } from '../domain/task.ts';
import {
  addUsed,
  capForCall,
  capForDay,
  capForTurn,
  nothingUsed,
  usedBy,
  type Reached,
  type Stop,
  type Used,
  type Worst,
} from '../gate/caps.ts';
import type { Streams } from '../streams.ts';

export interface Balance {
  /**
   * Draws the next turn's worst case from every balance it counts against, all or none, before another turn can.
   * `release` gives the reservation back once the true cost is known.
   */
  draw(task: TaskState, turn: number, worst: Worst): { stop: Stop } | { release: () => void };
  /** The cap that forbids a call; null = none does. */
  forCall(task: TaskState): Stop | null;
}

/** `today`: the calendar day that spend is counted in. */
export function makeBalance(
  streams: Pick<Streams, 'tasks' | 'spend' | 'workspace' | 'partsOf'>,
  today: () => string,
): Balance {
  const reserved = new Map<string, Worst & { turn: number }>();

  const used = (task: TaskState): Used => {
    const own = task.run ? usedBy(task.run) : nothingUsed;
    const held = reserved.get(task.id);
    let sum = held
      ? addUsed(own, {
          ...nothingUsed,
          // Drawn, and its begin not on disk yet.
          turns: held.turn > own.turns ? 1 : 0,
          usdMicros: held.usdMicros ?? 0,
          tokens: held.usdMicros === null ? held.tokens : 0,
        })
      : own;
    for (const id of streams.partsOf(task.id)) {
      const part = streams.tasks.get(id);
      if (part?.parent && part.parent.runId === task.run?.runId) sum = addUsed(sum, used(part));
    }
    return sum;
  };

  const dayStop = (task: TaskState, worst: Worst, settings: Settings): Reached | null => {
    const { spend } = streams;
    const isToday = spend.day === today();
    const spent = { usdMicros: isToday ? spend.usdMicros : 0, tokens: isToday ? spend.tokens : 0 };
    for (const held of reserved.values()) {
      if (held.usdMicros === null) spent.tokens += held.tokens;
      else spent.usdMicros += held.usdMicros;
    }
    return capForDay(settings, spent, worst, task.run?.askedCaps ?? []);
  };

  /** The nearest cap in the way; a hard one anywhere comes before a soft one. */
  const first = (task: TaskState, find: (one: TaskState) => Reached | null): Stop | null => {
    const found = lineOf(task, (id) => streams.tasks.get(id)).flatMap((one): Stop[] => {
      const reached = one.run && find(one);
      return reached ? [{ ...reached, taskId: one.id, runId: one.run?.runId ?? '' }] : [];
    });
    return found.find((stop) => stop.level === 'hard') ?? found[0] ?? null;
  };

  return {
    draw(task, turn, worst) {
      const { settings } = streams.workspace;
      const stop = first(task, (one) => {
        const own = capForTurn(one.caps, used(one), worst, one.run?.askedCaps ?? []);
        return own?.level === 'hard' || one !== task ? own : (dayStop(one, worst, settings) ?? own);
      });
      if (stop) return { stop };
      reserved.set(task.id, { ...worst, turn });
      return { release: () => void reserved.delete(task.id) };
    },
    forCall: (task) => first(task, (one) => capForCall(one.caps, used(one))),
  };
}
