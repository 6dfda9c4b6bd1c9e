import { describe, expect, it } from 'vitest';
import { DoorKeys } from './keys.ts';

function doorKeys() {
  const clock = { now: 0 };
  let made = 0;
  const keys = new DoorKeys(
    () => clock.now,
    () => `random-${(made += 1)}`,
  );
  return { clock, keys };
}

describe('DoorKeys', () => {
  it('changes a code once, and then knows the secret', () => {
    const { keys } = doorKeys();
    const code = keys.makeCode();
    const first = keys.redeem(code);
    expect(first).toEqual({ ok: true, value: 'random-2' });
    expect(keys.redeem(code)).toEqual({ ok: false, why: 'wrong' });
    expect(keys.check('random-2')).toEqual({ ok: true, value: true });
    expect(keys.check(code)).toEqual({ ok: false, why: 'wrong' });
  });

  it('forgets a code after five minutes', () => {
    const { keys, clock } = doorKeys();
    const code = keys.makeCode();
    clock.now = 5 * 60_000 - 1;
    expect(keys.redeem(code).ok).toBe(true);
    const late = keys.makeCode();
    clock.now += 5 * 60_000;
    expect(keys.redeem(late)).toEqual({ ok: false, why: 'wrong' });
  });

  it('keeps an earlier code good beside a newer one', () => {
    const { keys } = doorKeys();
    const [one, two] = [keys.makeCode(), keys.makeCode()];
    expect([keys.redeem(two).ok, keys.redeem(one).ok]).toEqual([true, true]);
  });

  it('makes ten thousand guesses take most of a week', () => {
    const { keys, clock } = doorKeys();
    keys.makeCode();
    let tried = 0;
    let held = 0;
    while (tried < 10_000) {
      const attempt = keys.redeem(`guess-${tried}`);
      if (!attempt.ok && attempt.why === 'slow') {
        held += 1;
        clock.now += 1_000;
      } else tried += 1;
    }
    expect(clock.now).toBeGreaterThan(9_900 * 60_000);
    expect(held).toBeGreaterThan(500_000);
  });

  it('holds even the right code while it is closed, and opens again', () => {
    const { keys, clock } = doorKeys();
    const code = keys.makeCode();
    for (let index = 0; index < 10; index += 1) keys.check(`wrong-${index}`);
    expect(keys.redeem(code)).toEqual({ ok: false, why: 'slow' });
    clock.now = 1_000;
    expect(keys.redeem(code).ok).toBe(true);
  });

  it('signs the oldest tab out for the thirty-third', () => {
    const { keys } = doorKeys();
    const secrets = Array.from({ length: 33 }, () => {
      const attempt = keys.redeem(keys.makeCode());
      return attempt.ok ? attempt.value : '';
    });
    expect([
      keys.check(secrets[0] ?? '').ok,
      keys.check(secrets[1] ?? '').ok,
      keys.check(secrets[32] ?? '').ok,
    ]).toEqual([false, true, true]);
  });
});
