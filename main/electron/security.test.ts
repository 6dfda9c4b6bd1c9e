import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

// Electron's module loads only inside Electron; these rules need nothing of it but its names.
vi.mock('electron', () => ({ session: {}, shell: { openExternal: opened } }));
const opened = vi.hoisted(() => vi.fn(async () => undefined));

const { isTrusted, openOutside, servePage, webPreferences } = await import('./security.ts');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-page-'));
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(path.join(folder, 'index.html'), '<p>board</p>');
  writeFileSync(path.join(folder, '..', 'muster-outside.html'), 'outside');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(path.join(folder, '..', 'muster-outside.html'));
});

test.each([
  ['the page', 'app://muster/index.html', 200],
  ['another host', 'app://other/index.html', 403],
  ['another scheme', 'https://muster/index.html', 403],
  ['a file outside', 'app://muster/..%2fmuster-outside.html', 404],
  ['a file that is not there', 'app://muster/none.js', 404],
  ['a broken escape', 'app://muster/%E0%A4%A', 404],
])('%s is answered with %s', async (_, url, status) => {
  const answer = await servePage(new Request(url), folder);
  expect([answer.status, answer.headers.get('content-security-policy')?.startsWith("default-src 'none'")]).toEqual([
    status,
    true,
  ]);
});

test('only a GET is answered', async () => {
  expect((await servePage(new Request('app://muster/index.html', { method: 'POST' }), folder)).status).toBe(403);
});

test.each([
  ['the main frame of our page', { url: 'app://muster/index.html', parent: null }, true],
  ['a frame inside it', { url: 'app://muster/index.html', parent: {} }, false],
  ['another page', { url: 'https://example.com/', parent: null }, false],
  ['a look-alike', { url: 'app://muster.example/', parent: null }, false],
  ['nobody', null, false],
])('a message from %s: %s', (_, frame, trusted) => {
  expect(isTrusted(frame)).toBe(trusted);
});

test.each([
  ['https://example.com/a', true],
  ['mailto:a@example.com', true],
  ['http://example.com/', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['smb://host/share', false],
  ['not an address', false],
])('opening %s outside: %s', async (address, expected) => {
  opened.mockClear();
  expect([await openOutside(address), opened.mock.calls.length]).toEqual([expected, expected ? 1 : 0]);
});

test('the window’s options are the safe ones, and frozen', () => {
  expect([Object.isFrozen(webPreferences), webPreferences]).toEqual([
    true,
    expect.objectContaining({
      nodeIntegration: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      webviewTag: false,
      experimentalFeatures: false,
    }),
  ]);
});
