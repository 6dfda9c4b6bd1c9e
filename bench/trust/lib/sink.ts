/** What the world around a checked engine saw: the only witness of what was really done. No tool, journal or engine can change it. */

/** One time a tool reached the world. */
export interface Act {
  tool: string;
  args: unknown;
  key: string;
  taskId: string;
  runId: string;
  /** What the world answered; null = it failed. */
  content: string | null;
}

export interface Sink {
  readonly acts: Act[];
  /** Files by absolute path. */
  readonly files: Map<string, string>;
}

export function makeSink(): Sink {
  return { acts: [], files: new Map() };
}
