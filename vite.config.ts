import path from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { pagePlugins } from './scripts/lib/page-plugins.ts';

const here = import.meta.dirname;

// The page is served from app://muster/ and from http://127.0.0.1:<port>/ alike, under a policy without inline code.
export default defineConfig({
  root: path.join(here, 'renderer'),
  base: './',
  publicDir: false,
  plugins: [tailwindcss(), pagePlugins()],
  build: {
    outDir: path.join(here, 'dist', 'renderer'),
    emptyOutDir: true,
    sourcemap: true,
    target: 'chrome140',
    // Small images and fonts as data: URLs would need a wider policy than the hosts send.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
