import { t } from '@lingui/core/macro';
import type { CapName, Failure } from '../../agents/domain/schema.ts';

/** What to do about a failure, by its cause. */
export function causeText(code: Failure['code']): string {
  switch (code) {
    case 'model.unreachable':
      return t`The model could not be reached. Check the network and the address in Settings, then try again.`;
    case 'model.key':
      return t`The key was refused. Enter another one in Settings, or use practice, then try again.`;
    case 'model.busy':
      return t`The model was too busy for too long. Wait a while, then try again.`;
    case 'model.refused':
      return t`The model declined to answer. Say it differently in the brief, then try again.`;
    case 'model.garbage':
      return t`The answers could not be read. Try again, or choose another model in Settings.`;
    case 'model.cut':
      return t`The answer broke off each time. Try again.`;
    case 'tool.failed':
      return t`A step could not be carried out. Look at the step, then try again.`;
    case 'tool.timeout':
      return t`A step took too long and was ended. Try again.`;
    case 'disk.full':
      return t`The disk is full. Make room, then try again.`;
    case 'folder.missing':
      return t`The task’s folder is gone or cannot be read. Put it back or choose another one, then try again.`;
    case 'teammate.failed':
      return t`A part that was handed on could not be done. Look at that part, then try again.`;
    case 'engine.internal':
      return t`The app made a mistake. Nothing was repeated. Try again, and look at the Full record for what happened.`;
  }
}

/** The class of a cause in one or two words. */
export function causeClass(code: Failure['code']): string {
  if (code === 'model.key' || code === 'folder.missing') return t`Access`;
  if (code === 'disk.full' || code === 'engine.internal') return t`This computer`;
  if (code === 'teammate.failed') return t`A part`;
  if (code.startsWith('tool.')) return t`A step`;
  return t`The model`;
}

/** A cap by name, where it has no value of its own. */
export function capWords(cap: CapName): string {
  switch (cap) {
    case 'usdMicros':
      return t`money`;
    case 'turns':
      return t`rounds of thinking`;
    case 'calls':
      return t`steps`;
    case 'tokens':
      return t`words`;
    case 'activeMs':
      return t`time`;
    case 'dayUsdMicros':
      return t`money for a day`;
    case 'dayTokens':
      return t`words for a day`;
  }
}
