import { i18n } from '@lingui/core';
import { plural, t } from '@lingui/core/macro';
import type { CapName } from '../../agents/domain/schema.ts';
import { moneyText } from '../ui/money.tsx';

/** A cap's value in words: money, steps, minutes. Tokens are named only because their price is unknown. */
export function capText(cap: CapName, value: number): string {
  switch (cap) {
    case 'usdMicros':
      return moneyText(value);
    case 'dayUsdMicros':
      return t`${moneyText(value)} a day`;
    case 'turns':
      return plural(value, { one: '# round of thinking', other: '# rounds of thinking' });
    case 'calls':
      return plural(value, { one: '# step', other: '# steps' });
    case 'activeMs':
      return plural(minutesIn(value), { one: '# minute of work', other: '# minutes of work' });
    case 'tokens':
      return t`about ${wordsIn(value)} words`;
    case 'dayTokens':
      return t`about ${wordsIn(value)} words a day`;
  }
}

/** How much of a cap is used: “$1.60 of $2.00”, “48 of 60 minutes of work”. */
export function capUseText(cap: CapName, used: number, allowed: number): string {
  switch (cap) {
    case 'usdMicros':
      return t`${moneyText(used)} of ${moneyText(allowed)}`;
    case 'dayUsdMicros':
      return t`${moneyText(used)} of ${moneyText(allowed)} today`;
    case 'turns':
    case 'calls':
      return t`${used} of ${capText(cap, allowed)}`;
    case 'activeMs':
      return t`${minutesIn(used)} of ${capText(cap, allowed)}`;
    case 'tokens':
      return t`about ${wordsIn(used)} of ${wordsIn(allowed)} words`;
    case 'dayTokens':
      return t`about ${wordsIn(used)} of ${wordsIn(allowed)} words today`;
  }
}

function minutesIn(ms: number): number {
  return Math.round(ms / 60_000);
}

/** A token is about three quarters of a word. */
function wordsIn(tokens: number): string {
  return new Intl.NumberFormat(i18n.locale || 'en').format(Math.round((tokens * 3) / 4 / 1000) * 1000);
}
