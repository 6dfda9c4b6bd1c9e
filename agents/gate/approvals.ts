/** Binds an approval to the exact bytes of one call. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../lib/json.ts';
import type { Descriptor, ResolvedCall } from '../tools/tool.ts';

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Hash of what would be performed: the tool and its definition, the resolved arguments, the target's real path and what it holds now.
 * A call that differs in any of these has another hash, and an earlier approval does not fit it.
 */
export function callHash(descriptor: Descriptor, resolved: ResolvedCall): string {
  const { name, version, description, effect } = descriptor;
  const target = resolved.target && { place: resolved.target.place, absolute: resolved.target.absolute };
  return sha256(
    canonicalJson({
      tool: name,
      definition: { version, description, effect },
      args: resolved.args,
      target,
      before: resolved.before,
    }),
  );
}

/** The idempotency key of a call: the same call of the same run has the same key for ever. */
export function callKey(runId: string, callId: string, tool: string, args: unknown): string {
  return sha256(canonicalJson({ runId, callId, tool, args }));
}
