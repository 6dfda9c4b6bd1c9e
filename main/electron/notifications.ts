import { Notification } from 'electron';

/** Desktop notifications: one per task, replaced and not stacked, withdrawn when the task is handled anywhere. */
export interface Notifications {
  show(taskId: string, title: string, body: string, onClick: () => void): void;
  withdraw(taskId: string): void;
}

/** `isFocused`: while the person looks at the window, nothing pops up. */
export function makeNotifications(isFocused: () => boolean): Notifications {
  const open = new Map<string, Notification>();
  const withdraw = (taskId: string) => {
    open.get(taskId)?.close();
    open.delete(taskId);
  };
  return {
    withdraw,
    show(taskId, title, body, onClick) {
      withdraw(taskId);
      if (isFocused() || !Notification.isSupported()) return;
      const notification = new Notification({ title, body, silent: false });
      notification.on('click', onClick);
      notification.on('close', () => open.delete(taskId));
      open.set(taskId, notification);
      notification.show();
    },
  };
}
