import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFolder, exampleFolder, isWebAddress, packageFolder, takeEnvironment } from './config.ts';

describe('dataFolder', () => {
  it.each([
    ['the flag', '/a/b', { MUSTER_HOME: '/c' }, 'linux', '/a/b'],
    ['MUSTER_HOME', null, { MUSTER_HOME: '/c', XDG_DATA_HOME: '/d' }, 'linux', '/c'],
    ['XDG', null, { XDG_DATA_HOME: '/d' }, 'linux', '/d/muster'],
    ['a relative XDG is ignored', null, { XDG_DATA_HOME: 'd' }, 'linux', '/home/p/.local/share/muster'],
    ['home', null, {}, 'linux', '/home/p/.local/share/muster'],
    ['an empty variable is none', null, { MUSTER_HOME: ' ' }, 'linux', '/home/p/.local/share/muster'],
    ['macOS', null, {}, 'darwin', '/home/p/Library/Application Support/Muster'],
    ['Windows', null, { APPDATA: '/roaming' }, 'win32', '/roaming/Muster'],
  ] as const)('%s', (_name, named, env, platform, expected) => {
    expect(dataFolder(named, env, platform, '/home/p')).toBe(expected);
  });

  it('makes a relative folder absolute', () => {
    expect(dataFolder('data', {}, 'linux', '/home/p')).toBe(path.resolve('data'));
  });
});

describe('takeEnvironment', () => {
  it('takes every variable of a key and of the SDK out, whatever its case', () => {
    const env = {
      ANTHROPIC_API_KEY: ' key ',
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:9',
      ANTHROPIC_CUSTOM_HEADERS: 'x: y',
      ANTHROPIC_AUTH_TOKEN: 'token',
      anthropic_log: 'debug',
      MUSTER_SEARCH_KEY: 'vk ',
      MUSTER_SEARCH_URL: 'http://127.0.0.1:11434',
      PATH: '/bin',
    };
    expect(takeEnvironment(env)).toEqual({
      key: 'key',
      endpoint: 'http://127.0.0.1:9',
      search: { key: 'vk', endpoint: 'http://127.0.0.1:11434' },
    });
    expect(env).toEqual({ PATH: '/bin' });
    expect(takeEnvironment(env)).toEqual({ key: null, endpoint: null, search: { key: null, endpoint: null } });
  });
});

describe('the app', () => {
  it('finds its root and its sample folder', () => {
    expect(packageFolder()).toBe(path.resolve(import.meta.dirname, '..'));
    expect(path.dirname(exampleFolder())).toBe(path.join(packageFolder(), 'examples'));
  });
});

it.each([
  ['http://127.0.0.1:1', true],
  ['https://x.example/v', true],
  ['ftp://x.example', false],
  ['x.example', false],
  ['javascript:alert(1)', false],
  ['', false],
])('isWebAddress %s', (text, expected) => {
  expect(isWebAddress(text)).toBe(expected);
});
