import { defineConfig } from '@lingui/cli';

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'pseudo'],
  pseudoLocale: { locale: 'pseudo', prepend: '[', append: ']', extend: 0.4 },
  fallbackLocales: { default: 'en' },
  catalogs: [
    {
      // scripts/lib/locales-check.ts extracts into a copy.
      path: `${process.env.MUSTER_LOCALES ?? '<rootDir>/renderer/locales'}/{locale}`,
      include: ['<rootDir>/renderer'],
      exclude: ['**/*.test.*', '**/node_modules/**'],
    },
  ],
});
