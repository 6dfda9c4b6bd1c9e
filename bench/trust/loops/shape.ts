/** One way in which work may go in circles, or seem to. */
import type { Command } from '../../../agents/domain/commands.ts';
import type { Caps, InboxItem } from '../../../agents/domain/schema.ts';
import type { TaskState } from '../../../agents/domain/task.ts';
import type { FakeTool } from '../lib/fake-tools.ts';
import type { Asked, Said } from '../lib/script.ts';

/** What must have ended it. */
export type End = 'held' | 'capped' | 'ended';

export interface Shape {
  name: string;
  about: string;
  say: (asked: Asked) => Said;
  tools?: readonly FakeTool[];
  caps?: Partial<Caps>;
  /** `priced`: a live model with a known price; `unpriced`: one without; left out = practice. */
  money?: 'priced' | 'unpriced';
  /** True = these arguments are the same call to anyone who looks; left out = equal arguments are. */
  sameAs?: (tool: string, args: unknown) => string;
  /** What a person says to an open item; null = nothing, for ever. */
  person?: (item: InboxItem, task: TaskState) => Command | null;
  /** How long an answer takes, in milliseconds of the clock. */
  turnMs?: number;
  end: End;
  /** What the card for the person must name; null = no card is needed. */
  evidence: RegExp | null;
}

/** A call that hands work on. */
export function handTo(teammate: string, brief: string): [string, unknown] {
  return ['delegate', { teammate, title: 'A part', brief }];
}

/** Reads the same thing always. */
export const look: FakeTool = { name: 'look', perform: () => 'Nothing new stands there.' };
export const put: FakeTool = { name: 'put', writes: true, perform: ({ what }) => `Wrote ${what}.` };
