import path from 'node:path';
import { linguiTransformerBabelPreset } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const here = import.meta.dirname;
const linguiConfig = { cwd: here, configPath: path.join(here, 'lingui.config.ts') };

export default defineConfig({
  root: here,
  test: {
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['{agents,main,scripts,bench,trust,e2e}/**/*.test.ts', 'renderer/**/*.test.ts'],
          exclude: ['bench/peers/**'],
        },
      },
      {
        plugins: [
          react(),
          babel({ presets: [linguiTransformerBabelPreset({ descriptorFields: 'message' }, linguiConfig)] }),
        ],
        test: { name: 'dom', environment: 'jsdom', include: ['renderer/**/*.test.tsx'] },
      },
    ],
  },
});
