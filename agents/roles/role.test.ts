import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Role, type Profile } from '../domain/teammate.ts';
import { parseRole, roleMarkdown } from './role.ts';

const head =
  '---\nname: Ada\nrole: executor\nabout: Makes things\ncolour: 5\ntools: [read_file]\nmodel: default\n---\n';

describe('the roles that come with Muster', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.md'));
  const roles = files.map((file) => parseRole(file, readFileSync(join(import.meta.dirname, file), 'utf8')));

  test('are five good files, one for each role, each with a colour of its own', () => {
    const seen = roles.map((role) =>
      role.ok ? [role.id, role.profile.name, role.profile.role, role.profile.colour] : role.problem,
    );
    expect(seen.toSorted((a, b) => (String(a) < String(b) ? -1 : 1))).toEqual([
      ['tm_executor', 'Tomás', 'executor', 1],
      ['tm_memory-manager', 'June', 'memory manager', 4],
      ['tm_planner', 'Owen', 'planner', 3],
      ['tm_researcher', 'Maya', 'researcher', 0],
      ['tm_reviewer', 'Priya', 'reviewer', 2],
    ]);
  });

  test('all can plan, talk to colleagues, answer and hand in', () => {
    for (const role of roles) {
      const tools = role.ok ? role.profile.tools : [];
      for (const tool of ['set_plan', 'ask_teammate', 'comment', 'answer', 'hand_over', 'finish'])
        expect(tools).toContain(tool);
    }
  });

  test('only the planner plans parts, and only the reviewer gives an opinion', () => {
    const having = (tool: string) =>
      roles.flatMap((role) => (role.ok && role.profile.tools.includes(tool) ? role.id : []));
    expect([having('plan_parts'), having('give_opinion')]).toEqual([['tm_planner'], ['tm_reviewer']]);
  });
});

test('a sub-agent file of another program is a teammate', () => {
  const text =
    '\uFEFF---\r\nname: code-reviewer\r\ndescription: Expert review. Use it often.\r\ntools: Read, Grep, Bash\r\nmodel: inherit\r\n---\r\n\r\nYou review.\r\n';
  const known = new Set(['read_file', 'query_table', 'search_files', 'set_plan', 'ask_person', 'finish']);
  expect(parseRole('agents/code-reviewer.md', text, known)).toEqual({
    ok: true,
    leftOut: ['Bash'],
    id: 'tm_code-reviewer',
    profile: {
      name: 'code-reviewer',
      role: 'executor',
      about: 'Expert review.',
      tools: ['read_file', 'query_table', 'search_files', 'set_plan', 'ask_person', 'finish'],
      model: 'default',
      colour: expect.any(Number),
      instructions: 'You review.',
    },
  });
});

test.each([
  ['no settings', 'Just text', 'does not begin with settings'],
  ['bad YAML', '---\nname: [\n---\nx', 'cannot be read'],
  ['a list', '---\n- a\n---\nx', 'must hold lines'],
  ['no name', '---\nabout: x\n---\nx', 'name is missing or wrong'],
  ['unknown role', head.replace('executor', 'king') + 'x', 'role must be one of: planner, researcher'],
  ['no about', '---\nname: A\n---\nx', 'about is missing'],
  ['no instructions', head, 'instructions are missing'],
  ['colour too high', head.replace('5', '9') + 'x', 'colour is wrong'],
  ['aliases that blow up', '---\nname: &a x\nabout: *a\n---\nx', 'cannot be read'],
  ['too long', head + 'x'.repeat(40_001), 'longer than 40,000'],
])('%s is one sentence that names the file', (_, markdown, why) => {
  const role = parseRole('/home/ana/roles/ada.md', markdown);
  expect(role.ok).toBe(false);
  expect(role).toMatchObject({ problem: expect.stringContaining(why) });
  expect(role).toMatchObject({ problem: expect.stringMatching(/^The role file ada\.md was left out: .*\.$/s) });
});

test('a file name without a letter has no id', () => {
  expect(parseRole('___.md', `${head}x`)).toMatchObject({ ok: false });
});

test('a profile written and read is the same profile', () => {
  const line = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .map((text) => text.replace(/[\p{C}]/gu, ' ').trim())
    .filter((text) => text !== '');
  const profiles = fc.record<Profile>({
    name: line.map((text) => text.slice(0, 20).trim() || 'x').filter((text) => text.isWellFormed()),
    role: fc.constantFrom(...Role.options),
    about: line.filter((text) => text.isWellFormed()),
    tools: fc
      .uniqueArray(fc.constantFrom('read_file', 'write_file', 'list_files'))
      .map((tools) => [...tools, 'set_plan', 'ask_person', 'finish'])
      .filter((tools) => tools.length > 3),
    model: fc.constantFrom('default', 'claude-x'),
    colour: fc.integer({ min: 0, max: 5 }),
    instructions: fc.array(line, { minLength: 1, maxLength: 5 }).map((lines) => lines.join('\n')),
  });
  fc.assert(
    fc.property(profiles, (profile) => {
      expect(parseRole('ada.md', roleMarkdown(profile))).toEqual({ ok: true, id: 'tm_ada', profile, leftOut: [] });
    }),
  );
});
