import { expect, test } from 'vitest';
import { hostOf, isService, staysHere } from './search.ts';

test.each([
  ['http://localhost:11434', 'localhost:11434', true],
  [' http://127.1 ', '127.0.0.1', true],
  ['http://[::1]:1/api', '[::1]:1', true],
  ['http://localhost.example.com', 'localhost.example.com', false],
  ['http://192.168.0.7:11434', '192.168.0.7:11434', false],
  ['https://api.openai.com/v1', 'api.openai.com', false],
  ['api.openai.com', null, false],
  ['ftp://127.0.0.1', null, true],
  ['', null, false],
])('%j is at %s, on this computer: %s', (address, host, isHere) => {
  expect([hostOf(address), staysHere(address)]).toEqual([host, isHere]);
});

test.each([
  ['built-in', false],
  ['openai', true],
  ['ollama', true],
  ['transformers', false],
] as const)('%s is a service: %s', (kind, expected) => {
  expect(isService(kind)).toBe(expected);
});
