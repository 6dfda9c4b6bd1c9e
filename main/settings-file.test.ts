import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings, writeSettings } from './settings-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const file = () => path.join(folder, 'config.json');

describe('config.json', () => {
  it('is nothing when it is missing', () => {
    expect(readSettings(folder)).toEqual({ endpoint: null, keyFor: null });
  });

  it('comes back as written, for its owner only', () => {
    const settings = { endpoint: 'http://127.0.0.1:8080', keyFor: null };
    writeSettings(folder, settings);
    expect(readSettings(folder)).toEqual(settings);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['not JSON', '{\n  "endpoint": null,\n  oops\n}', 3, 'not valid JSON'],
    ['cut short', '{\n  "endpoint": null', 2, 'not valid JSON'],
    ['empty', '', 1, 'not valid JSON'],
    ['no address', '{\n\n  "endpoint": "example"\n}', 3, '“endpoint” must be a web address'],
    ['another scheme', '{ "endpoint": "file:///etc/passwd" }', 1, '“endpoint” must be a web address'],
    ['a word of its own', '{\n  "endpoint": null,\n  "apiKey": "x"\n}', 3, '“apiKey” is not a setting'],
    ['a list', '[]', 1, ''],
  ])('refuses %s with file and line, and leaves it as it is', (_name, text, line, words) => {
    writeFileSync(file(), text);
    expect(() => readSettings(folder)).toThrow(
      expect.objectContaining({
        code: 'config.invalid',
        facts: { file: file(), line },
        message: expect.stringContaining(words),
      }),
    );
    expect(readFileSync(file(), 'utf8')).toBe(text);
  });
});
