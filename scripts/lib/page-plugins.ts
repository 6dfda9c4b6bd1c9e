import path from 'node:path';
import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import type { PluginOption } from 'vite';
import { root } from './bootstrap.mjs';

/** What turns the renderer's sources into a page, for the build and for the component tests alike. */
export function pagePlugins(): PluginOption[] {
  const config = { cwd: root, configPath: path.join(root, 'lingui.config.ts') };
  // The native transform it advertises is missing wherever npm itself ran on Node 20 (engines >= 22.19).
  process.env.LINGUI_SUPPRESS_BABEL_WARNING = '1';
  return [
    react(),
    // `lingui()` alone builds and then throws in the browser: the macros need the Babel pass as well.
    // 'message' keeps the English text in the code, so a message missing from the catalogue shows as text, not as an id.
    babel({ presets: [linguiTransformerBabelPreset({ descriptorFields: 'message' }, config)] }),
    lingui(config),
  ];
}
