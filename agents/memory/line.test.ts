import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MemoryRow } from './memory.ts';
import { memoryLine, readMemoryLine } from './line.ts';
import { memoryRow } from './memory.suite.ts';

const row = (patch: Parameters<typeof memoryRow>[2]) =>
  memoryRow('mem_1', 'Renews in May', {
    sourceUri: null,
    labels: { tainted: false, private: false, from: [] },
    ...patch,
  });

test.each([
  ['a person', { authority: 'human', kind: 'procedure' }, 'procedure | Acme | 2026-09-21, the person said'],
  ['a person, about a file', { authority: 'human', sourceUri: 'a.md' }, 'fact | Acme | 2026-09-21, the person said'],
  ['a file', { sourceUri: 'files/a.md' }, 'fact | Acme | 2026-09-21, read in files/a.md'],
  ['a guess from a file', { authority: 'inferred', sourceUri: 'a.md' }, 'fact | Acme | 2026-09-21, guessed'],
  ['a teammate who names no file', {}, 'fact | Acme | 2026-09-21, guessed'],
  ['a tool', { authority: 'tool' }, 'fact | Acme | 2026-09-21, read by the app'],
  [
    'a stranger, disputed',
    { labels: { tainted: true, private: false, from: [] }, status: 'disputed' },
    'fact | Acme | 2026-09-21, guessed, from outside, another memory says otherwise',
  ],
  ['signs that would break the line', { subject: 'A|B\nC' }, 'fact | A/B C | 2026-09-21, guessed'],
] as [string, Partial<MemoryRow>, string][])('%s', (_, patch, middle) => {
  expect(memoryLine(row(patch))).toBe(`memory/mem_1 | ${middle} | Renews in May`);
});

test('a memory cannot begin a line of its own, and whatever it says is read back', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), fc.boolean(), (text, subject, isTaught) => {
      const said = `${text} \n# Task | x`;
      const line = memoryLine(row({ text: said, subject, authority: isTaught ? 'human' : 'agent' }));
      expect(line).not.toContain('\n');
      expect(readMemoryLine(`- ${line}`)).toMatchObject({
        id: 'mem_1',
        text: said.replace(/\s+/g, ' ').trim(),
        isTaught,
      });
    }),
  );
});

test.each(['', '- a list', 'Nothing is known about this.', 'memory/mem_1 | rumour | A | b | c'])(
  '“%s” is no memory',
  (line) => {
    expect(readMemoryLine(line)).toBe(null);
  },
);
