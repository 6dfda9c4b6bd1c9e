import { expect, test } from 'vitest';
import type { Listed, Outcome } from './bench.ts';
import { count, readArgs } from './args.ts';
import { runNamed } from './main.ts';
import { percentile, spread } from './stats.ts';

const entry = (name: string, run: () => Promise<Outcome>): Listed => ({
  name,
  about: `measures ${name}`,
  load: async () => ({ name, about: '', run: (args, progress) => (progress(args.join(' ')), run()) }),
});
const lists = {
  bench: [
    entry('good', async () => ({ pass: true, figures: { aMs: 1 }, bar: { aMs: 2 } })),
    entry('slow', async () => ({ pass: false, figures: { aMs: 3 }, bar: { aMs: 2 } })),
    entry('broken', async () => {
      throw new Error('no disk');
    }),
  ],
  trust: [],
};
async function run(kind: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await runNamed(kind, lists, args, { stdout: (text) => (out += text), stderr: (text) => (err += text) });
  return { code, out, err };
}

test('one JSON line on stdout, exit 0 only when the bar is met', async () => {
  expect(await run('bench', 'good', '--x', '1')).toEqual({
    code: 0,
    out: '{"name":"good","pass":true,"figures":{"aMs":1},"bar":{"aMs":2}}\n',
    err: '--x 1\n',
  });
  expect(await run('bench', 'slow')).toMatchObject({
    code: 1,
    out: '{"name":"slow","pass":false,"figures":{"aMs":3},"bar":{"aMs":2}}\n',
  });
  expect(await run('bench', 'broken')).toMatchObject({
    code: 1,
    out: '{"name":"broken","pass":false,"figures":{"error":"no disk"},"bar":{}}\n',
  });
});

test('lists what there is, and says what is not', async () => {
  expect(await run('bench')).toEqual({
    code: 0,
    out: 'Run one with: npm run --silent bench -- <name>\n  good    measures good\n  slow    measures slow\n  broken  measures broken\n',
    err: '',
  });
  expect(await run('trust')).toEqual({ code: 0, out: 'There is no trust check yet.\n', err: '' });
  expect([(await run('bench', 'nothing')).code, (await run('other')).code]).toEqual([2, 2]);
});

test('percentiles by nearest rank', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([percentile(values, 0.5), percentile(values, 0.99), percentile([7], 0.01)]).toEqual([50, 99, 7]);
  expect(spread('append', [1, 2, 3])).toEqual({ appendP50Ms: 2, appendP95Ms: 3, appendP99Ms: 3 });
});

test('arguments', () => {
  const args = readArgs(['--pairs', '10', '--folder=/a=b', '--quick']);
  expect([count(args, 'pairs', 5), count(args, 'streams', 50), args.get('folder'), args.get('quick')]).toEqual([
    10,
    50,
    '/a=b',
    'true',
  ]);
  expect(() => count(readArgs(['--pairs', 'x']), 'pairs', 1)).toThrow('--pairs needs a whole number above 0, not "x"');
});
