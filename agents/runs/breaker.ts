/**
 * Circuit breakers, one per lane: after some failures in a row nothing is sent for a while, then one probe decides.
 * A rest is counted in uptime, so that a clock that jumps neither prolongs nor ends it; wall time is for display.
 * Source: the circuit breaker of Nygard, "Release It!" (2007).
 */
import type { Clock } from '../lib/clock.ts';

export interface Breaker {
  /** May something be sent? A yes after a rest is the probe, and the only one until it has come back. */
  admit(lane: string): Admission;
  /** An answer came. One that refuses the request or the key counts: it proves that the endpoint lives. */
  succeeded(lane: string): void;
  /** It failed in a way that may pass; nothing else counts. `message` says why the lane rests. */
  failed(lane: string, message: string): void;
  /** What was admitted ended without an answer, by an abort: if it was the probe, another one may go. */
  released(lane: string): void;
  /** Lanes that are not open to all, the probe's included. */
  resting(): readonly Rest[];
}

export type Admission = { ok: true } | { ok: false; untilMs: number; why: string };

export interface Rest {
  lane: string;
  /** When it is tried again, in UTC milliseconds; while a probe is out, when to look again. */
  untilMs: number;
  why: string;
}

export interface BreakerOptions {
  clock: Pick<Clock, 'now' | 'uptime'>;
  /** A number in [0, 1). */
  random: () => number;
  /** `resting()` has another answer now. */
  onChange?: () => void;
}

/** Failures in a row, with no answer between them, that open a closed lane. */
export const failuresToOpen = 5;
export const firstRestMs = 30_000;
export const longestRestMs = 300_000;
/** How soon to look again while a probe is out: its answer may take minutes. */
export const probeLookMs = 5_000;
/** A probe that nobody reports for so long is lost, and another one may go: a slip elsewhere must not shut a lane for good. */
export const probeLostMs = 600_000;

interface Lane {
  failures: number;
  why: string;
  /** null = closed. */
  open: { restMs: number; untilUptimeMs: number; probedAtMs: number | null } | null;
}

/** Contract: total; a lane nobody has reported a failure of is closed and takes no memory. */
export function makeBreaker({ clock, random, onChange = () => undefined }: BreakerOptions): Breaker {
  const lanes = new Map<string, Lane>();

  /** Rests for `restMs` and up to a fifth more, so that lanes that fell together do not all come back together. */
  const rest = (lane: Lane, restMs: number): void => {
    lane.open = { restMs, untilUptimeMs: clock.uptime() + restMs * (1 + random() / 5), probedAtMs: null };
    onChange();
  };

  const leftMs = ({ untilUptimeMs, probedAtMs }: NonNullable<Lane['open']>): number => {
    if (probedAtMs === null) return Math.max(0, Math.ceil(untilUptimeMs - clock.uptime()));
    return clock.uptime() - probedAtMs < probeLostMs ? probeLookMs : 0;
  };

  return {
    admit(name) {
      const { open, why } = lanes.get(name) ?? { open: null, why: '' };
      if (!open) return { ok: true };
      const waitMs = leftMs(open);
      if (waitMs > 0) return { ok: false, untilMs: clock.now() + waitMs, why };
      open.probedAtMs = clock.uptime();
      return { ok: true };
    },
    succeeded(name) {
      const wasOpen = lanes.get(name)?.open;
      lanes.delete(name);
      if (wasOpen) onChange();
    },
    failed(name, message) {
      const lane = lanes.get(name) ?? { failures: 0, why: '', open: null };
      lanes.set(name, lane);
      // What was sent before the rest and fails within it says nothing new.
      if (lane.open && lane.open.probedAtMs === null) return;
      lane.why = message;
      lane.failures += 1;
      if (lane.open) rest(lane, Math.min(longestRestMs, lane.open.restMs * 2));
      else if (lane.failures >= failuresToOpen) rest(lane, firstRestMs);
    },
    released(name) {
      const open = lanes.get(name)?.open;
      if (open) open.probedAtMs = null;
    },
    resting: () =>
      [...lanes].flatMap(([lane, { open, why }]) => (open ? [{ lane, untilMs: clock.now() + leftMs(open), why }] : [])),
  };
}
