import { describe, expect, it } from 'vitest';
import { judge, loopbackAddress, type RequestFacts } from './access.ts';

const port = 4747;
const own = 'http://127.0.0.1:4747';
const json = 'application/json';

const hosts: [string, readonly string[], boolean][] = [
  ['own', ['127.0.0.1:4747'], true],
  ['none', [], false],
  ['empty', [''], false],
  ['two', ['127.0.0.1:4747', '127.0.0.1:4747'], false],
  ['name', ['localhost:4747'], false],
  ['rebinding name', ['muster.evil.example:4747'], false],
  ['no port', ['127.0.0.1'], false],
  ['other port', ['127.0.0.1:4748'], false],
  ['short form', ['127.1:4747'], false],
  ['decimal form', ['2130706433:4747'], false],
  ['hex form', ['0x7f.0.0.1:4747'], false],
  ['ipv6', ['[::1]:4747'], false],
  ['mapped ipv6', ['[::ffff:127.0.0.1]:4747'], false],
  ['wildcard', ['0.0.0.0:4747'], false],
  ['trailing dot', ['127.0.0.1.:4747'], false],
  ['user part', ['a@127.0.0.1:4747'], false],
];
const origins: [string, string | null, boolean][] = [
  ['own', own, true],
  ['none', null, false],
  ['null', 'null', false],
  ['empty', '', false],
  ['name', 'http://localhost:4747', false],
  ['other port', 'http://127.0.0.1:4748', false],
  ['no port', 'http://127.0.0.1', false],
  ['https', 'https://127.0.0.1:4747', false],
  ['foreign', 'https://evil.example', false],
  ['prefix', 'http://127.0.0.1:4747.evil.example', false],
  ['slash', 'http://127.0.0.1:4747/', false],
  ['upper case', 'HTTP://127.0.0.1:4747', false],
  ['extension', 'chrome-extension://abcdef', false],
];
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'get', ''];
const types: [string | null, boolean][] = [
  [json, true],
  ['application/json; charset=utf-8', true],
  ['Application/JSON', true],
  [null, false],
  ['text/plain', false],
  ['application/x-www-form-urlencoded', false],
  ['multipart/form-data', false],
  ['application/jsonp', false],
  ['text/plain, application/json', false],
];

function facts(patch: Partial<RequestFacts>): RequestFacts {
  return {
    method: 'POST',
    target: '/api/session',
    hosts: ['127.0.0.1:4747'],
    origin: own,
    contentType: json,
    isUpgrade: false,
    ...patch,
  };
}

describe('judge', () => {
  it('lets through one row of host × origin × method × content type to the session call', () => {
    const through: unknown[] = [];
    let rows = 0;
    for (const [, host, hostIsOwn] of hosts)
      for (const [, origin, originIsOwn] of origins)
        for (const method of methods)
          for (const [contentType, typeIsJson] of types) {
            rows += 1;
            const { to } = judge(facts({ hosts: host, origin, method, contentType }), port);
            const expected = hostIsOwn && originIsOwn && method === 'POST' && typeIsJson;
            if ((to !== 'nowhere') !== expected) through.push({ host, origin, method, contentType, to });
          }
    expect({ rows, through }).toEqual({ rows: 16 * 13 * 10 * 9, through: [] });
  });

  it('upgrades for our own page only', () => {
    const wrong: unknown[] = [];
    for (const [, host, hostIsOwn] of hosts)
      for (const [, origin, originIsOwn] of origins)
        for (const method of methods)
          for (const target of [
            '/api/socket',
            '/api/session',
            '/',
            '/api/socket/',
            '/API/socket',
            '//api/socket',
            'http://127.0.0.1:4747/api/socket',
          ]) {
            const { to } = judge(
              facts({ hosts: host, origin, method, target, isUpgrade: true, contentType: null }),
              port,
            );
            const expected =
              hostIsOwn && originIsOwn && method === 'GET' && target === '/api/socket' ? 'socket' : 'nowhere';
            if (to !== expected) wrong.push({ host, origin, method, target, to });
          }
    expect(wrong).toEqual([]);
  });

  it.each([
    ['a page without Origin reads files', { method: 'GET', target: '/', origin: null }, { to: 'file', path: '/' }],
    [
      'a query is no part of the path',
      { method: 'GET', target: '/a.js?x=1#y', origin: null },
      { to: 'file', path: '/a.js' },
    ],
    ['our own module request', { method: 'GET', target: '/assets/a.js' }, { to: 'file', path: '/assets/a.js' }],
  ])('%s', (_name, patch, expected) => {
    expect(judge(facts(patch as Partial<RequestFacts>), port)).toEqual(expected);
  });

  it.each([
    ['a foreign page reads no file', { method: 'GET', target: '/', origin: 'https://evil.example' }, 403],
    ['a file is not written', { method: 'POST', target: '/', origin: own }, 405],
    ['the call is not read', { method: 'GET', target: '/api/session', origin: null }, 405],
    ['nothing else is called', { target: '/api/other' }, 404],
    ['an absolute target is none of ours', { method: 'GET', target: 'http://evil.example/' }, 400],
    ['nor is a star', { method: 'OPTIONS', target: '*' }, 400],
    ['nor two slashes', { method: 'GET', target: '//evil.example/' }, 400],
  ])('%s', (_name, patch, status) => {
    expect(judge(facts(patch as Partial<RequestFacts>), port)).toMatchObject({ to: 'nowhere', status });
  });

  it('knows that a browser leaves out port 80', () => {
    expect(judge(facts({ hosts: ['127.0.0.1'], origin: 'http://127.0.0.1' }), 80)).toEqual({ to: 'session' });
  });
});

describe('loopbackAddress', () => {
  it.each([[null], ['127.0.0.1'], ['localhost']])('takes %s', (wanted) => {
    expect(loopbackAddress(wanted)).toBe('127.0.0.1');
  });
  it.each([
    ['0.0.0.0'],
    ['0'],
    [''],
    ['*'],
    ['::'],
    ['[::]'],
    ['::1'],
    ['0x0'],
    ['0.0'],
    ['::ffff:0.0.0.0'],
    ['192.168.1.2'],
    ['127.0.0.2'],
  ])('refuses %s', (wanted) => {
    expect(loopbackAddress(wanted)).toBeNull();
  });
});
