/**
 * The nine fuses of the packaged app: `key` as electron-builder names it, `index` its byte in the fuse wire.
 * wasmTrapHandlers has no key in electron-builder; it stays on, Electron's default.
 * Source: Electron's fuse table (docs, "Electron Fuses") and security guide, item 19.
 */
export const fuses: readonly { key: string; index: number; on: boolean }[] = [
  { key: 'runAsNode', index: 0, on: false },
  { key: 'enableCookieEncryption', index: 1, on: true },
  { key: 'enableNodeOptionsEnvironmentVariable', index: 2, on: false },
  { key: 'enableNodeCliInspectArguments', index: 3, on: false },
  { key: 'enableEmbeddedAsarIntegrityValidation', index: 4, on: true },
  { key: 'onlyLoadAppFromAsar', index: 5, on: true },
  { key: 'loadBrowserProcessSpecificV8Snapshot', index: 6, on: false },
  { key: 'grantFileProtocolExtraPrivileges', index: 7, on: false },
  { key: 'wasmTrapHandlers', index: 8, on: true },
];
