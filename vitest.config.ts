import { defineConfig } from 'vitest/config';
import { pagePlugins } from './scripts/lib/page-plugins.ts';

export default defineConfig({
  root: import.meta.dirname,
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['{agents,main,scripts,bench,e2e}/**/*.test.ts', 'renderer/**/*.test.ts'],
          exclude: ['bench/peers/**'],
        },
      },
      {
        plugins: [pagePlugins()],
        test: { name: 'dom', environment: 'jsdom', include: ['renderer/**/*.test.tsx'] },
      },
    ],
  },
});
