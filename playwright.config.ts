import { defineConfig } from '@playwright/test';

// The fixture picks the host by the project's name; the specs are the same. `electron` joins only where its binary is.
const targets = ['web', 'stand-in', ...(process.env.MUSTER_E2E_ELECTRON === '1' ? ['electron'] : [])];
const executablePath = process.env.PLAYWRIGHT_CHROMIUM;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/artifacts',
  workers: 2,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 60_000,
  reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
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
  projects: targets.map((name) => ({ name })),
});
