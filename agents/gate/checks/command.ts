/** Decides a check by how the program ended that the person chose for it. */
import type { Check } from '../../domain/schema.ts';
import type { Ran, RunProgram } from '../../lib/sandbox.ts';
import { failed, open, passed, type Outcome } from './outcome.ts';

/** Runs every program the checks name on the work folder, one after another. */
export async function runCommands(
  checks: readonly Check[],
  folder: string,
  run: RunProgram,
  signal: AbortSignal,
): Promise<Map<string, Outcome>> {
  const ran = new Map<string, Outcome>();
  for (const check of checks)
    if (check.kind === 'command') ran.set(check.id, outcomeOf(await run(check.argv, folder, signal)));
  return ran;
}

export function outcomeOf(ran: Ran): Outcome {
  if (ran.how === 'none') return open('It cannot be run safely here: this computer has no sandbox that works');
  if (ran.how === 'late') return failed(`It was ended after ${ran.afterMs / 1000} s`);
  const last = ran.output.trim().split('\n').at(-1)?.trim().slice(0, 300) ?? '';
  const said = last === '' ? '' : `: ${last}`;
  return ran.code === 0
    ? passed(`The program ended well${said}`)
    : failed(`The program ended with ${ran.code ?? 'a signal'}${said}`);
}
