import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const code = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.*'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const sheets = ['main.css', 'parts.css'].map((name) => [name, readFileSync(new URL(name, import.meta.url), 'utf8')]);
const sources: Record<string, string> = { ...code, ...Object.fromEntries(sheets) };

it('keeps raw colours and arbitrary values out of the screens', () => {
  expect(Object.keys(sources).length).toBeGreaterThan(80);
  const found = Object.entries(sources).flatMap(([name, text]) => {
    // A colour stands in quotes or after a colon; `#main` and private fields do not.
    const raw = text.match(/["':\s(]#(?:[0-9a-f]{8}|[0-9a-f]{6})\b/gi) ?? [];
    const arbitrary = text.match(/["'\s:](?:[a-z]+-)+\[[^\]\s]+\](?=["'\s])/g) ?? [];
    return [...raw, ...arbitrary].map((hit) => `${name}: ${hit.trim()}`);
  });
  expect(found).toEqual([]);
});
