import { expect, test } from 'vitest';
import { refuseStray } from './arguments.mjs';

const kept = { npm_lifecycle_event: 'start', npm_config_port: 'true' };

test.each([
  { name: 'nothing', args: [], env: {}, refused: null },
  { name: 'flags with values', args: ['--port', '9', '--no-open'], env: {}, refused: null },
  { name: 'a flag with =', args: ['--port=9', '--home', '/x'], env: {}, refused: null },
  { name: 'a bare value', args: ['9'], env: {}, refused: '"9" belongs to no flag' },
  { name: 'a value after a switch', args: ['--no-open', '9'], env: {}, refused: '"9" belongs to no flag' },
  { name: 'a flag npm kept', args: ['9'], env: kept, refused: 'npm start -- --port 9' },
  {
    name: 'a switch npm kept',
    args: [],
    env: { npm_lifecycle_event: 'start', npm_config_open: '' },
    refused: 'npm start -- --no-open',
  },
  {
    name: 'the same variable around another command',
    args: [],
    env: { ...kept, npm_lifecycle_event: 'npx' },
    refused: null,
  },
])('start with $name', ({ args, env, refused }) => {
  const said = refuseStray('start', args, false, env);
  if (refused === null) expect(said).toBeNull();
  else expect(said).toContain(refused);
});

test('commands that take words take them', () => {
  expect(refuseStray('bench', ['journal'], true, {})).toBeNull();
});
