/** What the person outside and the engine inside the killed process say to each other. */
import type { Snapshot } from '../../../agents/contract.ts';
import type { Answer, Command } from '../../../agents/domain/commands.ts';
import type { EventRecord } from '../../../agents/domain/events.ts';

/** How the process is started; its only argument, as JSON. */
export interface OfficeOptions {
  data: string;
  /** The person's folder. */
  files: string;
  sinkUrl: string;
  /** The newest event the person has seen. */
  afterSeq: number;
  bug: Bug | null;
}

/** Faults that live in the check's own process, to see the check go red. */
export const bugs = ['forget-doubt', 'early-ack'] as const;
export type Bug = (typeof bugs)[number];

export type ToOffice = { kind: 'command'; commandId: string; command: Command } | { kind: 'stop' };

export type FromOffice =
  | { kind: 'ready'; snapshot: Snapshot }
  | { kind: 'events'; events: EventRecord[] }
  | { kind: 'answer'; commandId: string; answer: Answer<{ seq: number }> };
