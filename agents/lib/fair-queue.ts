/** Queues whose every act costs the same, however many wait: a plain one, and one whose members take turns. */

export interface Queue<T> {
  isEmpty(): boolean;
  /** Whose turn it is; it stays. */
  first(): T | undefined;
  /** Takes out whose turn it is. */
  take(): T | undefined;
}

export interface LineQueue<T> extends Queue<T> {
  /** Joins at the back; returns how to leave, from wherever it then stands. Leaving twice, or after being taken, does nothing. */
  join(member: T): () => void;
}

export interface FairQueue<T> extends Queue<T> {
  /** Joins under its names, the outermost first: those at one place take turns, each as a whole. Returns how to leave. */
  join(names: readonly string[], member: T): () => void;
}

interface Link<T> {
  member: T;
  before: Link<T> | null;
  after: Link<T> | null;
}

/** First come, first served. */
export function makeLine<T>(): LineQueue<T> {
  let front: Link<T> | null = null;
  let back: Link<T> | null = null;
  const unlink = (link: Link<T>): void => {
    if (link.before) link.before.after = link.after;
    else if (front === link) front = link.after;
    else return;
    if (link.after) link.after.before = link.before;
    else back = link.before;
    link.before = null;
    link.after = null;
  };
  return {
    isEmpty: () => front === null,
    first: () => front?.member,
    take() {
      const link = front;
      if (link) unlink(link);
      return link?.member;
    },
    join(member) {
      const link: Link<T> = { member, before: back, after: null };
      if (back) back.after = link;
      else front = link;
      back = link;
      return () => unlink(link);
    },
  };
}

/**
 * Round robin at each of `depth` names, first come first served below the last.
 * A name that begins to wait joins at the back of its round, so that nobody gains by leaving and coming back.
 */
export function makeFairQueue<T>(depth: number): FairQueue<T> {
  if (depth === 0) {
    const line = makeLine<T>();
    return { ...line, join: (_names, member) => line.join(member) };
  }
  interface Group {
    name: string;
    queue: FairQueue<T>;
    leave: () => void;
  }
  const round = makeLine<Group>();
  const groups = new Map<string, Group>();
  const open = (name: string): Group => {
    const group: Group = { name, queue: makeFairQueue<T>(depth - 1), leave: () => undefined };
    group.leave = round.join(group);
    groups.set(name, group);
    return group;
  };
  /** Out of the round when nobody is left in it; `groups` may already hold a newer one of this name. */
  const closeIfEmpty = (group: Group): void => {
    if (!group.queue.isEmpty() || groups.get(group.name) !== group) return;
    group.leave();
    groups.delete(group.name);
  };
  return {
    isEmpty: round.isEmpty,
    first: () => round.first()?.queue.first(),
    take() {
      const group = round.take();
      const member = group?.queue.take();
      if (group) group.leave = round.join(group);
      if (group) closeIfEmpty(group);
      return member;
    },
    join([name = '', ...inner], member) {
      const group = groups.get(name) ?? open(name);
      const leave = group.queue.join(inner, member);
      return () => {
        leave();
        closeIfEmpty(group);
      };
    },
  };
}
