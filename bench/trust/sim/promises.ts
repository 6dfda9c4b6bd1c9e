/** What the simulator holds the engine to: the promises by name, what a broken one says, and what they are judged by. */
import type { Rule } from '../../../agents/domain/settings.ts';
import type { Workforce } from '../../../agents/workforce.ts';
import type { Disk } from './disk.ts';
import type { Proposals } from './model.ts';
import type { Diary } from './person.ts';
import type { Sink } from './sink.ts';

/** What may never happen, one name each. */
export const oracles = [
  'lost', // a committed event or a blob it names is gone, or the log has a gap
  'state', // the board is not what its log says
  'duplicate', // an effect happened twice
  'stuck', // work neither rests nor goes on
  'untold', // the board's word of a call is not what the world saw
  'unapproved', // an effect nobody allowed
  'after end', // an effect of a run that had ended
  'while paused', // work taken up while the person had paused it
  'partial', // a call of an answer that was cut short
  'caps', // a run beyond its caps
  'answer', // two answers to one command
  'internal', // work that failed by Muster's own fault
  'parts', // a part made twice, too early, or beside its answer
  'words', // a colleague's question put or answered twice
  'step', // a step carried out that the person had changed, left out or done, or one answered twice
  'who', // work begun by somebody who has left, or does not have the task
  'circle', // a circle of waiting told twice, or left when it is gone
] as const;
export type OracleName = (typeof oracles)[number];

export interface Violation {
  oracle: OracleName;
  what: string;
}

export interface Evidence {
  board: Workforce;
  disk: Disk;
  sink: Sink;
  rules: readonly Rule[];
  proposals: Proposals;
  diary: Diary;
  deaths: ReadonlyMap<number, number>;
}
