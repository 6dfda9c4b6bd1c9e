import { i18n } from '@lingui/core';
import { plural, t } from '@lingui/core/macro';
import type { CapName } from '../../agents/domain/schema.ts';
import { moneyText } from '../ui/money.tsx';

/** A cap's value in words: money, steps, minutes. Tokens are named only because their price is unknown. */
export function capText(cap: CapName, value: number): string {
  switch (cap) {
    case 'usdMicros':
      return moneyText(value);
    case 'turns':
      return plural(value, { one: '# round of thinking', other: '# rounds of thinking' });
    case 'calls':
      return plural(value, { one: '# step', other: '# steps' });
    case 'activeMs': {
      const minutes = Math.round(value / 60_000);
      return plural(minutes, { one: '# minute of work', other: '# minutes of work' });
    }
    case 'tokens': {
      const words = new Intl.NumberFormat(i18n.locale || 'en').format(Math.round((value * 3) / 4 / 1000) * 1000);
      return t`about ${words} words`;
    }
  }
}
