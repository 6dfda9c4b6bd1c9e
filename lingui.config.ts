import type { LinguiConfig } from '@lingui/conf';

const config: LinguiConfig = {
  sourceLocale: 'en',
  locales: ['en', 'pseudo'],
  pseudoLocale: { locale: 'pseudo', prepend: '[', append: ']', extend: 0.4 },
  fallbackLocales: { default: 'en' },
  catalogs: [
    {
      path: '<rootDir>/renderer/locales/{locale}',
      include: ['<rootDir>/renderer'],
      exclude: ['**/*.test.*', '**/node_modules/**'],
    },
  ],
};

export default config;
