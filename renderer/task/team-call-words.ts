/** What a teammate's calls to its colleagues say in plain words. Pure. */
import { plural, t } from '@lingui/core/macro';
import type { Call } from '../../agents/domain/task.ts';
import { oneLine } from './one-line.ts';
import { stringArg } from './steps.ts';

/** Names the act; null = the tool has nothing to do with colleagues. */
export function teamWords({ tool, args }: Pick<Call, 'tool' | 'args'>): string | null {
  const said = (name: string) => oneLine(stringArg(args, name) ?? '', 120);
  const name = stringArg(args, 'teammate') ?? stringArg(args, 'to') ?? t`a colleague`;
  switch (tool) {
    case 'plan_parts': {
      const parts: unknown = typeof args === 'object' && args !== null ? Reflect.get(args, 'parts') : null;
      const count = Array.isArray(parts) ? parts.length : 0;
      return plural(count, {
        0: 'Break the task into parts',
        one: 'Break the task into # part',
        other: 'Break the task into # parts',
      });
    }
    case 'ask_teammate':
      return withText(t`Ask ${name}`, said('question'));
    case 'comment':
      return withText(t`Tell ${name}`, said('text'));
    case 'hand_over':
      return withText(t`Hand over to ${name}`, said('why'));
    case 'answer':
      return withText(t`Answer a colleague`, said('text'));
    case 'give_opinion':
      return t`Say whether the result is ready`;
    default:
      return null;
  }
}

function withText(act: string, text: string): string {
  return text ? `${act}: ${text}` : act;
}
