/** Every program in dist/main, by its source. A missing one fails the build. */
export const entries = ['main/start.ts', 'main/web.ts', 'main/cli.ts', 'main/desktop.ts', 'main/engine.ts'];

/** Electron loads a sandboxed preload as CommonJS only, and from one file. */
export const preload = 'main/electron/preload.ts';
