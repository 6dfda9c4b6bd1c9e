import { expect, test } from 'vitest';

import { aRun, aTask } from '../task/task.fixture.ts';
import { goOn } from './raise-cap.ts';

test.each([
  [
    'spent its own money',
    aRun({ how: 'capped', cap: 'usdMicros', calls: 9, costUsdMicros: 1_990_000 }),
    { cap: 'usdMicros', allowed: 2_000_000, raise: false },
  ],
  [
    'too small for one step',
    aRun({ how: 'capped', cap: 'usdMicros', calls: 0 }),
    { cap: 'usdMicros', allowed: 4_000_000, raise: true },
  ],
  ['the day’s cap', aRun({ how: 'capped', cap: 'dayUsdMicros', calls: 9 }), null],
  ['the day’s words', aRun({ how: 'capped', cap: 'dayTokens', calls: 0 }), null],
  ['steps', aRun({ how: 'capped', cap: 'calls', calls: 200 }), { cap: 'calls', allowed: 200, raise: false }],
  ['failed, not capped', aRun({ how: 'failed' }), null],
  ['never run', null, null],
])('%s', (_name, run, expected) => {
  expect(goOn(aTask({ status: 'paused', run }))).toEqual(expected);
});
