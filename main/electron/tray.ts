import { Menu, Tray, nativeImage, type NativeImage } from 'electron';

/** The sign in the system tray: opens the window, pauses nothing by itself. Null = the platform has no tray. */
export function makeTray(icon: string, open: () => void, quit: () => void): Tray | null {
  const image: NativeImage = nativeImage.createFromPath(icon);
  if (image.isEmpty()) return null;
  const tray = new Tray(image);
  tray.setToolTip('Muster');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'Open Muster', click: open },
      { type: 'separator' },
      { label: 'Quit', click: quit },
    ]),
  );
  tray.on('click', open);
  return tray;
}
