import { expect, test } from 'vitest';
import { teammateId } from './teammate-id.ts';

test.each([
  ['Maya', [], 'tm_maya'],
  ['Zoë Ångström', [], 'tm_zoe-angstrom'],
  ['Maya', ['tm_maya', 'tm_maya-2'], 'tm_maya-3'],
  ['../etc', [], 'tm_etc'],
  ['李明', [], 'tm_made'],
  ['  ', [], 'tm_made'],
])('%j with %j taken is %s', (name, taken, id) => {
  expect(teammateId(name, taken, 'tm_made')).toBe(id);
});
