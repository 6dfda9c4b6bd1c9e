import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtInSearch, openSettings } from './settings-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const file = () => path.join(folder, 'config.json');

describe('config.json', () => {
  it('is nothing when it is missing', () => {
    expect(openSettings(folder).current()).toEqual({ endpoint: null, keyFor: null, search: builtInSearch });
  });

  it('comes back as written, for its owner only', () => {
    const search = {
      ...builtInSearch,
      kind: 'ollama',
      endpoint: 'http://127.0.0.1:11434',
      model: 'm',
      dim: 8,
    } as const;
    const settings = openSettings(folder);
    settings.change({ endpoint: 'http://127.0.0.1:8080' });
    settings.change({ search });
    expect(settings.current()).toEqual({ endpoint: 'http://127.0.0.1:8080', keyFor: null, search });
    expect(openSettings(folder).current()).toEqual(settings.current());
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['an older Muster’s', '{"endpoint":null,"keyFor":null}', builtInSearch],
    ['nothing but a kind', '{"search":{"kind":"built-in"}}', builtInSearch],
    [
      'transformers.js',
      '{"search":{"kind":"transformers","model":"Xenova/tiny","dim":384,"maxTokens":256}}',
      { ...builtInSearch, kind: 'transformers', model: 'Xenova/tiny', dim: 384, maxTokens: 256 },
    ],
  ])('takes %s', (_name, text, search) => {
    writeFileSync(file(), text);
    expect(openSettings(folder).current().search).toEqual(search);
  });

  it.each([
    ['not JSON', '{\n  "endpoint": null,\n  oops\n}', 3, 'not valid JSON'],
    ['cut short', '{\n  "endpoint": null', 2, 'not valid JSON'],
    ['empty', '', 1, 'not valid JSON'],
    ['no address', '{\n\n  "endpoint": "example"\n}', 3, '“endpoint” must be a web address'],
    ['another scheme', '{ "endpoint": "file:///etc/passwd" }', 1, '“endpoint” must be a web address'],
    ['a word of its own', '{\n  "endpoint": null,\n  "apiKey": "x"\n}', 3, '“apiKey” is not a setting'],
    ['a list', '[]', 1, ''],
    ['an unknown search', '{\n  "search": {\n    "kind": "elastic"\n  }\n}', 3, '“search.kind” '],
    [
      'an address inside, not the one before',
      '{\n  "endpoint": null,\n  "search": {\n    "model": "a \\"endpoint\\": b",\n    "endpoint": "example"\n  }\n}',
      5,
      '“search.endpoint” must be a web address',
    ],
    [
      'an address outside, not the one inside',
      '{\n  "search": {\n    "endpoint": null\n  },\n  "endpoint": "example"\n}',
      5,
      '“endpoint” must be a web address',
    ],
    ['no length', '{\n  "search": { "kind": "ollama", "model": "m" }\n}', 2, '“search.dim” must be given for “ollama”'],
    ['a key in it', '{\n  "search": {\n    "key": "sk"\n  }\n}', 3, '“search.key” is not a setting'],
    ['half a number', '{\n  "search": {\n    "maxTokens": 0.5\n  }\n}', 3, '“search.maxTokens” '],
  ])('refuses %s with file and line, and leaves it as it is', (_name, text, line, words) => {
    writeFileSync(file(), text);
    expect(() => openSettings(folder)).toThrow(
      expect.objectContaining({
        code: 'config.invalid',
        facts: { file: file(), line },
        message: expect.stringContaining(words),
      }),
    );
    expect(readFileSync(file(), 'utf8')).toBe(text);
  });
});
