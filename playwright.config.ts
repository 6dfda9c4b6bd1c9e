import { defineConfig } from '@playwright/test';

// The fixture picks the host by the project's name; the specs are the same. `electron` joins only where its binary is.
const targets = ['web', 'stand-in', ...(process.env.MUSTER_E2E_ELECTRON === '1' ? ['electron'] : [])];
const executablePath = process.env.PLAYWRIGHT_CHROMIUM;

/** What a host does not have (the desktop's walls in a browser, the address bar in a window), and what one host shows for all. */
const notIn: Record<string, { testIgnore: string[]; grepInvert?: RegExp }> = {
  web: { testIgnore: ['desktop.spec.ts'] },
  'stand-in': {
    // The last six touch nothing that a host does otherwise.
    testIgnore: [
      'cli.spec.ts',
      'pictures.spec.ts',
      'screens.spec.ts',
      'states.spec.ts',
      'team.spec.ts',
      'queue.spec.ts',
      'pretend.spec.ts',
      'found-work.spec.ts',
      'five-ways.spec.ts',
      'knowledge.spec.ts',
    ],
    grepInvert: /@browser/,
  },
  electron: {
    testIgnore: ['cli.spec.ts', 'pictures.spec.ts', 'screens.spec.ts', 'states.spec.ts', 'desktop.spec.ts'],
    grepInvert: /@browser/,
  },
};

export default defineConfig({
  testDir: 'e2e',
  // Beside the specs lie unit tests of their support, which Vitest runs.
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/artifacts',
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    trace: { mode: 'retain-on-failure', screenshots: false, sources: false },
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // A test browser talks to the loopback only.
      args: [
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: targets.map((name) => ({ name, ...notIn[name] })),
});
