import { i18n } from '@lingui/core';
import { beforeAll, expect, it } from 'vitest';
import { evidenceLines } from './evidence.ts';

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }));

it.each([
  ['', []],
  ['5 × list_files {"path":"offers"} → 12 files', [{ times: 5, what: 'Look through the folder', came: '12 files' }]],
  ['2 × read_file {"path":"files/a.md"}', [{ times: 2, what: 'Read a.md', came: '' }]],
  // Cut off by the engine in the middle of the arguments.
  [`3 × write_file {"path":"${'x'.repeat(90)} → said`, [{ times: 3, what: 'write file', came: 'said' }]],
  ['The same again', [{ times: 1, what: 'The same again', came: '' }]],
  ['4 × search_files {"query":"a → b"} → none', [{ times: 4, what: 'Look for “a → b”', came: 'none' }]],
])('reads %j', (detail, lines) => expect(evidenceLines(detail)).toEqual(lines));
