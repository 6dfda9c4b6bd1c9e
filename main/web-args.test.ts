import { expect, it } from 'vitest';
import { readWebArgs } from './web-args.ts';

it.each([
  [[], { port: 4747, open: true, data: null }],
  [['--no-open', '--port', '0'], { port: 0, open: false, data: null }],
  [['--port=8080', '--data', '/tmp/x', '--browser'], { port: 8080, open: true, data: '/tmp/x' }],
  [['--host', '127.0.0.1'], { port: 4747, open: true, data: null }],
])('reads %j', (args, expected) => {
  expect(readWebArgs(args)).toEqual(expected);
});

it.each([
  [['--port', 'x'], 'not a port'],
  [['--port', '70000'], 'not a port'],
  [['--port', '-1'], ''],
  [['--port', ''], 'not a port'],
  [['--port', '1.5'], 'not a port'],
  [['--host', '0.0.0.0'], 'this computer only'],
  [['--host', '::'], 'this computer only'],
  [['--bogus'], 'Unknown option'],
  [['word'], 'Unexpected argument'],
])('refuses %j', (args, words) => {
  expect(readWebArgs(args)).toEqual({ refusal: expect.stringContaining(words) });
});
