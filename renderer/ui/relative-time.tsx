import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Writes how long ago, or the date once a day has passed: `now`, `12 min`, `3 h`, `17 Nov`. */
export function agoText(atMs: number, nowMs: number): string {
  const passed = Math.max(0, nowMs - atMs);
  if (passed < minuteMs) return t`now`;
  if (passed < hourMs) return t`${Math.floor(passed / minuteMs)} min`;
  if (passed < dayMs) return t`${Math.floor(passed / hourMs)} h`;
  return new Intl.DateTimeFormat(i18n.locale || 'en', { day: 'numeric', month: 'short' }).format(atMs);
}

/** Writes the clock time: `09:41`. */
export function clockText(atMs: number, withSeconds = false): string {
  return new Intl.DateTimeFormat(i18n.locale || 'en', {
    hour: '2-digit',
    minute: '2-digit',
    ...(withSeconds ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
  }).format(atMs);
}

/** Writes a time to come: the clock alone today, with its day after that. */
export function untilText(atMs: number, nowMs: number): string {
  const clock = clockText(atMs);
  if (new Date(atMs).toDateString() === new Date(nowMs).toDateString()) return clock;
  const day = new Intl.DateTimeFormat(i18n.locale || 'en', { day: 'numeric', month: 'short' }).format(atMs);
  return `${day} ${clock}`;
}

/** Writes date and time in full, for hover and record. */
export function absoluteText(atMs: number): string {
  return new Intl.DateTimeFormat(i18n.locale || 'en', { dateStyle: 'medium', timeStyle: 'medium' }).format(atMs);
}

/** The present, renewed every 30 seconds: enough for times in minutes. */
export function useNow(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}

/** A time, relative under a day, absolute on hover. */
export function RelativeTime({ atMs }: { atMs: number }) {
  const nowMs = useNow();
  return (
    <time dateTime={new Date(atMs).toISOString()} title={absoluteText(atMs)} className="whitespace-nowrap tabular-nums">
      {agoText(atMs, nowMs)}
    </time>
  );
}
