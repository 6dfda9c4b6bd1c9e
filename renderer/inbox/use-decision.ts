import { useState } from 'react';
import type { Command } from '../../agents/domain/commands.ts';
import { useActions } from '../store/use-app.ts';

export interface Decision {
  /** True from the click until the engine has answered: the buttons hold still. */
  busy: boolean;
  /** Why the last decision was not taken; null = nothing was refused. */
  refusal: string | null;
  /** Sends the decision; resolves true when it was taken. */
  decide: (command: Command) => Promise<boolean>;
  /** Sends several in order and stops at the first that is refused. */
  decideAll: (commands: readonly Command[]) => Promise<boolean>;
  clear: () => void;
}

/**
 * Sends decisions on one task and keeps a refusal beside the buttons.
 * A refusal means that the item has changed: the task is loaded anew, so that the next look is a true one.
 */
export function useDecision(taskId: string): Decision {
  const actions = useActions();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const decideAll = async (commands: readonly Command[]) => {
    if (busy) return false;
    setBusy(true);
    setRefusal(null);
    for (const command of commands) {
      const reply = await actions.dispatch(command, { quiet: true });
      if (reply.ok) continue;
      setBusy(false);
      setRefusal(reply.error.message);
      if (reply.error.code !== 'offline') await actions.loadTask(taskId);
      return false;
    }
    setBusy(false);
    return true;
  };
  return { busy, refusal, decideAll, decide: (command) => decideAll([command]), clear: () => setRefusal(null) };
}
