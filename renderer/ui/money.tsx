import { i18n } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import { memo } from 'react';

/** Writes millionths of a US dollar with two decimals, in the reader's number format. */
export function moneyText(usdMicros: number): string {
  return new Intl.NumberFormat(i18n.locale || 'en', { style: 'currency', currency: 'USD' }).format(
    usdMicros / 1_000_000,
  );
}

/** An amount. `partial`: some of it has no known price, so it is written as at least. */
export const Money = memo(function Money({ usdMicros, partial }: { usdMicros: number; partial?: boolean }) {
  const { t } = useLingui();
  const amount = moneyText(usdMicros);
  if (!partial) return <span className="whitespace-nowrap tabular-nums">{amount}</span>;
  const spoken = t`at least ${amount}, part of it has no known price`;
  return (
    <span className="whitespace-nowrap tabular-nums" title={spoken}>
      <span aria-hidden>≥ {amount}</span>
      <span className="sr-only">{spoken}</span>
    </span>
  );
});
