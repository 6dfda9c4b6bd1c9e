/** What writers and the one engine say to each other, a line of JSON each, and what they tell the check. */
import type { Answer, Command } from '../../../agents/domain/commands.ts';

/** Faults planted in the engine's process, to see the check go red. */
export const bugs = ['early-ack', 'no-command-id', 'no-rev-check', 'second-writer'] as const;
export type Bug = (typeof bugs)[number];

export type Request =
  | { kind: 'command'; commandId: string; command: Command }
  | { kind: 'recall'; text: string }
  /** How named memories stand, and what is open. */
  | { kind: 'look'; memoryIds: string[] };

export interface Looked {
  memories: { id: string; rev: number; subject: string }[];
  conflicts: { id: string; memberIds: readonly string[] }[];
}

/** `seq`: the newest event when it was answered. */
export type Reply =
  | { kind: 'answer'; answer: Answer<{ seq: number }>; seq: number }
  | { kind: 'found'; ids: string[] }
  | ({ kind: 'looked' } & Looked);

/** One command of a writer and what it was told, in the end. */
export interface Entry {
  commandId: string;
  command: Command;
  answer: Answer<{ seq: number }>;
  seq: number;
}

export type FromEngine = { kind: 'ready'; port: number };
export type ToWriter = { kind: 'port'; port: number };
export type FromWriter = { kind: 'done' } | { kind: 'ledger'; entries: Entry[]; recalls: number };
