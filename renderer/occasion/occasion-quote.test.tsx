import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { renderScreen } from '../task/screen.fixture.tsx';
import { OccasionQuote } from './occasion-quote.tsx';

afterEach(cleanup);

const show = (from: string, text: string) => renderScreen(<OccasionQuote occasion={{ kind: 'mail', from, text }} />);

test('markup in a stranger’s text stays the letters it is', () => {
  const text = '# Hello\n<img src=x onerror=alert(1)> [click](https://evil.example) **now**';
  const { container } = show('Ito', text);
  expect(screen.getByLabelText('The text that came in').textContent).toBe(text);
  expect(container.querySelectorAll('img, a, strong, blockquote h1').length).toBe(0);
});

test('what hides in it is named and counted', () => {
  const { container } = show('ito\u202Emoc', 'pay\u200B now');
  expect(container.textContent).toContain('U+202E right-to-left override');
  expect(container.textContent).toContain('U+200B zero-width space');
  expect(screen.getByText('2 characters that cannot be seen are shown by their names.')).toBeTruthy();
});

test('the longest text and sender are shown whole', () => {
  show('s'.repeat(200), 'x'.repeat(64_000));
  expect(screen.getByLabelText('The text that came in').textContent?.length).toBe(64_000);
  expect(screen.getByText('s'.repeat(200))).toBeTruthy();
});
