import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { fakeClock } from '../testing.ts';
import { failuresToOpen, firstRestMs, longestRestMs, makeBreaker, probeLookMs, probeLostMs } from './breaker.ts';
import { makeScheduler } from './scheduler.ts';

const startMs = 1_000_000;

function breaker(random = 0) {
  const clock = fakeClock(startMs);
  const changes: number[] = [];
  const made = makeBreaker({ clock, random: () => random, onChange: () => changes.push(made.resting().length) });
  const fail = (times: number, message = 'It was busy (529).'): void => {
    for (let time = 0; time < times; time += 1) made.failed('api', message);
  };
  return { ...made, clock, changes, fail };
}

describe('a lane', () => {
  it('is closed until failures came in a row', () => {
    const { admit, succeeded, fail, resting } = breaker();
    fail(failuresToOpen - 1);
    succeeded('api');
    fail(failuresToOpen - 1);
    expect({ admitted: admit('api'), resting: resting() }).toEqual({ admitted: { ok: true }, resting: [] });
    fail(1);
    expect(admit('api')).toEqual({ ok: false, untilMs: startMs + firstRestMs, why: 'It was busy (529).' });
    expect(admit('another')).toEqual({ ok: true });
  });

  it('lets one probe through after its rest, and closes when that is answered', () => {
    const { admit, succeeded, fail, resting, clock, changes } = breaker();
    fail(failuresToOpen);
    clock.advance(firstRestMs - 1);
    expect(admit('api')).toMatchObject({ ok: false, untilMs: startMs + firstRestMs });
    clock.advance(1);
    const look = { ok: false, untilMs: startMs + firstRestMs + probeLookMs };
    expect([admit('api'), admit('api'), admit('api')]).toMatchObject([{ ok: true }, look, look]);
    expect(resting()).toEqual([{ lane: 'api', untilMs: look.untilMs, why: 'It was busy (529).' }]);
    succeeded('api');
    expect([admit('api'), admit('api'), resting()]).toEqual([{ ok: true }, { ok: true }, []]);
    expect(changes).toEqual([1, 0]);
    fail(failuresToOpen - 1);
    expect(admit('api')).toEqual({ ok: true });
  });

  it('rests twice as long after each probe that fails, five minutes at most, and briefly after an answer', () => {
    const { admit, succeeded, fail, clock } = breaker();
    const rests: number[] = [];
    const readRest = (): number => {
      const admission = admit('api');
      return admission.ok ? 0 : admission.untilMs - clock.now();
    };
    fail(failuresToOpen);
    for (let probe = 0; probe < 6; probe += 1) {
      rests.push(readRest());
      clock.advance(rests.at(-1) ?? 0);
      expect(admit('api')).toEqual({ ok: true });
      fail(1, `probe ${probe}`);
    }
    expect(rests).toEqual([30_000, 60_000, 120_000, 240_000, longestRestMs, longestRestMs]);
    expect(admit('api')).toMatchObject({ why: 'probe 5' });
    succeeded('api');
    fail(failuresToOpen);
    expect(readRest()).toBe(firstRestMs);
  });

  it('rests up to a fifth longer, by the dice', () => {
    const { admit, fail } = breaker(0.5);
    fail(failuresToOpen);
    expect(admit('api')).toMatchObject({ untilMs: startMs + firstRestMs * 1.1 });
  });

  it('gives the probe’s place to another when it ends without an answer', () => {
    const { admit, released, fail, clock } = breaker();
    fail(failuresToOpen);
    released('api');
    expect(admit('api').ok).toBe(false);
    clock.advance(firstRestMs);
    expect([admit('api').ok, admit('api').ok]).toEqual([true, false]);
    released('api');
    released('never heard of');
    expect([admit('api').ok, admit('api').ok]).toEqual([true, false]);
  });

  it('sends another probe when one was lost', () => {
    const { admit, fail, clock } = breaker();
    fail(failuresToOpen);
    clock.advance(firstRestMs);
    admit('api');
    clock.advance(probeLostMs - 1);
    expect(admit('api').ok).toBe(false);
    clock.advance(1);
    expect([admit('api').ok, admit('api').ok]).toEqual([true, false]);
  });

  it('does not rest longer for what was sent before its rest', () => {
    const { admit, fail, clock } = breaker();
    fail(failuresToOpen);
    clock.advance(10_000);
    fail(10, 'late');
    expect(admit('api')).toEqual({ ok: false, untilMs: startMs + firstRestMs, why: 'It was busy (529).' });
  });

  it('keeps its rest when the clock on the wall is set', () => {
    const { admit, resting, fail, clock } = breaker();
    fail(failuresToOpen);
    for (const jumpMs of [86_400_000, -2 * 86_400_000]) {
      clock.jump(jumpMs);
      expect(admit('api')).toMatchObject({ ok: false, untilMs: clock.now() + firstRestMs });
      expect(resting()).toMatchObject([{ untilMs: clock.now() + firstRestMs }]);
    }
    clock.advance(firstRestMs);
    expect(admit('api').ok).toBe(true);
  });

  it('never has two probes out, and never is shut for good', () => {
    const act = fc.oneof(fc.constantFrom('admit', 'succeed', 'fail', 'release'), fc.nat(100_000));
    fc.assert(
      fc.property(fc.array(act, { maxLength: 200, size: 'max' }), (acts) => {
        const { admit, succeeded, failed, released, resting, clock } = breaker(0.99);
        let probes = 0;
        let probeAgeMs = 0;
        for (const did of acts) {
          const isOpen = resting().length > 0;
          if (typeof did === 'number') {
            clock.advance(did);
            probeAgeMs += did;
            if (probeAgeMs >= probeLostMs) probes = 0;
          } else if (did === 'admit') {
            if (admit('api').ok && isOpen) {
              probes += 1;
              probeAgeMs = 0;
            }
          } else {
            if (did === 'succeed') succeeded('api');
            else if (did === 'fail') failed('api', '');
            else released('api');
            probes = 0;
          }
          expect(probes).toBeLessThanOrEqual(1);
        }
        clock.advance(probeLostMs);
        expect(admit('api').ok).toBe(true);
      }),
    );
  });
});

it('keeps an endpoint that is down from holding places, while the others work on', async () => {
  const clock = fakeClock();
  const scheduler = makeScheduler({ places: 4, placesPerLane: () => 2 });
  const { admit, failed, succeeded } = makeBreaker({ clock, random: () => 0 });
  const sent = { up: 0, down: 0 };
  let isDown = true;
  const turn = (lane: 'up' | 'down', index: number): Promise<void> =>
    scheduler.run(
      { lane, teammateId: 'maya', taskId: `${lane}${index}`, priority: 'normal' },
      new AbortController().signal,
      async () => {
        if (!admit(lane).ok) return;
        sent[lane] += 1;
        await Promise.resolve();
        if (lane === 'down' && isDown) failed(lane, 'It was busy (529).');
        else succeeded(lane);
      },
    );
  const crowd = (): Promise<void[]> =>
    Promise.all(Array.from({ length: 100 }, (_, index) => [turn('up', index), turn('down', index)]).flat());
  await crowd();
  // Two may be on their way when the fifth failure comes.
  expect(sent.up).toBe(100);
  expect(sent.down).toBeLessThanOrEqual(failuresToOpen + 1);
  const before = sent.down;
  clock.advance(firstRestMs);
  await crowd();
  expect(sent).toEqual({ up: 200, down: before + 1 });
  isDown = false;
  clock.advance(2 * firstRestMs);
  await crowd();
  // The probe comes back before the next in line is asked, or just after the one beside it was turned away.
  expect(sent.down).toBeGreaterThan(before + 90);
  expect(sent.up).toBe(300);
});
