/** Starts the built desktop app on the stand-in, in this very process. */
import { registerHooks } from 'node:module';
import path from 'node:path';

const here = import.meta.dirname;
const standIn = new URL('electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});

await import(path.resolve(here, '../../dist/main/desktop.mjs'));
