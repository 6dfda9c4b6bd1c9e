/** What a held task's evidence says, a line a step: how often it came round, and what it was in plain words. Pure. */
import { actWords } from '../task/call-words.ts';

export interface EvidenceLine {
  times: number;
  /** The step in words; the engine's own line where it cannot be read. */
  what: string;
  /** What came of it each time; '' = nothing was said. */
  came: string;
}

/** Reads `3 × list_files {"path":"a"} → 12 files`, a line each. The arguments may be cut off. */
export function evidenceLines(detail: string): EvidenceLine[] {
  return detail
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, times = '1', act = line] = /^(\d+) × (.+)$/.exec(line) ?? [];
      const [, whole, after = ''] = /^(\w+ \{.*?\})(?: → (.*))?$/s.exec(act) ?? [];
      const [cut = '', rest = ''] = act.split(/ → (.*)/s);
      const [what, came] = whole === undefined ? [cut, rest] : [whole, after];
      return { times: Number(times), what: wordsFor(what), came };
    });
}

function wordsFor(what: string): string {
  const [, tool, json] = /^(\w+) (\{.*)$/s.exec(what) ?? [];
  if (!tool || !json) return what;
  return actWords({ tool, args: argsIn(json), state: 'succeeded', beganAtMs: null, endedAtMs: null });
}

function argsIn(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Cut off by the engine: the tool alone has to name the step.
    return {};
  }
}
