import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import type { Connect } from './client/client.ts';
import { connectByPort } from './client/port.ts';
import { connectBySocket } from './client/socket.ts';
import { loadWords } from './locales/load.ts';
import './styles/main.css';

/** The link of the host we are in. The fake exists in the development server only. */
async function chooseLink(): Promise<Connect> {
  if (import.meta.env.DEV && new URLSearchParams(location.search).has('fake')) {
    const { fakeConnect } = await import('./client/fake-page.ts');
    return fakeConnect(new URLSearchParams(location.search));
  }
  return window.muster ? connectByPort(window.muster) : connectBySocket();
}

const root = document.querySelector('#root');
if (!root) throw new Error('index.html has no #root');
const [connect] = await Promise.all([chooseLink(), loadWords(navigator.languages)]);
createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <App connect={connect} />
    </I18nProvider>
  </StrictMode>,
);
