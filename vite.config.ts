import path from 'node:path';
import { linguiTransformerBabelPreset, lingui } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = import.meta.dirname;
const linguiConfig = { cwd: here, configPath: path.join(here, 'lingui.config.ts') };

// The page is served from app://muster/ and from http://127.0.0.1:<port>/ alike, under a policy without inline code.
export default defineConfig({
  root: path.join(here, 'renderer'),
  base: './',
  publicDir: false,
  plugins: [
    tailwindcss(),
    react(),
    // `lingui()` alone builds and then throws in the browser: the macros need the Babel pass as well.
    // 'message' keeps the English text in the code, so a message missing from the catalogue shows as text, not as an id.
    babel({ presets: [linguiTransformerBabelPreset({ descriptorFields: 'message' }, linguiConfig)] }),
    lingui(linguiConfig),
  ],
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
