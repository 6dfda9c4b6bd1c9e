import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from './bootstrap.mjs';
import { fuses } from './fuses.ts';

const config = parse(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8'));

test('electron-builder.yml sets every fuse that has a key, and no other', () => {
  const keyed = fuses.filter(({ key }) => key !== 'wasmTrapHandlers');
  expect(config.electronFuses).toEqual(Object.fromEntries(keyed.map(({ key, on }) => [key, on])));
});

test('integrity checks stay on and natives are not rebuilt', () => {
  expect({ asar: config.asar, disabled: config.disableAsarIntegrity, rebuild: config.npmRebuild }).toEqual({
    asar: true,
    disabled: undefined,
    rebuild: false,
  });
});
