/** Sub-agent files in the shapes in which they are found: they import as they are. */
import { describe, expect, test } from 'vitest';
import { parseRole, roleMarkdown } from './role.ts';

const known = new Set(
  'list_files search_files read_file query_table write_file set_plan note ask_person remember recall delegate finish'.split(
    ' ',
  ),
);
const needed = ['set_plan', 'ask_person', 'finish'];

function read(settings: string, body = 'You do it well.') {
  const role = parseRole('team/helper-of-many.md', `---\n${settings}\n---\n\n${body}\n`, known);
  if (!role.ok) throw new Error(role.problem);
  // What comes in goes out again, and comes in as the same.
  const again = parseRole('helper-of-many.md', roleMarkdown(role.profile), known);
  expect(again).toEqual({ ...role, leftOut: [] });
  return role;
}

const proactive = `name: deployment-troubleshooter
description: Use this agent when a deployment fails: it reads logs, "finds" the cause. Examples: <example>Context: The build broke. user: "Why?" assistant: "I'll look." <commentary>Since it broke, use it.</commentary></example>
tools: Read, Grep, Glob, Bash(git log:*, git diff:*), mcp__github__get_issue, WebFetch
model: sonnet
color: purple`;

test('a proactive agent with colons, quotes and examples in its description', () => {
  const { profile, leftOut, id } = read(proactive);
  expect(id).toBe('tm_helper-of-many');
  expect(profile).toEqual({
    name: 'deployment-troubleshooter',
    role: 'executor',
    about: 'Use this agent when a deployment fails: it reads logs, "finds" the cause.',
    tools: ['read_file', 'query_table', 'search_files', 'list_files', ...needed],
    model: 'default',
    colour: 5,
    instructions: 'You do it well.',
  });
  expect(leftOut).toEqual(['Bash', 'mcp__github__get_issue', 'WebFetch']);
});

test('a description over several lines, some of which look like settings', () => {
  const { profile } = read(
    'name: reviewer\ndescription: Reviews code.\nuser: "look at this"\nassistant: *wakes*\nmodel: opus\ntools:\n  - Read\n  - Edit',
  );
  expect([profile.about, profile.model, profile.tools]).toEqual([
    'Reviews code.',
    'default',
    ['read_file', 'query_table', 'write_file', ...needed],
  ]);
});

test.each([
  ['folded', 'description: >-\n  Plans the work\n  of others. And more.', 'Plans the work of others.'],
  ['literal', 'description: |\n  Plans: all.\n\n  More.', 'Plans: all.'],
  ['written out', 'description: Plans it.\\n\\n<example>x</example>', 'Plans it.'],
  [
    'without a full stop',
    'description: plans\\nand "acts": yes <example>Context: x</example>',
    'plans and "acts": yes',
  ],
  ['in quotes with quotes', 'description: "Says \\"yes\\" often."', 'Says "yes" often.'],
  ['that opens like an alias', 'description: **Expert** in all: things.', '**Expert** in all: things.'],
  ['very long', `description: ${'word '.repeat(90)}`, `${'word '.repeat(40).slice(0, 199).trimEnd()}…`],
])('a description %s', (_, description, about) => {
  expect(read(`name: x\n${description}`).profile.about).toBe(about);
});

describe('tools', () => {
  const standard = read('name: x\ndescription: Does.').profile.tools;
  test.each<[string, string, string[], string[]]>([
    ['none named', '', standard, []],
    ['all', "tools: '*'", standard, []],
    ['nothing after the colon', 'tools:', standard, []],
    ['a list', 'tools: [Read, Write]', ['read_file', 'query_table', 'write_file', ...needed], []],
    ['only unknown ones', 'tools: Bash, WebSearch', needed, ['Bash', 'WebSearch']],
    ['brackets with commas', 'tools: Bash(npm run a, b), Grep', ['search_files', ...needed], ['Bash']],
    ['our own', 'tools: [read_file, recall]', ['read_file', 'recall', ...needed], []],
    ['forbidden ones', 'disallowedTools: Write, Edit', standard.filter((tool) => tool !== 'write_file'), []],
    ['switches', 'tools:\n  write: false\n  bash: true', standard.filter((tool) => tool !== 'write_file'), []],
  ])('%s', (_, line, tools, leftOut) => {
    const role = read(`name: x\ndescription: Does.\n${line}`.trimEnd());
    expect([new Set(role.profile.tools), role.leftOut]).toEqual([new Set(tools), leftOut]);
  });
});

test.each([
  ['model: haiku', 'default'],
  ['model: inherit', 'default'],
  ['model: Sonnet[1m]', 'default'],
  ['model: claude-opus-4-1-20250805', 'claude-opus-4-1-20250805'],
  ['model: anthropic/claude-sonnet', 'anthropic/claude-sonnet'],
  ['permissionMode: acceptEdits\nskills: a, b\nversion: 3', 'default'],
])('%s', (line, model) => {
  expect(read(`name: x\ndescription: Does.\n${line}`).profile.model).toBe(model);
});

test('lines of --- in the body are no end of it', () => {
  const { profile } = read('name: x\ndescription: Does.', 'First.\n\n---\n\nname: not me\n---\nLast.');
  expect(profile.instructions).toBe('First.\n\n---\n\nname: not me\n---\nLast.');
});

test('a name longer than ours are is cut at a word', () => {
  expect(read('name: kubernetes-deployment-troubleshooting-specialist\ndescription: Does.').profile.name).toBe(
    'kubernetes-deployment-troubleshooting',
  );
});

test('a file without a name and one that is no settings at all stay out', () => {
  expect(parseRole('a.md', '---\ndescription: x: y\nname:\n---\nBody.')).toMatchObject({
    ok: false,
    problem: expect.stringContaining('name is missing'),
  });
  expect(parseRole('a.md', '---\nname: x: y\n---\nBody.')).toMatchObject({ ok: false });
});
