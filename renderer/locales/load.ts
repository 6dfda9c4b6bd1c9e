import { i18n, type Messages } from '@lingui/core';

/** Catalogues there are; each is its own file, loaded when it is the reader's. */
const catalogues: Record<string, () => Promise<{ messages: Messages }>> = {
  en: () => import('./en.po'),
  pseudo: () => import('./pseudo.po'),
};

/** Right-to-left languages among the catalogues; `?dir=rtl` shows any of them that way. */
const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

/** Picks the first catalogue the reader's languages name, English when there is none. */
export function pickLocale(languages: readonly string[], wanted: string | null): string {
  if (wanted && wanted in catalogues) return wanted;
  for (const language of languages) {
    const base = language.split('-', 1)[0] ?? '';
    if (base in catalogues && base !== 'pseudo') return base;
  }
  return 'en';
}

/** Loads the words before the first drawing. `?lang=pseudo` shows the test language. */
export async function loadWords(languages: readonly string[]): Promise<void> {
  const query = new URLSearchParams(location.search);
  const locale = pickLocale(languages, query.get('lang'));
  const { messages } = await (catalogues[locale] ?? catalogues['en']!)();
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = locale === 'pseudo' ? 'en' : locale;
  document.documentElement.dir = query.get('dir') === 'rtl' || rightToLeft.has(locale) ? 'rtl' : 'ltr';
}
