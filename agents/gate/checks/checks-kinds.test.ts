import { describe, expect, test } from 'vitest';
import type { Check, Opinion } from '../../domain/schema.ts';
import { runChecks, type MadeFile } from '../checks.ts';
import { outcomeOf } from './command.ts';
import { judgeOpinion } from './opinion.ts';

type Kind<K extends Check['kind']> = Extract<Check, { kind: K }>;
const file = (path: string, text: string): MadeFile => ({ path, bytes: text.length, text });
const source = (raw: string) => ({ raw, readable: raw });
const run = (check: Check, files: MadeFile[], sources = new Map([['in.csv', source('a;b\n1,5;2\n2,5;3\n')]])) =>
  runChecks({ checks: [check], files, sources, folderHasText: true }).results[0]?.outcome;

describe('tables', () => {
  const schema = (path: string, ...fields: string[]): Kind<'schema'> => ({
    id: 's',
    kind: 'schema',
    label: '',
    path,
    fields,
  });
  test.each([
    ['all columns', schema('t.csv', 'Name', 'sum'), 't.csv', 'name,SUM\nx,1\n', 'passed'],
    ['one is missing', schema('t.csv', 'name', 'tax'), 't.csv', 'name,sum\nx,1\n', 'failed'],
    ['not written', schema('t.csv', 'name'), 'u.csv', 'name\n', 'failed'],
    ['each of a JSON list', schema('t.json', 'id'), 't.json', '[{"id":1},{"id":2}]', 'passed'],
    ['one of them lacks it', schema('t.json', 'id'), 't.json', '[{"id":1},{}]', 'failed'],
    ['an empty list', schema('t.json', 'id'), 't.json', '[]', 'failed'],
    ['no JSON', schema('t.json', 'id'), 't.json', '{', 'failed'],
  ])('%s', (_name, check, path, text, outcome) => {
    expect(run(check, [file(path, text)])).toBe(outcome);
  });

  const total = (equals: Kind<'total'>['equals']): Kind<'total'> => ({
    id: 't',
    kind: 'total',
    label: '',
    path: 'work/t.csv',
    column: 'sum',
    equals,
  });
  test.each([
    ['the number', total(4), 'sum\n1.5\n2.5\n', 'passed'],
    ['another number', total(5), 'sum\n1.5\n2.5\n', 'failed'],
    ['a column of a table in the folder', total({ file: 'files/in.csv', column: 'a' }), 'sum\n4\n', 'passed'],
    ['another sum than it', total({ file: 'in.csv', column: 'b' }), 'sum\n4\n', 'failed'],
    ['a table that is not there', total({ file: 'gone.csv', column: 'b' }), 'sum\n4\n', 'failed'],
    ['a cell that is no number', total(4), 'sum\n4\nmany\n', 'failed'],
    ['no such column', total(4), 'amount\n4\n', 'failed'],
  ])('total: %s', (_name, check, text, outcome) => {
    expect(run(check, [file('t.csv', text)])).toBe(outcome);
  });

  test('a file that was asked for', () => {
    const check: Check = { id: 'e', kind: 'exists', label: '', path: 'out/a.md' };
    expect(run(check, [file('out/a.md', 'x')])).toBe('passed');
    expect(run(check, [file('a.md', 'x')])).toBe('failed');
  });
});

test('a program that was not run, failed, was late', () => {
  expect(outcomeOf({ how: 'none' }).outcome).toBe('not-checked');
  expect(outcomeOf({ how: 'late', afterMs: 60_000 }).outcome).toBe('failed');
  expect(outcomeOf({ how: 'ended', code: 1, output: 'a\nb\n' })).toEqual({
    outcome: 'failed',
    evidence: 'The program ended with 1: b',
  });
  expect(outcomeOf({ how: 'ended', code: 0, output: '' }).outcome).toBe('passed');
});

test('words are a result where no check needs a file, and nothing is none', () => {
  const verdict = (checks: Check[], summary: string) =>
    runChecks({ checks, files: [], sources: new Map(), folderHasText: false, summary }).verdict;
  expect(verdict([], 'It costs 40 euros.')).toBe('not-checked');
  expect(verdict([], '')).toBe('nothing');
  expect(verdict([{ id: 'made', kind: 'artifact', label: '' }], 'It costs 40 euros.')).toBe('nothing');
});

describe('an opinion', () => {
  const review: Check = { id: 'r', kind: 'reviewer', label: '', teammateId: null };
  const wish: Check = { id: 'w', kind: 'requirement', label: '' };
  const finding = (
    quote: string | null,
    isGood = true,
    checkId: string | null = null,
  ): Opinion['findings'][number] => ({
    checkId,
    isGood,
    text: 'Seen.',
    source: quote === null ? null : { file: 'given/author/a.md', quote },
  });
  const judge = (opinion: Opinion | null) => {
    const files = [file('a.md', 'The rent is 40 euros.')];
    const { outcomes, verdict } = judgeOpinion({
      checks: [review, wish],
      opinion,
      silence: 'none',
      name: 'Priya',
      files,
      sources: new Map(),
    });
    return [outcomes.get('r')?.outcome, outcomes.get('w')?.outcome, verdict];
  };
  test.each<[string, Opinion | null, unknown[]]>([
    [
      'that quotes what stands',
      { verdict: 'ready', findings: [finding('rent is 40', true, 'w')] },
      ['passed', 'passed', 'ready'],
    ],
    [
      'that approves everything',
      { verdict: 'ready', findings: [finding(null, true, 'w')] },
      ['not-checked', 'not-checked', null],
    ],
    ['that approves and says nothing', { verdict: 'ready', findings: [] }, ['not-checked', undefined, null]],
    [
      'that quotes what is not there',
      { verdict: 'ready', findings: [finding('rent is 50')] },
      ['not-checked', undefined, null],
    ],
    [
      'that says no',
      { verdict: 'not-ready', findings: [finding(null, false, 'w')] },
      ['failed', 'failed', 'not-ready'],
    ],
    ['that was never given', null, ['not-checked', undefined, null]],
  ])('%s', (_name, opinion, outcome) => {
    expect(judge(opinion)).toEqual(outcome);
  });
});
