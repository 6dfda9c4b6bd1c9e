/** The team's memory as a person looks at it: shapes of the queries, without rules. */
import type { Imported } from './memory-commands.ts';
import type { MemoryCard } from './memory.ts';

/** A sentence with all that is known of it. Times are UTC ms, null = not known or not so. */
export interface MemoryView extends Omit<MemoryCard, 'textVersion' | 'contentHash' | 'subjectId' | 'sharesKey'> {
  /** Equal for all memories of one subject. */
  subjectId: string;
  subject: string;
  text: string;
  /** The one question it answers, and the answer; null = none is named. */
  question: string | null;
  value: string | null;
  /** Words of the source. */
  quote: string | null;
  sourceUri: string | null;
  lastUsedMs: number | null;
  usedInTasks: number;
}

export interface KnowledgeQuery {
  /** Words to look for; null = all, by subject. */
  text: string | null;
  from: 'all' | 'you' | 'read' | 'guessed';
  standing: 'in-use' | 'waiting' | 'faded' | 'forgotten';
  offset: number;
  limit: number;
}

export interface KnowledgePage {
  /** Version of the memory stream this was read at. */
  version: number;
  memories: MemoryView[];
  total: number;
  /** Of all that is in use, whatever was asked for; `waiting` and `forgotten` beside them. */
  counts: { all: number; you: number; read: number; guessed: number; waiting: number; forgotten: number };
  /** Learned lately, newest first, and not looked at by a person. */
  tray: MemoryView[];
  trayTotal: number;
}

export interface MemoryDetail {
  memory: MemoryView;
  /** Other answers to the same question, newest first. */
  history: MemoryView[];
  /** What it was made from, and what was made from it. */
  basis: MemoryView[];
  derived: MemoryView[];
  usedIn: { taskId: string; title: string }[];
}

export interface WeekView {
  fromMs: number;
  toMs: number;
  learned: MemoryView[];
  learnedTotal: number;
  changed: MemoryView[];
  changedTotal: number;
  forgottenTotal: number;
  faded: number;
  openConflicts: number;
  /** The memory manager's own sentences of the newest report; null = there was none. */
  note: string | null;
}

/** What an erasure would take. */
export interface ErasurePreview {
  memories: MemoryView[];
  total: number;
  /** Of them, those that were made from what is to go. */
  derivedTotal: number;
  /** Tasks whose texts tell of it. */
  tasks: { taskId: string; title: string }[];
}

/** What the team knows as a file. */
export interface MemoryFile {
  /** A name for it, without a folder. */
  name: string;
  text: string;
}

/** What a file would bring; nothing of it is kept yet. `problems`: what is left out, and why. */
export interface ParsedMemory {
  items: Imported[];
  /** Lines are counted from 1. */
  problems: { line: number; problem: string }[];
}
