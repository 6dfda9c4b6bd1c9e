/** `muster memory` and `muster doctor --rebuild-memory` on real data folders, as a person types them. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLanceIndex } from '../../agents/index.ts';
import { openHost } from '../host.ts';
import { readCliArgs } from './args.ts';
import { runMemoryExport, runMemoryImport } from './memory.ts';
import { rebuildIndex } from './rebuild-memory.ts';
import type { Terminal } from './terminal.ts';

let above: string;
let data: string;
beforeEach(() => {
  above = mkdtempSync(path.join(tmpdir(), 'muster-memory-cli-'));
  data = path.join(above, 'data');
});
afterEach(() => rmSync(above, { recursive: true }));

const at = (name: string) => path.join(above, name);

/** Runs a command line; what was said and printed comes back as one text. */
async function muster(...argv: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const terminal: Terminal = {
    isAttended: false,
    progress: () => undefined,
    say: (line) => void lines.push(line),
    print: (line) => void lines.push(line),
    ask: async () => null,
  };
  const args = readCliArgs(argv);
  if ('refusal' in args) throw new Error(args.refusal);
  if (args.command === 'memory export') return { code: await runMemoryExport(args, terminal), text: lines.join('\n') };
  if (args.command === 'memory import') return { code: await runMemoryImport(args, terminal), text: lines.join('\n') };
  throw new Error('not a command of this test');
}

const list =
  '- Halden Foods: pays within 30 days\n- Halden Foods: renews on 1 September\n- Bolt: asks for paper invoices\n';

test('a list comes in, goes out both ways, and comes into another board', async () => {
  writeFileSync(at('list.md'), list);
  expect(await muster('memory', 'import', at('list.md'), '--data', data)).toEqual({
    code: 0,
    text: `Imported 3 sentences from ${at('list.md')}.`,
  });
  const printed = await muster('memory', 'export', '--data', data);
  expect([printed.code, printed.text]).toEqual([0, expect.stringContaining('- pays within 30 days (fact; ')]);
  for (const [format, name] of [
    ['markdown', 'm.md'],
    ['json', 'm.json'],
  ] as const) {
    const out = at(name);
    const made = await muster('memory', 'export', '--format', format, '--out', out, '--data', data);
    expect([made.code, made.text]).toEqual([0, expect.stringContaining(out)]);
    const other = at(`other-${format}`);
    const again = await muster('memory', 'import', out, '--json', '--data', other);
    expect([again.code, JSON.parse(again.text)]).toEqual([0, expect.objectContaining({ imported: 3, problems: [] })]);
    const back = await muster('memory', 'export', '--data', other);
    expect(back.text).toContain('- renews on 1 September (fact; ');
  }
});

test('what stays out is named by its line, and the exit code says so', async () => {
  writeFileSync(at('list.md'), `${list}- Bolt: the password is hunter2!x\n`);
  const { code, text } = await muster('memory', 'import', at('list.md'), '--data', data);
  expect([code, text]).toEqual([
    1,
    expect.stringMatching(/^Line 4: This looks like a password.*\nImported 3 .*1 was left out\.$/s),
  ]);
});

test.each([
  ['a file that is not there', () => undefined, 'There is no file'],
  ['a file without a sentence', () => writeFileSync(at('list.md'), 'words'), 'Nothing was imported'],
  ['a file too large', () => writeFileSync(at('list.md'), 'x'.repeat(5_000_001)), 'larger than 5 MB'],
])('nothing comes of %s', async (_, make, words) => {
  make();
  const { code, text } = await muster('memory', 'import', at('list.md'), '--data', data);
  expect([code, text]).toEqual([1, expect.stringContaining(words)]);
});

test('an export overwrites nothing it was not told to, and makes no board', async () => {
  expect((await muster('memory', 'export', '--data', data)).text).toContain('nothing to export');
  expect(existsSync(data)).toBe(false);
  writeFileSync(at('list.md'), list);
  await muster('memory', 'import', at('list.md'), '--data', data);
  const args = ['memory', 'export', '--out', at('list.md'), '--data', data];
  expect(await muster(...args)).toEqual({ code: 1, text: expect.stringContaining('left as it is') });
  expect(readFileSync(at('list.md'), 'utf8')).toBe(list);
  expect((await muster(...args, '--replace')).code).toBe(0);
  expect(readFileSync(at('list.md'), 'utf8')).toMatch(/^# What the team knows/);
});

const open = () => openHost({ kind: 'web', dataFolder: data, environment: { key: null, endpoint: null } });

test('a folder in use is left alone', async () => {
  writeFileSync(at('list.md'), list);
  const host = await open();
  const held = [
    (await muster('memory', 'import', at('list.md'), '--data', data)).code,
    (await muster('memory', 'export', '--data', data)).code,
    (await rebuildIndex(data, () => undefined)).length,
  ];
  await host.stop();
  expect(held).toEqual([1, 1, 1]);
});

test('the index is made anew and answers as before; what it was before is noticed', async () => {
  writeFileSync(at('list.md'), list);
  await muster('memory', 'import', at('list.md'), '--data', data);
  const answers = async () => (await rebuildIndex(data, () => undefined)).map(({ state, what }) => `${state} ${what}`);
  expect((await answers()).at(-1)).toMatch(/^ok There was no index/);
  expect((await answers()).slice(1)).toEqual([
    expect.stringMatching(/^ok .*, 3 memories, in /),
    'ok Same answers: 3 of 3.',
  ]);
  // Rows that say something else than the journal, in an index that counts as up to date.
  const index = await openLanceIndex(path.join(data, 'memory'));
  const [hit] = await index.recall({ text: 'invoices', scopes: [{ scope: 'team', scopeId: 'team' }], limit: 1 });
  if (hit) await index.apply([{ ...hit.row, rev: hit.row.rev + 100, status: 'superseded' }], 1);
  await index.stop();
  expect((await answers()).at(-1)).toMatch(/^broken Same answers: 2 of 3\. Others now: “Bolt /);
  expect((await answers()).at(-1)).toBe('ok Same answers: 3 of 3.');
});
