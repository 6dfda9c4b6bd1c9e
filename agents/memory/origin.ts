import type { Authority } from '../domain/memory.ts';

/** Who a memory is from, as a person tells them apart. */
export function originOf({
  authority,
  sourceUri,
}: {
  authority: Authority;
  sourceUri: string | null;
}): 'you' | 'read' | 'guessed' {
  if (authority === 'human') return 'you';
  return authority === 'inferred' || (authority === 'agent' && sourceUri === null) ? 'guessed' : 'read';
}
