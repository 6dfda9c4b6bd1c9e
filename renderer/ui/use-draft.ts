import { useState } from 'react';

/**
 * Typed text that survives leaving the screen: kept for this window until it is sent or emptied.
 * Never for secrets: it lies in the page's session storage.
 */
export function useDraft(key: string): [string, (text: string) => void] {
  const [held, setHeld] = useState({ key, text: read(key) });
  const current = held.key === key ? held : { key, text: read(key) };
  const change = (text: string) => {
    if (text === '') sessionStorage.removeItem(slot(key));
    else sessionStorage.setItem(slot(key), text);
    setHeld({ key, text });
  };
  return [current.text, change];
}

function slot(key: string): string {
  return `draft/${key}`;
}

function read(key: string): string {
  return sessionStorage.getItem(slot(key)) ?? '';
}
