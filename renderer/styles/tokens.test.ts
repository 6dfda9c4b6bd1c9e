/** Contrast of every role on every ground it stands on, computed from the tokens as they are written. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const pairs = [...css.matchAll(/--color-([a-z0-9-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g)];
const tokens = Object.fromEntries(pairs.map(([, name, light, dark]) => [name, { light, dark }])) as Record<
  string,
  Record<'light' | 'dark', string>
>;
const identity = [...css.matchAll(/--color-identity-\d:\s*(#[0-9a-f]{6})/g)].map(([, hex]) => hex ?? '');

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['canvas', 'surface', 'sunken', 'selected'];
const texts = ['text', 'text-muted', 'text-faint', 'accent', 'working', 'done', 'failed', 'needs', 'quiet'];
const themes = ['light', 'dark'] as const;

function of(name: string, theme: 'light' | 'dark'): string {
  const hex = tokens[name]?.[theme];
  if (!hex) throw new Error(`tokens.css has no ${name}`);
  return hex;
}

describe.each(themes)('contrast, %s', (theme) => {
  it.each(texts)('%s is readable on every ground', (text) => {
    for (const ground of grounds)
      expect(contrast(of(text, theme), of(ground, theme)), ground).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['needs', 'needs-bg'],
    ['failed', 'failed-bg'],
    ['text', 'needs-bg'],
    ['text', 'failed-bg'],
    ['on-accent', 'accent'],
    ['on-accent', 'accent-hover'],
    ['surface', 'failed'],
  ])('%s is readable on %s', (text, ground) => {
    expect(contrast(of(text, theme), of(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['control-border', 'accent'])('%s is seen on every ground', (border) => {
    for (const ground of grounds)
      expect(contrast(of(border, theme), of(ground, theme)), ground).toBeGreaterThanOrEqual(3);
  });

  it('shows the avatars of teammates', () => {
    expect(identity).toHaveLength(6);
    for (const hex of identity) {
      expect(contrast(hex, '#ffffff')).toBeGreaterThanOrEqual(4.5);
      for (const ground of grounds)
        expect(contrast(hex, of(ground, theme)), `${hex} on ${ground}`).toBeGreaterThanOrEqual(3);
    }
  });
});
