import { expect, it } from 'vitest';
import { focusedDelayMs, Notifier, type Need } from './notify.ts';

function rig(hasFocus: boolean, permission: NotificationPermission = 'granted') {
  const log: string[] = [];
  const timers: { ms: number; run: () => void }[] = [];
  let click = () => {};
  const notifier = new Notifier({
    show: (title, options) => {
      log.push(`show ${title} | ${options.body ?? ''} | ${options.tag ?? ''}`);
      const shown = {
        close: () => void log.push(`close ${options.tag ?? ''}`),
        onclick: null as Notification['onclick'],
      };
      click = () => shown.onclick?.call({} as Notification, new Event('click'));
      return shown;
    },
    permission: () => permission,
    hasFocus: () => hasFocus,
    focus: () => void log.push('focus'),
    after: (ms, run) => (timers.push({ ms, run }), () => void log.push('cancel')),
    open: (need) => void log.push(`open ${need.taskId} ${need.itemId}`),
  });
  return { notifier, log, timers, click: () => click() };
}
const need = (itemId: string, taskId = 't'): Need => ({
  about: taskId,
  taskId,
  itemId,
  title: 'Maya needs a yes',
  body: 'Post it',
});

it('tells once per task, replaces it for a new ask, and withdraws it when handled', () => {
  const { notifier, log } = rig(false);
  notifier.sync([need('i1')], true);
  notifier.sync([need('i1')], true);
  notifier.sync([need('i2')], true);
  notifier.sync([], true);
  expect(log).toEqual([
    'show Maya needs a yes | Post it | muster-t',
    'close muster-t',
    'show Maya needs a yes | Post it | muster-t',
    'close muster-t',
  ]);
});

it('waits two minutes while the window is in use, and not at all once it is handled', () => {
  const { notifier, log, timers } = rig(true);
  notifier.sync([need('i1')], true);
  expect([log, timers[0]?.ms]).toEqual([[], focusedDelayMs]);
  timers[0]?.run();
  notifier.sync([need('i1'), need('i3', 'u')], true);
  notifier.sync([need('i1')], true);
  expect(log).toEqual(['show Maya needs a yes | Post it | muster-t', 'cancel']);
});

it('opens the item on click and comes to the front', () => {
  const { notifier, log, click } = rig(false);
  notifier.sync([need('i1')], true);
  click();
  expect(log.slice(1)).toEqual(['focus', 'open t i1', 'close muster-t']);
});

it.each([
  [true, 'denied' as const],
  [false, 'granted' as const],
])('stays silent when switched off or not allowed (%s, %s)', (isOn, permission) => {
  const { notifier, log } = rig(false, permission);
  notifier.sync([need('i1')], isOn);
  expect(log).toEqual([]);
});
