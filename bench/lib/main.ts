/** The command around benches and trust checks: lists them, runs one, ends with one JSON line. */
import type { Listed } from './bench.ts';

/** Where the command writes; the process's own streams outside tests. */
export interface Output {
  stdout(text: string): void;
  stderr(text: string): void;
}

/**
 * Runs `<kind> <name> [args]` and resolves to the exit code: 0 = passed or listed, 1 = the bar was missed or could not be measured, 2 = bad usage.
 * Progress goes to stderr; the last line of stdout is `{"name","pass","figures","bar"}`.
 */
export async function runNamed(
  kind: string,
  lists: Readonly<Record<string, readonly Listed[]>>,
  args: readonly string[],
  output: Output,
): Promise<number> {
  const list = lists[kind];
  if (!list) {
    output.stderr(`There is no "${kind}"; there is ${Object.keys(lists).join(' and ')}.\n`);
    return 2;
  }
  const [name, ...rest] = args;
  if (name === undefined) {
    output.stdout(listing(kind, list));
    return 0;
  }
  const listed = list.find((entry) => entry.name === name);
  if (!listed) {
    output.stderr(`There is no ${kind} "${name}".\n${listing(kind, list)}`);
    return 2;
  }
  const end = (pass: boolean, figures: object, bar: object): number => {
    output.stdout(`${JSON.stringify({ name, pass, figures, bar })}\n`);
    return pass ? 0 : 1;
  };
  try {
    const bench = await listed.load();
    const { pass, figures, bar } = await bench.run(rest, (line) => output.stderr(`${line}\n`));
    return end(pass, figures, bar);
  } catch (error) {
    output.stderr(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return end(false, { error: error instanceof Error ? error.message : String(error) }, {});
  }
}

function listing(kind: string, list: readonly Listed[]): string {
  if (list.length === 0) return `There is no ${kind} check yet.\n`;
  const width = Math.max(...list.map((entry) => entry.name.length));
  const lines = list.map((entry) => `  ${entry.name.padEnd(width)}  ${entry.about}`);
  return `Run one with: npm run --silent ${kind} -- <name>\n${lines.join('\n')}\n`;
}
