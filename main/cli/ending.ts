import type { Terminal } from './terminal.ts';

/** Says how a command ended and gives the exit code: 0 all is well, 1 it is not. `facts` go into the JSON alone. */
export type End = (isGood: boolean, message: string, facts?: object) => 0 | 1;

/** One sentence or, for `--json`, one line on stdout in every case. */
export function endOn(terminal: Terminal, json: boolean): End {
  return (isGood, message, facts = {}) => {
    if (json) terminal.print(JSON.stringify({ ok: isGood, message, ...facts }));
    else if (isGood) terminal.print(message);
    else terminal.say(message);
    return isGood ? 0 : 1;
  };
}
