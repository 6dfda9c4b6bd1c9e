/** What the rules say of a call: deny, then ask, then allow; the first match of the strictest kind wins. Pure. */
import type { Rule } from '../domain/settings.ts';
import type { Descriptor, Where } from '../tools/tool.ts';

export interface Judgement {
  verdict: 'deny' | 'ask' | 'allow';
  /** The rule in words, as a person reads it. */
  words: string;
}

/** `place: null` = the call points at no file. */
export function judge(
  rules: readonly Rule[],
  descriptor: Pick<Descriptor, 'name' | 'effect'>,
  place: Where | null,
): Judgement {
  if (descriptor.effect === 'none' || descriptor.effect === 'read') {
    // Reading what was granted is free: only a rule that names the tool holds a read up.
    const named = rules.filter((rule) => rule.tool === descriptor.name);
    return strictest(named, descriptor.name, place, ['deny', 'ask']) ?? allow;
  }
  return strictest(rules, descriptor.name, place, ['deny', 'ask', 'allow']) ?? standard(descriptor, place);
}

const allow: Judgement = { verdict: 'allow', words: '' };

function strictest(
  rules: readonly Rule[],
  tool: string,
  place: Where | null,
  order: readonly Rule['verdict'][],
): Judgement | null {
  for (const verdict of order) {
    const rule = rules.find((other) => other.verdict === verdict && matches(other, tool, place));
    if (rule) return { verdict, words: rule.words };
  }
  return null;
}

function matches(rule: Rule, tool: string, place: Where | null): boolean {
  return (rule.tool === '*' || rule.tool === tool) && (rule.place === '*' || rule.place === place);
}

/** Without a rule the work folder is free, and everything that leaves it asks. */
function standard(descriptor: Pick<Descriptor, 'name' | 'effect'>, place: Where | null): Judgement {
  if (descriptor.effect === 'write' && place === 'work') return allow;
  return { verdict: 'ask', words: 'Anything outside the task’s own work folder asks first' };
}
